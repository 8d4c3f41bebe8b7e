import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser, noBrowser, screenshotPath } from '../support/browser.ts';
import { aWorld, type World } from '../support/world.ts';

const require = createRequire(import.meta.url);

const describeInBrowser = noBrowser === undefined ? describe : describe.skip;

const desktop: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
};

/** A couple's weeks through a browser, on a machine that does other things too. */
const LONG = 180_000;

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
    // Below that of a test, so that a wait that is in vain says for what.
    context.setDefaultTimeout(25_000);
    page = await context.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    await page.goto(world.cloud.url);
    await page.getByRole('heading', { name: 'Nobody is here yet' }).waitFor();
  }

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const phoneOf = (name: string) => page.getByLabel(`Phone of ${name}`, { exact: true });
  const textsOn = (name: string) => page.getByRole('log', { name: `Texts on the phone of ${name}` });
  const overflow = () =>
    page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

  /** Taps one of the quick replies, and waits until the network has it. */
  async function tap(name: string, reply: string): Promise<void> {
    const before = await textsOn(name).locator('.text.in').count();
    await phoneOf(name)
      .getByRole('group', { name: 'Quick replies' })
      .locator(`[data-key="${reply}"]`)
      .click();
    await textsOn(name).locator('.text.in').nth(before).waitFor();
  }

  const asks = (name: string, words: RegExp) =>
    textsOn(name).locator('.text.out').last().filter({ hasText: words }).waitFor();

  /** The page behind a link, which opens apart. */
  async function behind(link: { click(): Promise<void> }): Promise<Page> {
    const [opened] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
    await opened.waitForLoadState();
    return opened;
  }

  async function begin(): Promise<void> {
    await button('Begin with a demo couple').click();
    await asks('Ana', /reply YES/);
    await asks('Ben', /reply YES/);
  }

  async function screen(name: string): Promise<void> {
    for (const [words, reply] of [
      [/only one who uses this phone/, '1'],
      [/at ease where you live/, '1'],
      [/how and when to reach you/, '2'],
    ] as const) {
      await asks(name, words);
      await tap(name, reply);
    }
  }

  it(
    'takes a couple from an empty programme to an answered check-in',
    async () => {
      await open();

      await begin();
      await tap('Ana', 'YES');
      await tap('Ben', 'YES');
      await asks('Ben', /your page/);
      const ownPart = await behind(textsOn('Ben').getByRole('link'));
      await ownPart.getByRole('textbox').first().fill('Ben');
      await ownPart.locator('main form button[type="submit"], main form button:not([type])').last().click();
      await ownPart.close();
      await screen('Ana');
      await screen('Ben');

      await page.getByText(/^offered to (Dana|Omar) until/).waitFor();
      const offer = await behind(page.frameLocator('.mail iframe').getByRole('link').first());
      await offer.locator('button[value="accept"]').click();
      await offer.close();
      await page.getByText(/^with (Dana|Omar) since/).waitFor();

      for (let day = 0; day < 6; day += 1) {
        await button('+1 day').click();
        await page.locator('[data-advance="86400000"]:not([aria-disabled])').waitFor();
      }
      for (const [words, reply] of [
        [/How are you today/, '4'],
        [/urges this week/, '2'],
        [/coming week/, '8'],
        [/last 7 days/, '4'],
        [/call you/, '1'],
      ] as const) {
        await asks('Ana', words);
        await tap('Ana', reply);
      }
      const done = page.getByRole('button', { name: /^Done: A check-in gives reason for concern, Ana/ });
      await done.waitFor();
      await page.locator('#couple-list').getByText('week 1').waitFor();
      await page.screenshot({ path: screenshotPath('sandbox-desktop'), fullPage: true });
      await done.click();
      await page.getByText('Nothing waits. When somebody must look, it stands here.').waitFor();

      expect(world.textsTo('+12025550101').join(' ')).toMatch(/(Dana|Omar) will support you/);
      const kinds = (await world.tasks()).map(({ kind }) => kind);
      expect(kinds).not.toContain('check-in-concern');
      expect(await phoneOf('Ana').locator('.history').innerText()).toContain('1');
      expect(await phoneOf('Ben').innerText()).not.toMatch(/call you|urges this week: /);
      expect(await runTitles()).toContain('Ana, check-in 1');
      expect(faults).toEqual([]);
    },
    LONG,
  );

  const runTitles = () => page.locator('#runs strong').allInnerTexts();

  it(
    'shows silence and a text that did not arrive, each where it belongs',
    async () => {
      await open();
      await begin();

      world.cloud.sms.failNext('+12025550102', 'CARRIER_UNREACHABLE');
      await button('+1 week').click();
      await page.locator('[data-advance="604800000"]:not([aria-disabled])').waitFor();
      await textsOn('Ben').getByText('not delivered: carrier unreachable').waitFor();
      // 24 November, 15:00 UTC, and seven days.
      await page
        .locator('#clock-now')
        .filter({ hasText: /^Tuesday, December 1, 2026 at 10:00:00\sAM$/ })
        .waitFor();
      await page.locator('#task-list > li').first().waitFor();
      const shared = page.getByLabel('Whose mailbox').getByRole('option', { name: /^Coordinators/ });
      await page.getByLabel('Whose mailbox').selectOption(await shared.first().getAttribute('value'));
      await page.frameLocator('.mail iframe').locator('body').waitFor();

      expect(await textsOn('Ana').getByText('not delivered').count()).toBe(0);
      expect(faults).toEqual([]);
    },
    LONG,
  );

  it(
    'can be used by keyboard alone',
    async () => {
      await open();
      const focused = () =>
        page.evaluate<string>(
          `(document.activeElement.getAttribute('aria-label') ?? document.activeElement.labels?.[0]?.innerText ?? document.activeElement.textContent).trim()`,
        );
      const tabTo = async (name: string) => {
        for (let step = 0; step < 60; step += 1) {
          await page.keyboard.press('Tab');
          if ((await focused()) === name) return;
        }
        throw new Error(`"${name}" cannot be reached with the tab key`);
      };

      await tabTo('Skip to the phones');
      await tabTo('Begin with a demo couple');
      await page.keyboard.press('Enter');
      await asks('Ana', /reply YES/);
      await tabTo('YES');
      await page.keyboard.press('Space');
      await textsOn('Ana').locator('.text.in').waitFor();
      await tabTo('Text from Ana');
      const outline = await page.evaluate<string>('getComputedStyle(document.activeElement).outlineStyle');
      await page.keyboard.type('thank you');
      await page.keyboard.press('Enter');
      await textsOn('Ana').locator('.text.in').nth(1).waitFor();

      expect(outline).toBe('solid');
      expect(faults).toEqual([]);
    },
    LONG,
  );

  it.each(['light', 'dark'] as const)(
    'fits a phone in %s colours, one panel at a time, whatever stands in it',
    async (colorScheme) => {
      await open({ ...phone, colorScheme });
      const empty = await overflow();
      await button('Begin with a demo couple').click();
      await asks('Ana', /reply YES/);

      await page.getByRole('tab', { name: 'Ben' }).click();
      const long = `${'https://example.org/'.padEnd(300, 'x')} ${'words '.repeat(100)}`;
      await page.getByRole('textbox', { name: 'Text from Ben' }).fill(long);
      await phoneOf('Ben').getByRole('button', { name: 'Send' }).click();
      await textsOn('Ben').locator('.text.in').waitFor();
      await button('+1 week').click();
      await page.locator('#task-list > li').first().waitFor();
      await page.evaluate('scrollTo(0, 0)');

      expect(await phoneOf('Ana').isVisible()).toBe(false);
      expect([empty, await overflow()]).toEqual([0, 0]);
      await page.screenshot({ path: screenshotPath(`sandbox-phone-${colorScheme}`), fullPage: true });
      expect(faults).toEqual([]);
    },
    LONG,
  );

  it.each(['light', 'dark'] as const)(
    'has no fault that axe finds in %s colours',
    async (colorScheme) => {
      await open({ ...desktop, colorScheme });
      await begin();
      await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));

      const found = await page.evaluate<string[]>(
        `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`,
      );

      expect(found).toEqual([]);
    },
    LONG,
  );

  it(
    'signs in as somebody who may see nothing, and says so',
    async () => {
      await open();

      await button('Sign in as …').click();
      await page.getByRole('button', { name: /Jules Okafor/ }).click();
      await page.getByText('sign in as a coordinator').waitFor();

      expect(await page.locator('#you-name').innerText()).toBe('Jules Okafor');
      expect(new URL(page.url()).search).toBe('');
    },
    LONG,
  );
});
