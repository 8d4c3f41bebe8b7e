import { createHash } from 'node:crypto';
import jsonata from 'jsonata';
import type { Json } from './json.ts';
import type { Scope } from './scope.ts';

/**
 * The functions that Step Functions adds to JSONata, with jsonata signatures; they depend on nothing but their
 * arguments. An undefined first argument gives undefined, as with jsonata's own functions.
 */
export const STATIC_FUNCTIONS: Record<string, { signature: string; implementation: Implementation }> = {
  partition: { signature: '<an:a>', implementation: partition },
  range: { signature: '<nnn?:a>', implementation: range },
  hash: { signature: '<ss:s>', implementation: hash },
  parse: { signature: '<s:x>', implementation: parse },
};

/** jsonata has checked the arguments against the signature when it calls. */
// oxlint-disable-next-line typescript/no-explicit-any
type Implementation = (...args: any[]) => unknown;

/** The functions that need the clock or chance: they replace jsonata's own, which read the machine's. */
export const SCOPED_FUNCTIONS: Record<string, (scope: Scope) => unknown> = {
  random: (scope) => (seed?: number) => (seed === undefined ? scope.random() : seededRandom(seed)),
  uuid: (scope) => () => uuid(scope.random),
  millis: (scope) => () => scope.now,
  now: (scope) => (picture?: string, timezone?: string) => formatTime(scope.now, picture, timezone),
  shuffle: (scope) => (items?: Json[]) => items && shuffle(items, scope.random),
  // Not available in Step Functions: unbound, so that calling it is jsonata's "attempted to invoke a non-function".
  eval: () => undefined,
};

/** A version 4 UUID made from the given source of chance. */
export function uuid(random: () => number): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16));
  hex[12] = '4';
  hex[16] = (8 + Math.floor(random() * 4)).toString(16);
  const text = hex.join('');
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join(
    '-',
  );
}

function partition(items: Json[] | undefined, size: number): Json[][] | undefined {
  if (items === undefined) return undefined;
  if (!Number.isInteger(size) || size < 1)
    throw new Error('The chunk size of $partition must be a positive integer');
  const chunks: Json[][] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}

function range(first: number | undefined, last: number, step = 1): number[] | undefined {
  if (first === undefined || last === undefined) return undefined;
  if (step === 0) throw new Error('The step of $range must not be zero');
  const count = Math.max(0, Math.floor((last - first) / step) + 1);
  if (count > 1e6) throw new Error(`$range would give ${count} numbers; the limit is 1000000`);
  const numbers = Array.from({ length: count }, (_, index) => first + index * step);
  // A sequence, in jsonata's sense: a single number stands for itself. That is how the service answers.
  return Object.assign(numbers, { sequence: true });
}

function hash(data: string | undefined, algorithm: string): string | undefined {
  if (data === undefined) return undefined;
  if (!ALGORITHMS.includes(algorithm)) {
    throw new Error(`$hash does not know the algorithm "${algorithm}"; it knows ${ALGORITHMS.join(', ')}`);
  }
  return createHash(algorithm.replace('-', '').toLowerCase()).update(data).digest('hex');
}

const ALGORITHMS = ['MD5', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'];

function parse(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text);
}

/** Mulberry32: the same seed gives the same number; the service's own generator is not documented. */
function seededRandom(seed: number): number {
  let state = (Math.trunc(seed) + 0x6d2b79f5) | 0;
  state = Math.imul(state ^ (state >>> 15), state | 1);
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
  return ((state ^ (state >>> 14)) >>> 0) / 4294967296;
}

function shuffle(items: Json[], random: () => number): Json[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
  }
  return shuffled;
}

function formatTime(now: number, picture?: string, timezone?: string): string | Promise<string> {
  if (picture === undefined) return new Date(now).toISOString();
  return timeFormat.evaluate(undefined, { now, picture, timezone });
}

const timeFormat = jsonata('$fromMillis($now, $picture, $timezone)');
