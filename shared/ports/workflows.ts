import type { WaitOutcome } from '../contracts/check-in.ts';

/** The state machines, as far as the functions need them. */
export interface Workflows {
  /** Starts the check-in's execution, named after it. A second start is the same execution. */
  startCheckIn(checkInId: string): Promise<{ outcome: 'started' | 'already-started' }>;

  /** What became of the check-in's execution. */
  statusOf(checkInId: string): Promise<'running' | 'ended' | 'never-started'>;
}

/** The steps that wait for a reply. Apart from `Workflows`, since not every function may do both. */
export interface WaitingSteps {
  /** Lets the step go on. `gone`: it timed out, went on or ended before, which is normal for a late reply. */
  complete(taskToken: string, output: { outcome: WaitOutcome }): Promise<{ outcome: 'completed' | 'gone' }>;
}
