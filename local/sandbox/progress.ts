import { partsOfCheckInId } from '#shared/contracts/ids';
import type { SandboxExecution } from './view.ts';

/** How far somebody has come, as the executions tell: without asking the API about everybody. */
export interface Progress {
  readonly participantId: string;
  /** Of the newest check-in; 0 is the private screen at intake. */
  readonly cycle: number;
  /** Which loop runs; absent while none does. */
  readonly loop?: 'weekly-check-in' | 'aftercare';
}

/** Everybody who was ever asked, in order of their first check-in. */
export function progressOf(executions: readonly SandboxExecution[]): Progress[] {
  const people = new Map<string, Progress>();
  for (const { name, endedAt } of executions) {
    const [, runner = '', loop] = /^(p-[A-Za-z0-9]+)-(weekly-check-in|aftercare)-\d+$/.exec(name) ?? [];
    const { participantId = runner, cycle = 0 } = partsOfCheckInId(name) ?? {};
    if (participantId === '' || (loop !== undefined && endedAt !== undefined)) continue;
    const known = people.get(participantId) ?? { participantId, cycle: 0 };
    people.set(participantId, {
      ...known,
      cycle: Math.max(known.cycle, cycle),
      ...((loop === 'weekly-check-in' || loop === 'aftercare') && { loop }),
    });
  }
  return [...people.values()];
}
