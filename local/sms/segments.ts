/**
 * How a text travels: characters outside the GSM 03.38 alphabet force UCS-2 for the whole text. One part holds 160
 * (GSM-7) or 70 (UCS-2) units, parts of a longer text 153 or 67; `^{}\[]~|` and the euro sign count two (aws-facts §2.5).
 */
export function segmentsOf(body: string): Segments {
  const characters = Array.from(body);
  const gsm = characters.every((character) => BASIC.has(character) || EXTENSION.has(character));
  const units = characters.map((character) => (gsm ? (EXTENSION.has(character) ? 2 : 1) : character.length));
  const [single, part] = gsm ? [160, 153] : [70, 67];
  const total = units.reduce((sum, one) => sum + one, 0);
  return { encoding: gsm ? 'GSM-7' : 'UCS-2', segments: total <= single ? 1 : partsOf(units, part) };
}

export interface Segments {
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** Parts that are sent, and billed. */
  readonly segments: number;
}

const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿' +
    'abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENSION = new Set('^{}\\[~]|€\f');

/** A character is never cut in two, so a part may end one unit early. */
function partsOf(units: readonly number[], size: number): number {
  let parts = 1;
  let used = 0;
  for (const unit of units) {
    if (used + unit > size) {
      parts += 1;
      used = 0;
    }
    used += unit;
  }
  return parts;
}
