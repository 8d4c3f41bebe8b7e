import { createHash } from 'node:crypto';
import type { CloudCalls } from '../aws-service.ts';
import type { VirtualClock } from '../clock.ts';
import type { Journal } from '../journal.ts';
import { describeExecution, executionArn } from './describe.ts';
import type { OpenTask, Signal, TaskRequest } from './execution.ts';
import { performTask, TaskFailure } from './integrations.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { branches } from './lifecycle.ts';
import type { Run, Runner } from './runner.ts';

/**
 * Tasks that start another execution, and with `.sync` wait for its end. The intent to start is stored before the
 * call, so that a task performed again after a crash finds its own child instead of "already exists".
 */
export class NestedExecutions {
  readonly #runner: Runner;
  readonly #calls: CloudCalls;
  readonly #clock: VirtualClock;
  /** By the child's ARN: the task that starts it. */
  readonly #parents;

  constructor({ runner, calls, clock, journal }: NestedExecutionsOptions) {
    this.#runner = runner;
    this.#calls = calls;
    this.#clock = clock;
    this.#parents = journal.map<ParentTask>('states/parents');
  }

  async start(run: Run, task: TaskRequest): Promise<void> {
    const parent: ParentTask = { arn: run.execution.arn, taskId: task.taskId };
    const input = withName(run, task);
    const childArn = executionArn(String(input['StateMachineArn']), String(input['Name']));
    const output = await this.#startOnce({ run, task: { ...task, arguments: input }, childArn, parent });
    const type = task.pattern === 'requestResponse' ? 'taskSucceeded' : 'taskSubmitted';
    await this.#runner.signal(parent.arn, { type, taskId: task.taskId, output });
    if (task.pattern !== 'sync') this.#parents.delete(childArn);
    const child = this.#runner.get(childArn);
    if (child !== undefined && child.execution.status !== 'RUNNING') this.childEnded(child);
  }

  /** Gives an ended child's result to the `.sync` task that waits for it; safe to call again. */
  childEnded(child: Run): void {
    const parent = this.#parents.get(child.execution.arn);
    if (parent === undefined) return;
    const waiting = this.#openTask(parent);
    // Not submitted yet: `start` looks again once it is. No longer open: nobody waits any more.
    if (waiting !== undefined && !waiting.submitted) return;
    if (waiting === undefined) return void this.#parents.delete(child.execution.arn);
    this.#clock.background(async () => {
      await this.#runner.signal(parent.arn, outcome(child, waiting));
      this.#parents.delete(child.execution.arn);
    });
  }

  /** A `.sync` task that is given up takes its child with it. */
  cancel(run: Run, taskId: string): void {
    for (const [childArn, parent] of this.#parents.entries()) {
      if (parent.arn !== run.execution.arn || parent.taskId !== taskId) continue;
      this.#clock.background(() => this.#runner.signal(childArn, { type: 'stop' }));
    }
  }

  async #startOnce({ run, task, childArn, parent }: ChildStart): Promise<Json> {
    const known = this.#parents.get(childArn);
    const ours = known?.arn === parent.arn && known.taskId === parent.taskId;
    if (!ours) this.#parents.set(childArn, parent);
    try {
      return await performTask(task, { calls: this.#calls, roleArn: run.execution.roleArn });
    } catch (error) {
      const exists = error instanceof TaskFailure && error.error.endsWith('ExecutionAlreadyExistsException');
      const child = this.#runner.get(childArn);
      if (ours && exists && child !== undefined) {
        return { ExecutionArn: childArn, StartDate: child.execution.startTime };
      }
      this.#parents.delete(childArn);
      throw error;
    }
  }

  #openTask({ arn, taskId }: ParentTask): OpenTask | undefined {
    const parent = this.#runner.get(arn)?.execution;
    if (parent?.status !== 'RUNNING') return undefined;
    for (const { task } of branches(parent.root)) if (task?.taskId === taskId) return task;
    return undefined;
  }
}

interface ParentTask {
  readonly arn: string;
  readonly taskId: string;
}

interface ChildStart {
  readonly run: Run;
  readonly task: TaskRequest;
  readonly childArn: string;
  readonly parent: ParentTask;
}

interface NestedExecutionsOptions {
  readonly runner: Runner;
  readonly calls: CloudCalls;
  readonly clock: VirtualClock;
  readonly journal: Journal;
}

/** A child without a name gets one that a second try of the same task makes again. */
function withName(run: Run, task: TaskRequest): JsonObject {
  const given = isObject(task.arguments) ? task.arguments : {};
  if (given['Name'] !== undefined) return given;
  const seed = `${run.execution.arn} ${task.taskId} ${run.execution.startTime} ${run.execution.redriveCount}`;
  return { ...given, Name: createHash('sha256').update(seed).digest('hex').slice(0, 32) };
}

/** `.sync` shows the child's input and output as texts, `.sync:2` as JSON. */
function outcome(child: Run, { taskId, resource }: OpenTask): Signal {
  const { input, output, status, error, cause } = child.execution;
  const described = describeExecution(child);
  const asJson = resource.endsWith(':2');
  const answer: JsonObject = {
    ExecutionArn: described.executionArn,
    Input: asJson ? input : described.input,
    InputDetails: { Included: true },
    Name: described.name,
    ...(output !== undefined && {
      Output: asJson ? output : JSON.stringify(output),
      OutputDetails: { Included: true },
    }),
    StartDate: child.execution.startTime,
    StateMachineArn: described.stateMachineArn,
    Status: status,
    ...(child.execution.stopTime !== undefined && { StopDate: child.execution.stopTime }),
  };
  if (status === 'SUCCEEDED') return { type: 'taskSucceeded', taskId, output: answer };
  const failed = {
    ...answer,
    ...(error !== undefined && { Error: error }),
    ...(cause !== undefined && { Cause: cause }),
  };
  return { type: 'taskFailed', taskId, error: 'States.TaskFailed', cause: JSON.stringify(failed) };
}
