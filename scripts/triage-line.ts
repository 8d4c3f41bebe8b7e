import type { Language } from '#shared/contracts/language';

export interface TriageLine {
  readonly text: string;
  readonly language?: Language;
}

const likeThis = 'write one object a line, {"text": "…", "language": "en"}';

/**
 * One line of input: its text, and its language where that is one we know. A line that is none says what to do about
 * it, without a word of what was written. By hand: a schema takes as long for a line as triage does.
 */
export function readTriageLine(written: string): TriageLine | { error: string } {
  let value: unknown;
  try {
    value = JSON.parse(written);
  } catch {
    return { error: `this is no JSON: ${likeThis}` };
  }
  const { text, language } = (value ?? {}) as { text?: unknown; language?: unknown };
  if (typeof text !== 'string') return { error: `"text" is missing or no string: ${likeThis}` };
  return language === 'en' || language === 'es' ? { text, language } : { text };
}
