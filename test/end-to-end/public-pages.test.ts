import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { kmsLinkSigner } from '#shared/adapters/aws/kms-link-signer';
import { crisisPage } from '#shared/domain/pages/crisis-page';
import { noticePage } from '#shared/domain/pages/notice-page';
import { offerPage } from '#shared/domain/pages/offer-page';
import { put } from '#shared/steps/change-row';
import { linkWriter, type LinkPurpose } from '#shared/steps/link-writer';
import { launchBrowser, noBrowser, screenshotPath } from '#test/support/browser';
import { monday } from '#test/support/builders';
import { mayTellMentor } from '#test/support/crisis';
import { aCoupleRow } from '#test/support/matching-world';
import { aCrisis, anOffer } from '#test/support/rows';
import { aWorld, MINUTE, type World } from '#test/support/world';

const inABrowser = noBrowser === undefined ? describe : describe.skip;
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const words = {
  en: {
    name: 'Your first name, or what we may call you',
    number: 'Your mobile number',
    partner: 'Your partner’s first name',
    partnerNumber: 'Your partner’s mobile number',
    day: 'Day',
    send: 'Begin',
    wrong: 'Please look at this again',
    thanks: 'Thank you',
    ownPart: 'Your own part',
    save: 'Send my part',
    saved: /^Saved/,
    yes: 'yes',
    agree: /Alongside may send check-in texts/,
    crisis: /A mentor may be told/,
  },
  es: {
    name: 'Su nombre, o cómo quiere que le llamemos',
    number: 'Su número de celular',
    partner: 'El nombre de su pareja',
    partnerNumber: 'El número de celular de su pareja',
    day: 'Día',
    send: 'Empezar',
    wrong: 'Por favor, revise esto',
    thanks: 'Gracias',
    ownPart: 'Su propia parte',
    save: 'Enviar mi parte',
    saved: /^Guardado/,
    yes: 'si',
    agree: /Alongside puede enviar mensajes/,
    crisis: /Se puede avisar a un mentor/,
  },
};

inABrowser('the public pages', () => {
  let browser: Browser;
  let world: World;
  beforeAll(async () => {
    browser = await launchBrowser();
    world = await aWorld();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await world.cloud.stop();
  });

  it.each([
    ['en', '2025550111', '2025550112'],
    ['es', '2025550113', '2025550114'],
  ] as const)(
    'take a couple in on a phone without JavaScript, from the first word to the second partner’s own part: %s',
    async (lang, number, partnerNumber) => {
      const say = words[lang];
      const context = await browser.newContext({ ...phone, javaScriptEnabled: false });
      const page = await context.newPage();
      page.setDefaultTimeout(5000);
      const shot = (name: string) =>
        page.screenshot({ path: screenshotPath(`public-${name}-${lang}`), fullPage: true });

      await page.goto(`${world.cloud.url}/intake?lang=${lang}`);
      await shot('intake');
      await page.getByRole('button', { name: say.send }).click();
      const wrong = await page.getByRole('alert').innerText();
      const focused = await page.locator(':focus').getAttribute('role');
      await shot('intake-wrong');
      await page
        .getByRole('link', { name: new RegExp(say.number) })
        .first()
        .click();
      await page.getByLabel(say.name, { exact: true }).fill('Ana');
      await page.getByLabel(say.number).fill(number);
      await page.getByLabel(say.partner).fill('Ben');
      await page.getByLabel(say.partnerNumber).fill(partnerNumber);
      await page.getByLabel(say.day).selectOption('friday');
      await page.getByLabel(say.agree).check();
      await page.getByLabel(say.crisis).check();
      await page.getByRole('button', { name: say.send }).click();
      const thanks = await page.getByRole('heading', { level: 1 }).innerText();
      await shot('thanks');

      await world.cloud.clock.advance(MINUTE);
      await world.reply(`+1${partnerNumber}`, say.yes);
      const [, invitation = ''] = world.textsTo(`+1${partnerNumber}`);
      await page.goto(/https?:\S+/.exec(invitation)?.[0] ?? 'about:blank');
      const title = await page.getByRole('heading', { level: 1 }).innerText();
      const shown = await page.content();
      await shot('own-part');
      await page.getByLabel(say.name, { exact: true }).fill('Benny');
      await page.getByRole('button', { name: say.save }).click();
      const saved = await page.getByRole('status').innerText();
      await shot('own-part-saved');
      await context.close();

      const people = (await world.records.list('participants', { limit: 100 })).items;
      const of = (digits: string) => people.find((one) => one.phone === `+1${digits}`);
      expect(wrong).toContain(say.wrong);
      expect(focused).toBe('alert');
      expect(thanks).toBe(say.thanks);
      expect(title).toBe(say.ownPart);
      expect(shown).not.toMatch(/\bAna\b|\bBen\b|2025551|friday" selected/);
      expect(saved).toMatch(say.saved);
      expect(of(number)).toMatchObject({ name: 'Ana', schedule: { weekday: 'friday' }, language: lang });
      expect(of(partnerNumber)).toMatchObject({
        name: 'Benny',
        language: lang,
        ownPartAt: expect.any(String),
      });
      expect(world.logs.join('\n')).not.toMatch(/2025551|Benny|Ana\b/);
    },
  );

  const programme = { programmeName: 'Alongside', supportPhone: '+12025550100' };
  const language = 'en';
  const path = '/l/x';
  const offer = anOffer({ reasons: [{ factor: 'coupleExperience', points: 30, text: '' }] });
  const acknowledged = aCrisis({ state: 'acknowledged', acknowledgedBy: 'm-dana01' });
  const forMentor = { language, programme, actorId: 'm-dana01', path, hasPassed: false } as const;
  const contact = {
    participantId: 'p-ana001',
    name: 'Ana',
    phone: '+12025550101',
    consent: mayTellMentor.consents[0]!,
  };
  const at = (address: string) => (page: Page) => page.goto(`${world.cloud.url}${address}`);
  const as = (html: string) => (page: Page) => page.setContent(html);
  const pages: Record<string, (page: Page) => Promise<unknown>> = {
    intake: at('/intake?lang=en'),
    'intake-es': at('/intake?lang=es'),
    offer: as(offerPage({ language, programme, offer, timeZone: 'America/New_York', path, now: monday })),
    crisis: as(crisisPage({ ...forMentor, crisis: aCrisis(), contact: undefined })),
    'crisis-taken': as(crisisPage({ ...forMentor, crisis: acknowledged, contact })),
    'invalid-link': as(noticePage({ language, programme, notice: 'invalid-link' })),
  };

  it.each(Object.keys(pages))('fit a narrow phone and everybody, by day and by night: %s', async (name) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ viewport: { width: 360, height: 780 }, colorScheme });
      await pages[name]?.(page);
      await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true; })');

      const width = await page.evaluate<number>('document.documentElement.scrollWidth');
      const small = await page.evaluate<string[]>(smallTargets);
      const requests = await page.evaluate<number>("performance.getEntriesByType('resource').length");
      const faults = await accessibilityFaults(page);
      await page.screenshot({ path: screenshotPath(`public-${name}-${colorScheme}`), fullPage: true });
      await page.close();

      expect(faults).toEqual([]);
      expect(small).toEqual([]);
      expect(width).toBe(360);
      expect(requests).toBe(0);
    }
  });

  it('let a mentor accept an offer and take over a crisis, with no more grants than the function has', async () => {
    const now = world.clock.now();
    const inAnHour = new Date(now.getTime() + 60 * MINUTE);
    const links = linkWriter(kmsLinkSigner(world.aws, 'alias/alongside-local-links'), world.cloud.url);
    const linkTo = (purpose: LinkPurpose, id: string): Promise<string> =>
      links.write({ purpose, id, actorId: 'm-dana01', expiresAt: inAnHour });
    const { mentorId } = await world.givenMentor({ load: 1 });
    const ana = await world.given({ participant: { ...mayTellMentor, phone: '+12025550121' } });
    const couple = {
      participantIds: [ana.participantId],
      openOfferId: 'o-anaben-1',
      state: 'matching' as const,
    };
    const expiresAt = inAnHour.toISOString();
    await world.records.write([
      put('couple', aCoupleRow({ ...couple, offers: 1 }), 0),
      put('offer', anOffer({ expiresAt }), 0),
      put('crisis', aCrisis(), 0),
    ]);
    const page = await browser.newPage({ javaScriptEnabled: false });

    await page.goto(await linkTo('offer', 'o-anaben-1'));
    await page.getByRole('button', { name: 'Yes, I accompany them' }).click();
    const accepted = await page.getByRole('heading', { level: 1 }).innerText();
    await page.goto(await linkTo('crisis', 'crisis-sms-1'));
    const before = await page.content();
    await page.getByRole('button', { name: 'I take this over' }).click();
    const toCall = await page.getByRole('link', { name: '+1 202-555-0121' }).count();
    await page.close();

    expect(accepted).toBe('Thank you, it is settled');
    expect(await world.records.get('pairing', 'pair-anaben-1')).toMatchObject({ state: 'active' });
    expect(before).not.toContain('2025550121');
    expect(toCall).toBe(1);
    expect(await world.records.get('crisis', 'crisis-sms-1')).toMatchObject({ acknowledgedBy: mentorId });
  });

  it('can be filled in by keyboard alone, the way out first', async () => {
    const page = await browser.newPage();
    await page.goto(`${world.cloud.url}/intake?lang=en`);
    const order: string[] = [];

    for (let step = 0; step < 6; step += 1) {
      await page.keyboard.press('Tab');
      order.push(
        await page.evaluate<string>('document.activeElement.id || document.activeElement.textContent'),
      );
    }
    await page.close();

    expect(order).toEqual([
      'Skip to the content',
      'Leave this page',
      'Español',
      'name',
      'phone',
      'sharedPhone-yes',
    ]);
  });
});

/** What a thumb would miss: anything to press that is less than 44 pixels high. */
const smallTargets = `[...document.querySelectorAll('button, select, summary, .pick, .leave, .tongues a, main input[type=text], main input[type=tel]')]
  .filter((one) => !one.closest('.trap') && one.getBoundingClientRect().height < 44)
  .map((one) => one.outerHTML.slice(0, 80))`;

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds against WCAG 2.2 AA: rule and place. */
async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate<string[]>(`axe
    .run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ' ' + html.slice(0, 120))))`);
}
