/** What stands for anything in recorded values: the recording's placeholders, and anything in angle brackets. */
export type Wildcards = RegExp;

export function wildcards(placeholders: readonly string[]): Wildcards {
  const words = placeholders.filter((word) => word !== '').map((word) => escape(word));
  return new RegExp([...words, '<[^<>]*>'].join('|'), 'g');
}

/** Does the value agree with the recorded one? JSON texts are compared by structure; request ids are not compared. */
export function matches(recorded: unknown, value: unknown, wild: Wildcards): boolean {
  if (typeof recorded === 'string') return matchesText(recorded, value, wild);
  if (typeof value === 'string' && typeof recorded === 'object' && recorded !== null) {
    const parsed = parseJson(value);
    return parsed !== undefined && typeof parsed !== 'string' && matches(recorded, parsed, wild);
  }
  if (Array.isArray(recorded)) {
    return (
      Array.isArray(value) &&
      recorded.length === value.length &&
      recorded.every((item, index) => matches(item, value[index], wild))
    );
  }
  if (typeof recorded !== 'object' || recorded === null) return Object.is(normal(recorded), normal(value));
  return matchesObject(recorded, value, wild);
}

// The service's numbers do not know a negative zero.
const normal = (value: unknown) => (value === 0 ? 0 : value);

const IGNORED = ['SdkHttpMetadata', 'SdkResponseMetadata'];

function matchesObject(recorded: object, value: unknown, wild: Wildcards): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const fields = (object: object) =>
    Object.entries(object).filter(([key, field]) => !IGNORED.includes(key) && field !== undefined);
  const got = new Map(fields(value));
  const want = fields(recorded);
  return (
    want.length === got.size &&
    want.every(([key, field]) => got.has(key) && matches(field, got.get(key), wild))
  );
}

function matchesText(recorded: string, value: unknown, wild: Wildcards): boolean {
  if (recorded === value) return true;
  const parsed = parseJson(recorded);
  if (typeof parsed === 'object' && parsed !== null) return matches(parsed, value, wild);
  if (parsed !== undefined && parsed === value) return true;
  const pattern = toPattern(recorded, wild);
  if (pattern === undefined)
    return typeof value === 'string' && parsed !== undefined && parseJson(value) === parsed;
  return new RegExp(`^(?:${pattern})$`, 's').test(
    typeof value === 'string' ? value : JSON.stringify(value ?? null),
  );
}

/** The text as a regular expression, or undefined if there is no wildcard in it. */
function toPattern(text: string, wild: Wildcards): string | undefined {
  let pattern = '';
  let end = 0;
  for (const match of text.matchAll(wild)) {
    pattern += `${escape(text.slice(end, match.index))}.*`;
    end = match.index + match[0].length;
  }
  if (end === 0) return undefined;
  // What is left of nested brackets, as in `<<token>:1>`, belongs to the wildcard.
  return `${pattern}${escape(text.slice(end))}`.replaceAll(/<?\.\*(:\\?\d+)?>?/g, '.*');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const escape = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
