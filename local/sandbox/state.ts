import type { VirtualClock } from '../clock.ts';
import type { DemoUser } from '../sign-in/demo-users.ts';
import type { SandboxExecution, SandboxGrants, SandboxMail, SandboxText, SandboxView } from './view.ts';

/** All that a page needs to draw itself, bounded in size: the newest of everything, with the number of the rest. */
export function readState({ view, clock, users }: StateSources): SandboxState {
  const executions = view.executions();
  const running = executions.filter((one) => one.endedAt === undefined);
  const ended = executions.filter((one) => one.endedAt !== undefined);
  const next = clock.nextDue();
  const texts = view.texts();
  const mails = view.mails();
  return {
    clock: {
      now: clock.now(),
      frozen: clock.frozen,
      ...(next && { next: { at: next.at, what: describeDue(view, next) } }),
    },
    texts: texts.slice(-MAX_TEXTS),
    mails: mails.slice(-MAX_MAILS).map(({ html, ...mail }) => ({ ...mail, hasHtml: html !== undefined })),
    executions: [...running.slice(-MAX_RUNNING), ...ended.slice(-MAX_ENDED)],
    counts: {
      texts: texts.length,
      mails: mails.length,
      running: running.length,
      ended: ended.length,
    },
    stateMachines: view.definitions().map((one) => one.stateMachineName),
    grants: view.grants?.(),
    notes: view.notes(),
    users: users.map(({ username, name, groups }) => ({ username, name, groups })),
  };
}

/** Differs whenever a page should be drawn anew. A running clock by itself is no reason: pages count along. */
export function fingerprint({ view, clock }: Pick<StateSources, 'view' | 'clock'>): string {
  const next = clock.nextDue();
  const time = clock.frozen ? `at ${clock.now()}` : `by ${Math.round((clock.now() - Date.now()) / 1000)}`;
  return [view.revision(), time, next?.at, next?.source].join(' ');
}

/** What happens at a deadline, in words. */
export function describeDue(
  view: SandboxView,
  due: { readonly at: number; readonly source: string },
): string {
  return view.describeDue?.(due) ?? wordsFor[due.source] ?? due.source;
}

export interface StateSources {
  readonly view: SandboxView;
  readonly clock: VirtualClock;
  readonly users: readonly DemoUser[];
}

export interface SandboxState {
  readonly clock: {
    readonly now: number;
    readonly frozen: boolean;
    readonly next?: { readonly at: number; readonly what: string };
  };
  readonly texts: readonly SandboxText[];
  readonly mails: readonly (Omit<SandboxMail, 'html'> & { readonly hasHtml: boolean })[];
  /** The running ones, then the ended ones, each in order of their start. */
  readonly executions: readonly SandboxExecution[];
  /** How many there are in all. */
  readonly counts: {
    readonly texts: number;
    readonly mails: number;
    readonly running: number;
    readonly ended: number;
  };
  readonly stateMachines: readonly string[];
  readonly grants: SandboxGrants | undefined;
  readonly notes: readonly string[];
  readonly users: readonly Pick<DemoUser, 'username' | 'name' | 'groups'>[];
}

const wordsFor: Readonly<Record<string, string>> = {
  states: 'a workflow goes on',
  scheduler: 'a schedule runs',
  sqs: 'a message comes back into its queue',
  'dynamodb-ttl': 'a stored item expires',
  'event source mappings': 'a queue is looked into again',
  'lambda/asynchronous': 'a function is tried again',
  'sns/deliveries': 'a message is delivered again',
};

const MAX_TEXTS = 500;
const MAX_MAILS = 100;
const MAX_RUNNING = 200;
const MAX_ENDED = 50;
