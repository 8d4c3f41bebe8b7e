import { TextTemplate } from '#shared/contracts/message';
import { Language } from '#shared/contracts/participant';
import { isGsm7, smsSegments } from '#shared/domain/sms-segments';
import { readText } from '#shared/domain/read-text';
import { readPhoneNumber } from '#shared/domain/phone-number';
import { taskNotice } from '#shared/domain/task-notice';
import { TaskKind } from '#shared/contracts/task';
import { wordsOf } from '#shared/domain/texts';

const all = TextTemplate.options.flatMap((template) =>
  Language.options.map((language) => ({ template, language })),
);

describe('texts', () => {
  it.each(all)('$template in $language is one segment of GSM-7, even with the longest name', (request) => {
    const words = wordsOf({ ...request, programmeName: 'N'.repeat(40) });

    expect(smsSegments(words)).toEqual({ encoding: 'GSM-7', segments: 1 });
  });

  it.each(all)(
    '$template in $language names the programme and the way out, and nothing personal',
    (request) => {
      const words = wordsOf({ ...request, programmeName: 'Alongside' });

      expect(words).toMatch(/^Alongside: .*\bSTOP\b/);
      expect(words).not.toMatch(/sober|rehab|drink|drug|relapse|partner|https?:/i);
    },
  );

  it('would not be taken for an answer or an opt-out by ourselves', () => {
    for (const request of all) {
      const { kind } = readText(wordsOf({ ...request, programmeName: 'Alongside' }));

      expect(['stop', 'start', 'score']).not.toContain(kind);
    }
  });
});

describe('smsSegments', () => {
  it.each([
    ['a'.repeat(160), 'GSM-7', 1],
    ['a'.repeat(161), 'GSM-7', 2],
    ['a'.repeat(306), 'GSM-7', 2],
    ['a'.repeat(307), 'GSM-7', 3],
    ['€'.repeat(80), 'GSM-7', 1],
    [`${'€'.repeat(80)}a`, 'GSM-7', 2],
    ['á'.repeat(70), 'UCS-2', 1],
    ['á'.repeat(71), 'UCS-2', 2],
    ['😀'.repeat(35), 'UCS-2', 1],
    ['', 'GSM-7', 1],
  ])('counts %.12s…', (text, encoding, segments) => {
    expect(smsSegments(text)).toEqual({ encoding, segments });
  });

  it.each(['á', 'í', 'ó', 'ú', '’', '“', 'ê', '—'])('knows that %s costs double', (character) => {
    expect(isGsm7(character)).toBe(false);
  });

  it.each(Array.from('éèñü¿¡à'))('knows that %s does not', (character) => {
    expect(isGsm7(character)).toBe(true);
  });
});

describe('readPhoneNumber', () => {
  it.each([
    ['(202) 555-0101', '+12025550101'],
    ['202.555.0101', '+12025550101'],
    ['+1 202 555 0101', '+12025550101'],
    ['1-202-555-0101', '+12025550101'],
    ['+34 612 34 56 78', '+34612345678'],
    ['+12025550101', '+12025550101'],
  ])('reads %s as %s', (typed, number) => {
    expect(readPhoneNumber(typed)).toBe(number);
  });

  it.each([
    '',
    '555-0101',
    '+15550100',
    '88788',
    '202-555-0101 ext. 5',
    'call me',
    '+1',
    '+999123456789',
    '0'.repeat(500),
  ])('refuses %.20s', (typed) => {
    expect(readPhoneNumber(typed)).toBeUndefined();
  });
});

describe('taskNotice', () => {
  it.each(TaskKind.options)('says what %s needs, in text and HTML', (kind) => {
    const notice = taskNotice({
      kind,
      taskId: 't-1',
      programmeName: 'A & B',
      consoleUrl: 'https://x.example/?a=1&b=2',
    });

    expect(notice.subject).toBe('A & B: something needs you');
    expect(notice.text).toContain('t-1');
    expect(notice.html).toContain('https://x.example/?a=1&#38;b=2');
  });
});
