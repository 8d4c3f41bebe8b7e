import type { AwsService, CloudCalls } from '../aws-service.ts';
import type { VirtualClock } from '../clock.ts';
import type { Journal } from '../journal.ts';
import type { Deployment } from '../template/deployment.ts';
import type { TaskRequest } from './execution.ts';
import type { HistoryEvent } from './history.ts';
import { performTask, startsExecution, TaskFailure } from './integrations.ts';
import { NestedExecutions } from './nested-executions.ts';
import type { Observe } from './observation.ts';
import { stepFunctionsOperations } from './operations.ts';
import { type Run, Runner } from './runner.ts';
import { StateMachines } from './state-machines.ts';

/**
 * AWS Step Functions, Standard workflows in JSONata: the state machines of the template, and executions that survive
 * the process. Call `resume` once, when every other service stands.
 */
export function createStepFunctions(options: StepFunctionsOptions): StepFunctions {
  const { journal, clock, deployment, calls, report } = options;
  const machines = new StateMachines(deployment);
  let transitions = 0;
  const runner = new Runner({
    ...options,
    observe: (observation) => {
      if (observation.what !== 'left') transitions += 1;
      options.observe?.(observation);
    },
  });
  const nested = new NestedExecutions({ runner, calls, clock, journal });

  runner.performWith({
    run: async (run, task) => {
      try {
        await (startsExecution(task.resource) ? nested.start(run, task) : perform(run, task));
      } catch (error) {
        await runner.signal(run.execution.arn, {
          type: 'taskFailed',
          taskId: task.taskId,
          ...failureOf(error),
        });
      }
    },
    cancel: (run, taskId) => nested.cancel(run, taskId),
    ended: (run) => nested.childEnded(run),
  });

  async function perform(run: Run, task: TaskRequest): Promise<void> {
    const output = await performTask(task, { calls, roleArn: run.execution.roleArn });
    const type = task.pattern === 'callback' ? 'taskSubmitted' : 'taskSucceeded';
    await runner.signal(run.execution.arn, { type, taskId: task.taskId, output });
  }

  function failureOf(error: unknown): { error: string; cause: string } {
    if (error instanceof TaskFailure) return { error: error.error, cause: error.message };
    report(
      `a task failed inside the embedded cloud: ${error instanceof Error ? (error.stack ?? '') : 'unknown'}`,
    );
    return { error: 'States.Runtime', cause: 'The embedded cloud failed; its own output says more.' };
  }

  return {
    service: {
      name: 'states',
      wire: 'json',
      operations: stepFunctionsOperations({ runner, machines, clock }),
    },
    runs: () => [...runner.all()],
    history: (arn) => runner.history(arn),
    revision: () => runner.revision,
    transitions: () => transitions,
    definitions: () => machines.all().map(({ name, definition }) => ({ name, definition })),
    resume: () => runner.resume(),
  };
}

export interface StepFunctions {
  readonly service: AwsService;
  /** All executions that were ever started, in order of their start. */
  runs(): readonly Run[];
  history(arn: string): readonly HistoryEvent[];
  /** Changes whenever any execution does. */
  revision(): number;
  /** What AWS bills since the process started: each state entered, and each further attempt at its work. */
  transitions(): number;
  definitions(): readonly { readonly name: string; readonly definition: string }[];
  /** Goes on with every execution that a former process left running. */
  resume(): void;
}

export interface StepFunctionsOptions {
  readonly journal: Journal;
  readonly clock: VirtualClock;
  readonly deployment: Deployment;
  readonly calls: CloudCalls;
  /** Gets one line for each failure of the embedded cloud itself. */
  readonly report: (line: string) => void;
  /** For back-off jitter and `$random()`; seeded in tests. */
  readonly random?: () => number;
  /** Told of every step that executions take. */
  readonly observe?: Observe;
}
