import { createHash } from 'node:crypto';

/**
 * The name of a resource whose template gives none: `<stack>-<logicalId>-<suffix>`, cut as CloudFormation cuts it, and
 * the same at every start, because tables, queues and executions are found again by it.
 */
export function generatedName({ stack, logicalId }: ResourceId, limit: number): string {
  const suffix = stableId({ stack, logicalId }, { length: 12, alphabet: UPPER });
  const room = limit - suffix.length - 2;
  const id = logicalId.slice(0, Math.max(room - Math.min(stack.length, Math.floor(room / 2)), 1));
  return `${stack.slice(0, room - id.length)}-${id}-${suffix}`;
}

/** An id that AWS would draw at random, derived instead from where the resource stands in the templates. */
export function stableId({ stack, logicalId }: ResourceId, { length, alphabet }: IdShape): string {
  const digest = createHash('sha512').update(`${stack}\n${logicalId}`).digest();
  return Array.from(
    { length },
    (_, at) => alphabet[(digest[at % digest.length] ?? 0) % alphabet.length],
  ).join('');
}

/** The same as a UUID. */
export function stableUuid(id: ResourceId): string {
  const hex = stableId(id, { length: 32, alphabet: LOWER_HEX });
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export interface ResourceId {
  readonly stack: string;
  readonly logicalId: string;
}

interface IdShape {
  readonly length: number;
  readonly alphabet: string;
}

export const LOWER = 'abcdefghijklmnopqrstuvwxyz0123456789';
export const LOWER_HEX = '0123456789abcdef';
export const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
