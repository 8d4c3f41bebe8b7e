import type { VirtualClock } from '../clock.ts';
import type { DemoUser } from '../sign-in/demo-users.ts';
import { progressOf, type Progress } from './progress.ts';
import type { SandboxExecution, SandboxThread, SandboxView } from './view.ts';

/**
 * What every page needs at once, and how much there is of all else: the parts that it shows it then asks for by name.
 * So an event stays small, however long a programme has run.
 */
export function readState({ view, clock, users }: StateSources): SandboxState {
  const next = clock.nextDue();
  return {
    clock: {
      now: clock.now(),
      frozen: clock.frozen,
      ...(next && { next: { at: next.at, what: describeDue(view, next) } }),
    },
    revision: String(view.revision()),
    phones: view.phones(),
    mailboxes: view.mailboxes(),
    ...summaryOf(view),
    users: users.map(({ username, name, groups }) => ({ username, name, groups })),
  };
}

/** Of all executions, which are many: counted anew only when one of them took a step. */
function summaryOf(view: SandboxView): ExecutionSummary {
  const executions = view.executions();
  const known = summaries.get(executions);
  if (known !== undefined) return known;
  const counts = new Map(
    view.definitions().map(({ stateMachineName: name }) => [name, { running: 0, ended: 0 }]),
  );
  for (const { stateMachineName, endedAt } of executions) {
    const counted = counts.get(stateMachineName);
    if (counted !== undefined) counted[endedAt === undefined ? 'running' : 'ended'] += 1;
  }
  const summary = {
    workflows: [...counts].map(([name, counted]) => ({ name, ...counted })),
    progress: progressOf(executions),
  };
  summaries.set(executions, summary);
  return summary;
}

type ExecutionSummary = Pick<SandboxState, 'workflows' | 'progress'>;

const summaries = new WeakMap<readonly SandboxExecution[], ExecutionSummary>();

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
  /** Of everything but the clock: a page that has asked for a part at this revision need not ask again. */
  readonly revision: string;
  readonly phones: readonly SandboxThread[];
  readonly mailboxes: readonly SandboxThread[];
  readonly workflows: readonly { readonly name: string; readonly running: number; readonly ended: number }[];
  readonly progress: readonly Progress[];
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
