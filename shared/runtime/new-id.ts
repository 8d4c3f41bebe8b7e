import { randomBytes } from 'node:crypto';
import type { Clock } from '../ports/clock.ts';

/** Makes ids in the manner of ULIDs: 10 characters of time, 16 of chance, lower case; later ones sort later. */
export const idsByTime = (clock: Clock) => (): string =>
  base32(BigInt(clock.now().getTime()), 10) + base32(BigInt(`0x${randomBytes(10).toString('hex')}`), 16);

/** Crockford's alphabet: no i, l, o or u. */
const digits = '0123456789abcdefghjkmnpqrstvwxyz';

function base32(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest >>= 5n) text = digits.charAt(Number(rest & 31n)) + text;
  return text;
}
