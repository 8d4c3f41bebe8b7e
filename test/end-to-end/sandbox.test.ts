import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser, noBrowser, screenshotPath } from '../support/browser.ts';
import { aWorld, type World } from '../support/world.ts';

const describeInBrowser = noBrowser === undefined ? describe : describe.skip;

const desktop: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
};

describeInBrowser('the sandbox page', () => {
  let browser: Browser;
  let world: World;
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    world = await aWorld();
    faults = [];
  });
  afterEach(async () => {
    await page.context().close();
    await world.cloud.stop();
  });

  async function open(options: BrowserContextOptions = desktop): Promise<void> {
    const context = await browser.newContext({ locale: 'en-US', timezoneId: 'America/New_York', ...options });
    page = await context.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    await page.goto(world.cloud.url);
    await page.getByText('Nobody is here yet.').waitFor();
  }

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const textsOf = (name: string) => page.getByRole('log', { name: `Texts on the phone of ${name}` });
  const says = (text: string | RegExp) => page.getByRole('status').filter({ hasText: text }).waitFor();
  const runs = () => page.locator('#runs > li');
  const overflow = () =>
    page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

  async function askAna(): Promise<void> {
    await button('Register a demo couple').click();
    await says('Ana and Ben are registered');
    await button('Start a check-in with Ana').click();
    await textsOf('Ana').locator('.text.out').waitFor();
  }

  it('takes a couple through a check-in: the text reaches one phone only, the answer ends the execution', async () => {
    await open();

    await askAna();
    const running = await runs().innerText();
    const marked = await page.locator('#picture .current').getAttribute('data-state');
    const textsOnBen = await textsOf('Ben').locator('.text').count();
    await page.getByRole('textbox', { name: 'Text from Ana' }).fill('4');
    await page.getByRole('article', { name: 'Phone of Ana' }).getByRole('button', { name: 'Send' }).click();
    await runs().filter({ hasText: 'finished' }).waitFor();

    expect(running).toContain('Ana, check-in 1');
    expect(running).toContain('Ask and wait a day for the reply');
    expect(marked).toBe('Ask and wait a day for the reply');
    expect(textsOnBen).toBe(0);
    expect(await textsOf('Ana').locator('.text.in').innerText()).toContain('4');
    expect(await textsOf('Ben').locator('.text').count()).toBe(0);
    expect(await page.locator('#picture .current').count()).toBe(0);
    expect(world.cloud.stepFunctions.runs().map(({ execution }) => execution.status)).toEqual(['SUCCEEDED']);
    expect(faults).toEqual([]);
  });

  it('shows silence to its end: nudge, a task for a person, mail; times are those of the viewer', async () => {
    await open();
    await askAna();

    await button('+1 day').click();
    await textsOf('Ana').locator('.text.out').nth(1).waitFor();
    await button('+1 week').click();
    await page.locator('#task-list > li').filter({ hasText: 'A check-in was missed' }).waitFor();
    // 24 November, 15:00 UTC, and eight days.
    await page
      .locator('#clock-now')
      .filter({ hasText: /^Wednesday, December 2, 2026 at 10:00:00\sAM$/ })
      .waitFor();
    await page.getByRole('heading', { name: 'Mailbox 1' }).waitFor();
    const mail = page.frameLocator('#mail-html').locator('body');
    await mail.waitFor();
    // The frame of the mail is only drawn where the window reaches.
    await page.setViewportSize({ width: 1440, height: 1800 });
    await page.screenshot({ path: screenshotPath('sandbox-desktop'), fullPage: true });
    await button('Done: A check-in was missed, Ana').click();
    await page.getByText('Nothing waits. When somebody must look, it stands here.').waitFor();

    expect(await mail.innerText()).not.toContain('Ana');
    expect((await world.tasks()).map(({ state }) => state)).not.toContain('open');
    expect(faults).toEqual([]);
  });

  it('can be used by keyboard alone', async () => {
    await open();
    const focused = () =>
      page.evaluate<string>(
        `(document.activeElement.getAttribute('aria-label') ?? document.activeElement.labels?.[0]?.innerText ?? document.activeElement.textContent).trim()`,
      );
    const tabTo = async (name: string) => {
      for (let step = 0; step < 40; step += 1) {
        await page.keyboard.press('Tab');
        if ((await focused()) === name) return;
      }
      throw new Error(`"${name}" cannot be reached with the tab key`);
    };

    await tabTo('Skip to the phones');
    await page.keyboard.press('Enter');
    await tabTo('Register a demo couple');
    await page.keyboard.press('Enter');
    await says('Ana and Ben are registered');
    await tabTo('Start a check-in with Ana');
    await page.keyboard.press('Space');
    await textsOf('Ana').locator('.text.out').waitFor();
    await tabTo('Text from Ana');
    const outline = await page.evaluate<string>('getComputedStyle(document.activeElement).outlineStyle');
    await page.keyboard.type('5');
    await page.keyboard.press('Enter');
    await runs().filter({ hasText: 'finished' }).waitFor();

    expect(outline).toBe('solid');
    expect(faults).toEqual([]);
  });

  it.each(['light', 'dark'] as const)(
    'fits a phone in %s colours, whatever stands in it',
    async (colorScheme) => {
      await open({ ...phone, colorScheme });
      const empty = await overflow();
      await askAna();
      const long = `${'https://example.org/'.padEnd(300, 'x')} ${'words '.repeat(100)}`;
      await page.getByRole('textbox', { name: 'Text from Ben' }).fill(long);
      await page.getByRole('article', { name: 'Phone of Ben' }).getByRole('button', { name: 'Send' }).click();
      await page.locator('#task-list > li').waitFor();
      await button('+1 week').click();
      await page.getByRole('heading', { name: /^Mailbox \d/ }).waitFor();
      await page.locator('[data-advance="604800000"]:not([aria-disabled])').waitFor();
      await page.evaluate('scrollTo(0, 0)');

      expect([empty, await overflow()]).toEqual([0, 0]);
      await page.screenshot({ path: screenshotPath(`sandbox-phone-${colorScheme}`), fullPage: true });
      expect(faults).toEqual([]);
    },
  );

  it('signs in as somebody who may see nothing, and says so', async () => {
    await open();

    await button('Sign in as …').click();
    await page.getByRole('button', { name: /Jules Okafor/ }).click();
    await page.getByText('sign in as a coordinator').waitFor();

    expect(await page.locator('#you-name').innerText()).toBe('Jules Okafor');
    expect(new URL(page.url()).search).toBe('');
  });
});
