import { AwsError } from '../aws-error.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION, type Caller, type CloudCalls, type Members } from '../aws-service.ts';
import type { VirtualClock } from '../clock.ts';
import type { Journal } from '../journal.ts';
import { DurableWork, type Again, type Attempt } from '../durable-work.ts';
import { codeOf, isRetryable } from '../is-retryable.ts';
import { targetKindOf, type Target } from './schedule-input.ts';

/**
 * The calls that schedules make: recorded with the fire, performed at least once with the schedule's role. A throttle
 * or a server fault is tried again, doubling the pause up to ten minutes, as far as the retry policy goes; a refusal is
 * final. What failed for good goes to the dead-letter queue, or is lost with a line.
 */
export function createInvocations(options: InvocationOptions): Invocations {
  const { clock, calls, report } = options;
  const work = new DurableWork<Invocation>({ ...options, name: 'scheduler/invocations', perform });
  let count = 0;

  async function perform(
    invocation: Invocation,
    { id, attempts, addedAt }: Attempt,
  ): Promise<Again | undefined> {
    const { target } = invocation;
    const caller: Caller = { kind: 'role', roleArn: target.RoleArn };
    try {
      const input = inputOf(invocation, { id, attempts });
      count += 1;
      await calls.call({ caller, ...callOf(target.Arn, input) });
      return undefined;
    } catch (error) {
      const { MaximumEventAgeInSeconds, MaximumRetryAttempts } = target.RetryPolicy;
      const at = clock.now() + Math.min(2 ** attempts, 600) * 1_000;
      const young = at - addedAt <= MaximumEventAgeInSeconds * 1_000;
      if (isRetryable(error) && young && attempts < MaximumRetryAttempts) return { at };
      await giveUp(invocation, { id, attempts, code: codeOf(error) });
      return undefined;
    }
  }

  async function giveUp(invocation: Invocation, { id, attempts, code }: GivenUp): Promise<void> {
    const { target, scheduleArn, scheduledAt } = invocation;
    const deadLetterArn = target.DeadLetterConfig?.Arn;
    const line = `scheduler: ${scheduleArn} could not call ${target.Arn}: ${code}`;
    if (deadLetterArn === undefined) return report(`${line}, and it has no dead-letter queue`);
    const input = {
      QueueUrl: deadLetterArn.slice(deadLetterArn.lastIndexOf(':') + 1),
      MessageBody: inputOf(invocation, { id, attempts }),
      MessageAttributes: {
        ERROR_CODE: text(code),
        EXECUTION_ID: text(id),
        RETRY_ATTEMPTS: text(String(attempts)),
        SCHEDULE_ARN: text(scheduleArn),
        SCHEDULED_TIME: text(isoSeconds(scheduledAt)),
        TARGET_ARN: text(target.Arn),
      },
    };
    try {
      await calls.call({
        caller: { kind: 'role', roleArn: target.RoleArn },
        service: 'sqs',
        operation: 'SendMessage',
        input,
      });
      report(`${line}; it is in the dead-letter queue`);
    } catch (error) {
      report(`${line}, and its dead-letter queue answered ${codeOf(error)}`);
    }
  }

  return {
    count: () => count,
    add: (id, invocation, dueAt) => work.add(id, invocation, dueAt),
    drop: (id, invocation) =>
      clock.background(() => giveUp(invocation, { id, attempts: 0, code: 'EventAgeExceeded' })),
  };
}

export interface Invocations {
  /** Calls of targets since the process started, repeated ones included. */
  count(): number;
  add(id: string, invocation: Invocation, dueAt: number): void;
  /** An invocation that is too old to be made: straight to the dead-letter queue. */
  drop(id: string, invocation: Invocation): void;
}

export interface Invocation {
  readonly scheduleArn: string;
  /** Epoch milliseconds. */
  readonly scheduledAt: number;
  readonly target: Target;
}

export interface InvocationOptions {
  readonly journal: Journal;
  readonly clock: VirtualClock;
  readonly calls: CloudCalls;
  readonly report: (line: string) => void;
}

interface GivenUp {
  readonly id: string;
  readonly attempts: number;
  readonly code: string;
}

function callOf(arn: string, input: string): { service: string; operation: string; input: Members } {
  const kind = targetKindOf(arn);
  switch (kind) {
    case 'lambda':
      return {
        service: kind,
        operation: 'Invoke',
        input: { FunctionName: arn, InvocationType: 'Event', Payload: input },
      };
    case 'sqs': {
      const QueueUrl = arn.slice(arn.lastIndexOf(':') + 1);
      return { service: kind, operation: 'SendMessage', input: { QueueUrl, MessageBody: input } };
    }
    case 'sns':
      return { service: kind, operation: 'Publish', input: { TopicArn: arn, Message: input } };
    case 'states':
      return { service: kind, operation: 'StartExecution', input: { stateMachineArn: arn, input } };
    default:
      throw new AwsError('ValidationException', 'this target is not emulated');
  }
}

/** The target's input with the context attributes filled in; without one, the event that the service makes up. */
function inputOf(
  { target, scheduleArn, scheduledAt }: Invocation,
  { id, attempts }: Omit<GivenUp, 'code'>,
): string {
  const time = isoSeconds(scheduledAt);
  const made = () =>
    JSON.stringify({
      version: '0',
      id,
      'detail-type': 'Scheduled Event',
      source: 'aws.scheduler',
      account: LOCAL_ACCOUNT,
      time,
      region: LOCAL_REGION,
      resources: [scheduleArn],
      detail: '{}',
    });
  return (target.Input ?? made())
    .replaceAll('<aws.scheduler.schedule-arn>', scheduleArn)
    .replaceAll('<aws.scheduler.scheduled-time>', time)
    .replaceAll('<aws.scheduler.execution-id>', id)
    .replaceAll('<aws.scheduler.attempt-number>', String(attempts + 1));
}

const text = (value: string) => ({ DataType: 'String', StringValue: value });

function isoSeconds(epoch: number): string {
  return `${new Date(epoch).toISOString().slice(0, 19)}Z`;
}
