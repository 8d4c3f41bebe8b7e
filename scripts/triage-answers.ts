import { triage } from '#shared/domain/triage/triage';
import { readTriageLine, type TriageLine } from './triage-line.ts';

/** Lines of input in order, and the number of the first. */
export interface TriageLines {
  readonly lines: readonly string[];
  readonly first: number;
  readonly isJson: boolean;
}

export interface TriageAnswers {
  /** A line for each line of input that is not empty, each with its end. */
  readonly text: string;
  /** What could not be read, with the number of its line and without a word of it. */
  readonly problems: readonly string[];
}

/** What `npm run triage` prints for lines of input; runs in a worker where there are many. */
export default function triageAnswers({ lines, first, isJson }: TriageLines): TriageAnswers {
  const problems: string[] = [];
  let text = '';
  for (const [index, written] of lines.entries()) {
    if (written.trim() === '') continue;
    const read = readTriageLine(written);
    if ('error' in read) {
      const problem = `line ${first + index}: ${read.error}`;
      problems.push(problem);
      text += `${isJson ? JSON.stringify({ error: problem }) : 'error'}\n`;
    } else text += `${answered.get(written) ?? remembered(written, answer(read, isJson))}\n`;
  }
  return { text, problems };
}

/** People write "4" and "yes" all the time: the same line again has the same answer. Bounded. */
const answered = new Map<string, string>();

function remembered(written: string, line: string): string {
  if (answered.size >= 10_000) answered.clear();
  answered.set(written, line);
  return line;
}

function answer({ text, language }: TriageLine, isJson: boolean): string {
  const { severity, topics, reasons } = triage(text, language);
  if (isJson) return JSON.stringify({ severity, topics, reasons });
  const rules = [...new Set(reasons.map(({ ruleId }) => ruleId))];
  return [severity.padEnd(9), topics.join(', '), rules.length > 0 ? `(${rules.join(', ')})` : '']
    .join('  ')
    .trimEnd();
}
