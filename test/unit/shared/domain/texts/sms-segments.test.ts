import * as fc from 'fast-check';
import { asGsm7, isGsm7, segmentsOf } from '#shared/domain/sms-segments';

describe('segmentsOf', () => {
  it.each([
    ['', 'GSM-7', 0, 1],
    ['a'.repeat(160), 'GSM-7', 160, 1],
    ['a'.repeat(161), 'GSM-7', 161, 2],
    ['a'.repeat(306), 'GSM-7', 306, 2],
    ['a'.repeat(307), 'GSM-7', 307, 3],
    ['€'.repeat(80), 'GSM-7', 160, 1],
    [`${'€'.repeat(80)}a`, 'GSM-7', 161, 2],
    ['á'.repeat(70), 'UCS-2', 70, 1],
    ['á'.repeat(71), 'UCS-2', 71, 2],
    ['á'.repeat(134), 'UCS-2', 134, 2],
    ['á'.repeat(135), 'UCS-2', 135, 3],
    ['😀'.repeat(35), 'UCS-2', 70, 1],
    [`it’s ${'a'.repeat(125)}`, 'UCS-2', 130, 2],
  ])('counts %.12s…', (text, encoding, units, segments) => {
    expect(segmentsOf(text)).toEqual({ encoding, units, segments });
  });

  it.each([
    ['a character of the extension', '€'.repeat(153), 3],
    ['an emoji', '😀'.repeat(67), 3],
  ])('does not tear %s apart between two segments', (_what, text, segments) => {
    expect(segmentsOf(text).segments).toBe(segments);
  });

  it('agrees with a counter that slices the text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(segmentsOf(text)).toEqual(slicedCount(text));
      }),
    );
  });

  it('never gets cheaper by a longer text', () => {
    fc.assert(
      fc.property(texts, texts, (text, more) => {
        expect(segmentsOf(text + more).segments).toBeGreaterThanOrEqual(segmentsOf(text).segments);
      }),
    );
  });
});

describe('isGsm7', () => {
  it.each(['á', 'í', 'ó', 'ú', 'Í', 'ç', '’', '“', 'ê', '—', '`', '\u00A0'])(
    'knows that %s is not in it',
    (sign) => {
      expect(isGsm7(sign)).toBe(false);
    },
  );

  it.each(Array.from('éÉèñÑüÜ¿¡àìòùÇ@_€{}[]~|^\\'))('knows that %s is', (sign) => {
    expect(isGsm7(sign)).toBe(true);
  });
});

describe('asGsm7', () => {
  it.each([
    ['María José', 'Maria José'],
    ['Mari\u0301a', 'Maria'],
    ['Jose\u0301', 'José'],
    ['Iñaki Ibáñez', 'Iñaki Ibañez'],
    ['François', 'Francois'],
    ['It’s “on”… – yes', 'It\'s "on"... - yes'],
    ['10:30\u202FAM', '10:30 AM'],
    ['Łukasz', 'Łukasz'],
    ['文', '文'],
    ['😀', '😀'],
  ])('writes %s as well as it can be written', (text, written) => {
    expect(asGsm7(text)).toBe(written);
  });

  it('changes nothing the second time, and nothing that is in the alphabet', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const once = asGsm7(text);

        expect(asGsm7(once)).toBe(once);
        if (isGsm7(text)) expect(once).toBe(text);
      }),
    );
  });
});

const texts = fc
  .tuple(
    fc.array(fc.constantFrom(...'ab zé€^~'), { maxLength: 700 }),
    fc.array(fc.constantFrom(...'aé€á’😀'), { maxLength: 160 }),
    fc.boolean(),
  )
  .map(([plain, mixed, short]) => (short ? mixed : plain).join(''));

/** Written another way: by regular expressions and slices. */
function slicedCount(text: string): ReturnType<typeof segmentsOf> {
  const isPlain = /^[ab zé€^~]*$/u.test(text);
  const spread = isPlain ? text.replace(/[€^~]/gu, '\u001B$&') : text;
  const [alone, joined] = isPlain ? [160, 153] : [70, 67];
  const encoding = isPlain ? 'GSM-7' : 'UCS-2';
  if (spread.length <= alone) return { encoding, units: spread.length, segments: 1 };
  let segments = 0;
  for (let rest = spread; rest !== ''; segments += 1) {
    const cut = rest.slice(0, joined);
    const torn = rest.length > joined && (cut.endsWith('\u001B') || /[\uD800-\uDBFF]$/.test(cut));
    rest = rest.slice(torn ? joined - 1 : joined);
  }
  return { encoding, units: spread.length, segments };
}
