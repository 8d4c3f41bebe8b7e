/** A text with `*` (any run of characters) and `?` (any one character), as policies write it. */
export interface Pattern {
  readonly source: string;
  readonly matches: (value: string) => boolean;
}

export function textPattern(source: string, { ignoreCase = false } = {}): Pattern {
  if (source === '*') return { source, matches: () => true };
  if (!/[*?]/.test(source)) {
    const expected = ignoreCase ? source.toLowerCase() : source;
    return { source, matches: (value) => (ignoreCase ? value.toLowerCase() : value) === expected };
  }
  const body = source
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${body}$`, ignoreCase ? 'is' : 's');
  return { source, matches: (value) => expression.test(value) };
}

/** A pattern of an ARN: a wildcard never reaches over the colons between its first six parts. */
export function arnPattern(source: string): Pattern {
  if (!/[*?]/.test(source)) return textPattern(source);
  const parts = arnParts(source).map((part) => textPattern(part));
  return {
    source,
    matches: (value) => {
      const candidate = arnParts(value);
      return (
        candidate.length === parts.length && parts.every((part, at) => part.matches(candidate[at] ?? ''))
      );
    },
  };
}

function arnParts(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
