import * as fc from 'fast-check';
import { Language } from '#shared/contracts/language';
import { MailTemplate } from '#shared/contracts/message';
import { TaskKind } from '#shared/contracts/task';
import { digestFor } from '#shared/domain/mail/digest';
import { emailOf } from '#shared/domain/mail/email-of';
import type { Email } from '#shared/domain/mail/letter';
import { palettes } from '#shared/domain/mail/looks';
import { part2Notice, shownName } from '#shared/domain/mail/mail-words';
import { pairingActive } from '#shared/domain/mail/pairing-active';
import { weeklyDigest } from '#shared/domain/mail/weekly-digest';
import { taskNotice } from '#shared/domain/task-notice';
import { monday } from '#test/support/builders';
import { anAccompanied, sampleMails } from '#test/support/sample-mails';

const programme = { programmeName: 'Alongside', coordinatorEmail: 'coordinator@example.org' };
const reader = { language: 'en', timeZone: 'America/New_York' } as const;

const mails = Language.options.flatMap((language) =>
  Object.entries(sampleMails(language)).map(([name, mail]): [string, Language, Email] => [
    name,
    language,
    mail,
  ]),
);

/** What a reader sees of the HTML; a link as its label and where it goes. */
const seenIn = (html: string): string =>
  html
    .replace(/^.*<\/head>/su, '')
    .replace(/<a href="([^"]*)"[^>]*>([^<]*)<\/a>/gu, '$2: $1')
    .replace(/<\/?(?:p|h[1-3]|div|ul|li|body)\b[^>]*>/gu, ' ')
    .replace(/<[^>]*>/gu, '')
    .replace(/&#(\d+);/gu, (_entity, code: string) => String.fromCharCode(Number(code)))
    .replace(/\s+/gu, ' ')
    .trim();

/** The plain text without the signs that stand for its looks. */
const saidIn = (text: string): string =>
  text
    .replace(/^(?:=+|-+)$/gmu, '')
    .replace(/^- /gmu, '')
    .replace(/\s+/gu, ' ')
    .trim();

const digestOf = (name: string): Email => {
  const digest = digestFor({ accompanied: [anAccompanied({ name, weeks: ['missed'] })], now: monday });
  return emailOf(weeklyDigest(digest!, reader, programme));
};

describe('every email', () => {
  it('exists for every template', () => {
    expect(Object.keys(sampleMails('en')).toSorted()).toEqual(MailTemplate.options.toSorted());
  });

  it.each(mails)('says the same as text and as HTML: %s in %s', (_name, _language, { text, html }) => {
    expect(seenIn(html)).toBe(saidIn(text));
  });

  it.each(mails)(
    'is small, has its language and nothing from elsewhere: %s in %s',
    (_name, language, mail) => {
      expect(Buffer.byteLength(mail.html)).toBeLessThan(100_000);
      expect(mail.html).toContain(`<html lang="${language}"`);
      expect(mail.html).not.toMatch(/<(?:img|script|link|iframe|form|table)|url\(|@import|\bsrc=/u);
      expect(mail.html).toContain('prefers-color-scheme:dark');
    },
  );

  it.each(mails)(
    'has a subject that reveals nobody and no substance [H2]: %s in %s',
    (_name, _language, { subject }) => {
      expect(subject).toMatch(/^Alongside: [\p{L}ñ ,]{5,50}$/u);
      expect(subject).not.toMatch(
        /ana|ben\b|cai|dee|alcohol|drog|drug|opio|recover|recupera|sober|sobri|crisis|urge|relapse|reca/iu,
      );
    },
  );

  it.each(mails)(
    'shows no name in the preview beside the subject [H2]: %s in %s',
    (_name, _language, { html }) => {
      const preview = seenIn(html).slice(0, 120);

      expect(preview).not.toMatch(/\b(?:Ana|Ben|Cai|Dee|Eli)\b/u);
    },
  );

  it.each(mails.filter(([name]) => name === 'weekly-digest' || name === 'pairing-active'))(
    'carries the notice and the scope of the consent where it discloses [F5]: %s in %s',
    (_name, language, { text }) => {
      const foot = text.slice(text.indexOf('\n--\n'));

      expect(foot).toContain(part2Notice);
      expect(foot).toContain(language === 'en' ? 'Scope: each person' : 'Alcance: cada persona');
    },
  );

  it.each(Object.entries(palettes))('can be read by day and by night (WCAG 2.2 AA): %s', (_scheme, p) => {
    const pairs = [
      [p.text, p.page],
      [p.text, p.card],
      [p.text, p.tip],
      [p.quiet, p.page],
      [p.quiet, p.card],
      [p.onAccent, p.accent],
      [p.onUrgent, p.urgent],
    ] as const;

    for (const [text, ground] of pairs) expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(p.accent, p.card)).toBeGreaterThanOrEqual(3);
  });
});

describe('names in emails', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 100 }),
    fc.constantFrom(
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      "Ana' style='x",
      '&lt;b&gt;',
      'Ana\r\nBcc: x@example.org',
      '\u202Egnp.exe',
      '</div></body></html>',
    ),
  );

  it('never become markup, a line or a header of their own', () => {
    const plain = digestOf('Ana');

    fc.assert(
      fc.property(hostile, (name) => {
        const mail = digestOf(name);

        expect(mail.html.match(/[<>"]/gu)).toEqual(plain.html.match(/[<>"]/gu));
        expect(mail.subject).toBe(plain.subject);
        expect(mail.text.split('\n')).toHaveLength(plain.text.split('\n').length);
        expect(mail.text).not.toMatch(/[\r\u202A-\u202E\u2066-\u2069]/u);
      }),
    );
  });

  it.each([
    ['the first name', 'Ana Ruiz', { privacyLevel: 'full' }, 'Ana'],
    ['the first name', '  María  José ', { privacyLevel: 'normal' }, 'María'],
    ['initials where little may be given away', 'Ana Lucía Ruiz', { privacyLevel: 'discreet' }, 'A. R.'],
    ['initials on a shared phone', 'ben moss', { sharedPhone: true }, 'B. M.'],
    ['one initial of one name', 'Ana', { privacyLevel: 'discreet' }, 'A.'],
    ['a long name cut', 'x'.repeat(100), {}, 'x'.repeat(30)],
  ] as const)('are %s', (_case, name, fields, shown) => {
    expect(shownName({ name, privacyLevel: 'normal', sharedPhone: false, ...fields })).toBe(shown);
  });
});

describe('taskNotice', () => {
  it.each(Language.options.flatMap((language) => TaskKind.options.map((kind) => [kind, language] as const)))(
    'says what %s needs, in %s',
    (kind, language) => {
      const notice = taskNotice({
        kind,
        taskId: 't-1',
        programmeName: 'A & B',
        consoleUrl: 'https://x.example/?a=1&b=2',
        language,
      });

      expect(notice.subject).toBe(
        { en: 'A & B: something needs you', es: 'A & B: algo le necesita' }[language],
      );
      expect(notice.text).toContain('t-1');
      expect(notice.html).toContain('https://x.example/?a=1&#38;b=2');
      expect(seenIn(notice.html)).toBe(saidIn(notice.text));
    },
  );

  it('says where to look, also where the console has no address', () => {
    const { text } = taskNotice({
      kind: 'stopped',
      taskId: 't-1',
      programmeName: 'A',
      consoleUrl: undefined,
    });

    expect(text).toContain('Open it in the console.');
  });
});

describe('pairingActive', () => {
  it('names nobody where not everybody has consented', () => {
    const { foot, blocks } = pairingActive({ participants: 2, named: [], since: monday }, reader, programme);

    expect(JSON.stringify(blocks)).toContain('one more couple');
    expect(foot).toEqual(['Please keep this to yourself and do not forward this email.']);
  });

  it('asks for the first contact within 48 hours, in the own time of the mentor [E46]', () => {
    const arizona = { language: 'en', timeZone: 'America/Phoenix' } as const;

    const { blocks } = pairingActive({ participants: 1, named: [], since: monday }, arizona, programme);

    expect(JSON.stringify(blocks)).toContain('within 48 hours, by Wednesday, March 4 at 2:00 AM MST');
  });
});

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
