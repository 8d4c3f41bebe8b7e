/**
 * How a text is charged: GSM-7 holds 160 characters in one segment and 153 in each of several, anything outside its
 * alphabet turns the whole text into UCS-2 with 70 and 67 (aws-facts §2.5).
 */
export function smsSegments(text: string): { encoding: 'GSM-7' | 'UCS-2'; segments: number } {
  if (isGsm7(text)) {
    const units = Array.from(text).reduce((sum, character) => sum + (extended.has(character) ? 2 : 1), 0);
    return { encoding: 'GSM-7', segments: units <= 160 ? 1 : Math.ceil(units / 153) };
  }
  return { encoding: 'UCS-2', segments: text.length <= 70 ? 1 : Math.ceil(text.length / 67) };
}

/** True when every character is in the GSM 03.38 alphabet or its extension. */
export const isGsm7 = (text: string): boolean =>
  Array.from(text).every((character) => basic.has(character) || extended.has(character));

const basic: ReadonlySet<string> = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
    '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extended: ReadonlySet<string> = new Set('^{}\\[~]|€\f');
