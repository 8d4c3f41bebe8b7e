import type { Browser, Page } from 'playwright-core';
import { launchBrowser, noBrowser, screenshotPath } from '#test/support/browser';
import { fullDigest, sampleMails } from '#test/support/sample-mails';

const inABrowser = noBrowser === undefined ? describe : describe.skip;

const screens = { phone: { width: 360, height: 780 }, desktop: { width: 1200, height: 900 } };
const mails = { ...sampleMails('en'), 'weekly-digest-es': sampleMails('es')['weekly-digest']! };

inABrowser('an email in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  }, 60_000);
  afterAll(() => browser.close());

  it.each(Object.keys(mails))('fits a phone and a desktop, by day and by night: %s', async (name) => {
    const html = mails[name as keyof typeof mails].html;
    for (const [screen, viewport] of Object.entries(screens))
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await browser.newPage({ viewport, colorScheme, deviceScaleFactor: 1 });

        await page.setContent(html);
        await takePicture(page, `mail-${name}-${screen}-${colorScheme}`);

        const width = await page.evaluate<number>('document.documentElement.scrollWidth');
        const requests = await page.evaluate<number>("performance.getEntriesByType('resource').length");
        const ground = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
        expect(width).toBe(viewport.width);
        expect(requests).toBe(0);
        expect(ground).toBe(colorScheme === 'dark' ? 'rgb(23, 25, 27)' : 'rgb(243, 241, 236)');
        await page.close();
      }
  });

  it('fits five screens of a phone with as many people as a digest shows', async () => {
    const page = await browser.newPage({ viewport: screens.phone });

    await page.setContent(fullDigest().html);

    const height = await page.evaluate<number>('document.documentElement.scrollHeight');
    expect(height).toBeLessThanOrEqual(5 * screens.phone.height);
    await page.close();
  });
});

/** For people to look at. Chromium without a graphics card takes about one in fifty not: no reason to fail. */
const takePicture = (page: Page, name: string): Promise<unknown> =>
  page.screenshot({ path: screenshotPath(name), fullPage: true }).catch(() => undefined);
