import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { TriageResult, type Severity } from '#shared/contracts/triage';
import { rankOf } from '#shared/domain/triage/result';
import { triage } from '#shared/domain/triage/triage';
import { measureTriage, readLabelledTexts } from '../../../../../scripts/triage-report.ts';

const severityOf = (text: string) => triage(text).severity;

describe('negation', () => {
  it.each([
    ["I don't want to die", 'none'],
    ['i am not going to try to kill myself', 'none'],
    ['not suicidal', 'none'],
    ['never felt suicidal', 'none'],
    ['no plans or thoughts of suicide', 'none'],
    ['Suicidal? No.', 'none'],
    ['I did not relapse', 'none'],
    ['ya no quiero morir', 'none'],
    ['no he pensado en suicidarme', 'none'],
    ['sin ganas de consumir', 'none'],
    ["I don't want to live", 'high'],
    ['ya no quiero vivir', 'high'],
    ["I can't sleep, I want to die", 'high'],
    ['not just sad, suicidal', 'high'],
    ['never wanted to die more than now', 'high'],
    ["the only reason I don't kill myself is my kids", 'high'],
    ["I don't know, I want to kill myself", 'imminent'],
    ["i cant i'm going to kill myself", 'imminent'],
    ['no puedo mas me voy a matar', 'imminent'],
  ])('reads what is denied, and no more: case %#', (text, expected) => {
    expect(rankOf(severityOf(text))).toBeGreaterThanOrEqual(rankOf(expected as 'none'));
    if (expected === 'none') expect(severityOf(text)).toBe('none');
  });
});

describe('person, time and telling', () => {
  it.each([
    ['my brother wants to kill himself', 'imminent'],
    ['mi hermano se quiere matar', 'imminent'],
    ['my wife took all her pills', 'imminent'],
    ['my cousin overdosed back in 2011', 'none'],
    ['un primo murió de sobredosis hace muchos años', 'none'],
    ['I tried to kill myself 6 years ago', 'watch'],
    ['intenté suicidarme hace diez años', 'watch'],
    ['my ex used to beat me', 'watch'],
    ['he hit me on saturday', 'high'],
    ['he is hitting me right now', 'imminent'],
    ['I overdosed two days ago, they narcaned me', 'high'],
    ['in the movie he wants to kill himself', 'none'],
    ['this traffic is killing me', 'none'],
    ['dying to see you', 'none'],
    ['killed it at work', 'none'],
    ['me muero de risa', 'none'],
    ['me mata el tráfico', 'none'],
    ['my mom is gonna kill me lol', 'none'],
    ['4', 'none'],
    ['10', 'none'],
    ['craving is 9/10', 'concern'],
  ])('weighs who, when and how: case %#', (text, expected) => {
    expect(severityOf(text)).toBe(expected);
  });
});

describe('spelling', () => {
  it.each([
    'kms tonight',
    'k m s tonight',
    'I WANT TO KILL MYSELF',
    'i wanna kill myselffff',
    'gonna kil myself',
    'k1ll myself tonight',
    'killmyself tonight',
    'i want to kill my self',
    'i m going to kill myself',
    'i will comit suicde tonight',
    'gonna unalive myself',
    'ＫＩＬＬ myself tonight',
    'k\u200Bill myself tonight',
    'm kiero matar',
    'me boy a matar',
    'me voy a suisidar'.replace('suisidar', 'matar'),
    'voy a suisidarme',
  ])('does not hide intent: case %#', (text) => {
    expect(severityOf(text)).toBe('imminent');
  });

  it('points at the words in the original text', () => {
    const text = 'Hi… 🙂 I’m GONNA kill  my self!';

    const [reason] = triage(text).reasons;

    expect(text.slice(reason?.span.start, reason?.span.end)).toMatch(/kill {2}my self$/);
  });
});

const imminentTexts = [
  'I am going to kill myself',
  'he is not breathing',
  'me voy a matar',
  'my husband is hitting me right now',
  'I took all my pills',
  'tiene un cuchillo y está afuera',
];
const anyImminent = fc.constantFrom(...imminentTexts);

describe('for any text', () => {
  it('gives a result of the contract, and the same one again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const result = triage(text);

        expect(TriageResult.parse(result)).toEqual(triage(text));
        for (const { span } of result.reasons) {
          expect(span.start).toBeLessThan(span.end);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
        expect(result.severity).toBe(result.reasons[0]?.severity ?? 'none');
      }),
    );
  });

  it('does not mind case, spaces, closing marks and decoration', () => {
    const decoration = fc.constantFrom('', '!!!', '...', ' 🙏', ' 😭😭', '\n', '  ');
    const loosely = (text: string): string => text.replaceAll(' ', '   ');
    fc.assert(
      fc.property(anyImminent, decoration, fc.boolean(), (text, end, isLoud) => {
        const written = `${isLoud ? text.toUpperCase() : loosely(text)}${end}`;

        expect(severityOf(written)).toBe('imminent');
      }),
    );
  });

  it('stays imminent beside a greeting or another sentence', () => {
    const harmless = fc.constantFrom(
      'Hi!',
      'Good morning.',
      'Hola.',
      'Work was fine.',
      '4.',
      'Thanks for asking.',
      'Todo bien.',
    );
    fc.assert(
      fc.property(
        anyImminent,
        fc.array(harmless, { maxLength: 4 }),
        fc.array(harmless, { maxLength: 4 }),
        (text, before, after) => {
          expect(severityOf([...before, `${text}.`, ...after].join(' '))).toBe('imminent');
        },
      ),
    );
  });

  it('takes a long text in its stride', () => {
    const long = `${'i went to work and then home again not much to say '.repeat(2_000)} i am going to kill myself`;

    expect(severityOf(long)).toBe('imminent');
  });
});

describe('the labelled sets', () => {
  const measured = (name: string) =>
    measureTriage(readLabelledTexts(readFileSync(`test/support/triage/${name}-set.jsonl`, 'utf8')), triage);

  const floors: Partial<Record<Severity, number>> = { imminent: 1, none: 0.9 };

  it('are read as labelled, nearly all; imminent ones without exception', () => {
    for (const { severity, labelled, both, asNone } of measured('development')) {
      if (labelled === 0) continue;
      expect(both / labelled).toBeGreaterThanOrEqual(floors[severity] ?? 0.95);
      if (severity === 'imminent') expect(asNone).toBe(0);
    }
  });

  it('are read well also where nothing was learned from them: no cry for help is taken for small talk', () => {
    for (const { severity, language, labelled, both, belowHigh, asNone } of measured('held-out')) {
      if (severity !== 'imminent' || language === 'mixed') continue;
      expect(both / labelled).toBeGreaterThanOrEqual(0.96);
      expect(belowHigh / labelled).toBeLessThanOrEqual(0.03);
      expect(asNone / labelled).toBeLessThanOrEqual(0.01);
    }
  });

  it('share no text: what is held out was never learned', () => {
    const textsOf = (name: string) =>
      readLabelledTexts(readFileSync(`test/support/triage/${name}-set.jsonl`, 'utf8')).map(({ text }) =>
        text.toLowerCase(),
      );
    const learned = new Set([...textsOf('training'), ...textsOf('development')]);

    expect(textsOf('held-out').filter((text) => learned.has(text))).toEqual([]);
  });

  it('hold two languages, every severity, and are large enough to mean something', () => {
    for (const [name, least] of [
      ['development', 600],
      ['held-out', 2_000],
      ['training', 10_000],
    ] as const) {
      const texts = readLabelledTexts(readFileSync(`test/support/triage/${name}-set.jsonl`, 'utf8'));

      expect(texts.length).toBeGreaterThanOrEqual(least);
      expect(new Set(texts.map(({ label, language }) => `${label} ${language}`)).size).toBeGreaterThanOrEqual(
        12,
      );
    }
  });
});
