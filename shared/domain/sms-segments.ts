/** How a text travels and is charged; `units` are septets of GSM-7, or 16-bit units of UCS-2. */
export interface SmsSegments {
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly units: number;
  readonly segments: number;
}

/**
 * How a text is charged: GSM-7 holds 160 characters in one segment and 153 in each of several, anything outside its
 * alphabet turns the whole text into UCS-2 with 70 and 67 (aws-facts §2.5). Characters of the extension count two, and
 * none of them, nor an emoji, is torn apart between two segments (3GPP TS 23.040). An empty text is one segment.
 */
export function segmentsOf(text: string): SmsSegments {
  const encoding = isGsm7(text) ? 'GSM-7' : 'UCS-2';
  const widths = Array.from(text, (character) =>
    encoding === 'UCS-2' ? character.length : extended.has(character) ? 2 : 1,
  );
  const units = widths.reduce((sum, width) => sum + width, 0);
  const { alone, joined } = sizes[encoding];
  return { encoding, units, segments: units <= alone ? 1 : packed(widths, joined) };
}

/** True when every character is in the GSM 03.38 alphabet or its extension. */
export const isGsm7 = (text: string): boolean =>
  Array.from(text).every((character) => basic.has(character) || extended.has(character));

/**
 * The text with what GSM-7 lacks written as it can: María → Maria, a curly apostrophe straight. Characters without such
 * a likeness stay, and make the text UCS-2: a name is never mutilated to save a segment. Idempotent.
 */
export const asGsm7 = (text: string): string =>
  Array.from(text.normalize('NFC'), (character) => {
    if (isGsm7(character)) return character;
    const likeness = likenesses.get(character) ?? character.normalize('NFKD').replace(/\p{M}/gu, '');
    return likeness !== '' && isGsm7(likeness) ? likeness : character;
  }).join('');

const sizes = { 'GSM-7': { alone: 160, joined: 153 }, 'UCS-2': { alone: 70, joined: 67 } };

/** Fills one segment after the other; what does not fit as a whole begins the next. */
function packed(widths: readonly number[], size: number): number {
  let segments = 1;
  let filled = 0;
  for (const width of widths) {
    if (filled + width > size) {
      segments += 1;
      filled = 0;
    }
    filled += width;
  }
  return segments;
}

const basic: ReadonlySet<string> = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
    '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extended: ReadonlySet<string> = new Set('^{}\\[~]|€\f');

/** What phones and word processors put in by themselves, where Unicode knows no decomposition. */
const likenesses: ReadonlyMap<string, string> = new Map([
  ...Array.from('‘’‚‛′', (quote): [string, string] => [quote, "'"]),
  ...Array.from('“”„‟″«»', (quote): [string, string] => [quote, '"']),
  ...Array.from('‐‑‒–—―', (dash): [string, string] => [dash, '-']),
]);
