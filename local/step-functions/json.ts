/** What a state machine carries: plain JSON. Values are never mutated once they belong to an execution. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/**
 * The value as JSON text. Texts of objects are remembered by identity (one state's output is the next one's input),
 * which is safe because values are never mutated.
 */
export function jsonText(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = JSON.stringify(value);
  texts.set(value, text);
  return text;
}

/** Is the value's JSON text larger than the given number of UTF-8 bytes? */
export function exceedsBytes(value: Json, limit: number): boolean {
  const text = jsonText(value);
  // A UTF-16 unit takes at most three bytes of UTF-8: most values are settled without counting.
  return text.length * 3 > limit && Buffer.byteLength(text) > limit;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The name of a value's type as the States Language's error texts use it. */
export function typeName(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

const texts = new WeakMap<object, string>();
