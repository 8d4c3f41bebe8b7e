import type { StepOutcome, WorkflowName } from '../contracts/workflow.ts';

/** The state machines, as far as the functions need them. Inputs hold ids and outcomes only. */
export interface Workflows {
  /** Starts an execution by its name. The same name again is the same execution, also after it has ended. */
  start(execution: {
    readonly workflow: WorkflowName;
    readonly name: string;
    readonly input: Readonly<Record<string, string | number | readonly string[]>>;
  }): Promise<{ outcome: 'started' | 'already-started' }>;

  /** What became of an execution. */
  statusOf(workflow: WorkflowName, name: string): Promise<'running' | 'ended' | 'never-started'>;
}

/** The steps that wait for somebody. Apart from `Workflows`, since not every function may do both. */
export interface WaitingSteps {
  /** Lets the step go on. `gone`: it timed out, went on or ended before, which is normal for a late reply. */
  complete(taskToken: string, output: StepOutcome): Promise<{ outcome: 'completed' | 'gone' }>;
}
