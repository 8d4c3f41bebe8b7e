import * as z from 'zod';
import { Language } from '#shared/contracts/language';

const TriageLine = z.object({ text: z.string(), language: z.unknown().optional() });

/**
 * One line of input: its text, and its language where that is one we know. A line that is none says what to do about
 * it, without a word of what was written.
 */
export function readTriageLine(written: string): { text: string; language?: Language } | { error: string } {
  let value: unknown;
  try {
    value = JSON.parse(written);
  } catch {
    return { error: 'this is no JSON: write one object a line, {"text": "…", "language": "en"}' };
  }
  const line = TriageLine.safeParse(value);
  if (!line.success)
    return { error: '"text" is missing or no string: write {"text": "…", "language": "en"}' };
  const language = Language.safeParse(line.data.language);
  return { text: line.data.text, ...(language.success ? { language: language.data } : {}) };
}
