import type { TaskKind } from '../contracts/task.ts';

/** An email with ids only: no name, number, score or words, in the subject least of all [H2]. */
export interface Notice {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Tells a coordinator that something waits for a person. Everything else is behind the sign-in of the console. */
export function taskNotice(about: {
  kind: TaskKind;
  taskId: string;
  programmeName: string;
  consoleUrl: string | undefined;
}): Notice {
  const where = about.consoleUrl ? `Open it in the console: ${about.consoleUrl}` : 'Open it in the console.';
  const lines = [sentences[about.kind], `Task: ${about.taskId}`, where];
  return {
    subject: `${about.programmeName}: something needs you`,
    text: `${lines.join('\n\n')}\n`,
    html: `<!doctype html><html lang="en"><body>${lines.map((line) => `<p>${escaped(line)}</p>`).join('')}</body></html>`,
  };
}

const sentences: Record<TaskKind, string> = {
  'check-in-missed': 'A check-in had no reply after one reminder. Please make contact.',
  'check-in-failed': 'A check-in could not be completed. Please look into it and make contact.',
  'text-unconfirmed': 'Nobody can tell whether a text was sent. It was not sent again. Please look into it.',
  'reply-to-read': 'A reply needs a person to read it.',
  'stop-or-not': 'A reply may ask to stop the texts. Please read it and decide.',
  'help-asked': 'A reply asks for help. Please read it and answer.',
  'unknown-sender': 'A text came from a number that nobody has. Please read it.',
};

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
