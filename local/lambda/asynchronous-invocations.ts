import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { Caller, CloudCalls, Members } from '../aws-service.ts';
import type { VirtualClock } from '../clock.ts';
import type { Journal } from '../journal.ts';
import { DurableWork, type Again, type Attempt } from '../durable-work.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../aws-service.ts';
import type { FunctionSettings } from './function-settings.ts';
import type { InvokeJson, InvokeJsonAnswer } from './lambda.ts';

/**
 * Lambda's own queue of asynchronous invocations: accepted means durable. A failed one is tried again after one minute,
 * then after two; a throttled one every minute. After the last try or the maximum age it goes to the failure destination
 * and the function's dead-letter queue, or is dropped with a line.
 */
export function createAsynchronousInvocations(options: AsynchronousOptions): AsynchronousInvocations {
  const { clock, calls, report, settingsOf } = options;

  async function perform(event: AsynchronousEvent, attempt: Attempt): Promise<Again | undefined> {
    const settings = settingsOf(event.functionName);
    const { maximumRetries, maximumEventAgeSeconds, onSuccessArn } = settings.asynchronous;
    const giveUp = (condition: string, answer?: InvokeJsonAnswer) =>
      tellFailure({
        settings,
        event,
        condition,
        attempts: attempt.attempts + (answer ? 1 : 0),
        ...(answer && { answer }),
      });
    if (clock.now() - attempt.addedAt > maximumEventAgeSeconds * 1_000) return giveUp('EventAgeExceeded');
    let answer: InvokeJsonAnswer;
    try {
      answer = await options.invokeJson({ ...event, requestId: attempt.id });
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'TooManyRequestsException') throw error;
      return { at: clock.now() + MINUTE, countsAsAttempt: false };
    }
    if (answer.functionError === undefined) {
      if (onSuccessArn === undefined) return undefined;
      const record = recordOf({
        settings,
        event,
        condition: 'Success',
        attempts: attempt.attempts + 1,
        answer,
      });
      return deliver(settings, onSuccessArn, JSON.stringify(record));
    }
    if (attempt.attempts >= maximumRetries) return giveUp('RetriesExhausted', answer);
    return { at: clock.now() + (attempt.attempts + 1) * MINUTE };
  }

  async function tellFailure(failure: Failure): Promise<undefined> {
    const { settings, event, condition, answer } = failure;
    const { onFailureArn } = settings.asynchronous;
    if (onFailureArn !== undefined) await deliver(settings, onFailureArn, JSON.stringify(recordOf(failure)));
    if (settings.deadLetterArn !== undefined) await deliver(settings, settings.deadLetterArn, event.json);
    if (onFailureArn !== undefined || settings.deadLetterArn !== undefined) return;
    report(`lambda: ${settings.name}: dropped an asynchronous event: ${condition}, ${errorTypeOf(answer)}`);
  }

  async function deliver(settings: FunctionSettings, arn: string, text: string): Promise<undefined> {
    const caller: Caller = { kind: 'role', roleArn: settings.roleArn };
    try {
      await calls.call({ caller, ...destinationCall(arn, text) });
    } catch (error) {
      const code = error instanceof AwsError ? error.code : 'unknown error';
      report(`lambda: ${settings.name}: could not deliver to ${arn}: ${code}`);
    }
  }

  const work = new DurableWork<AsynchronousEvent>({ ...options, name: 'lambda/asynchronous', perform });
  return {
    accept: (functionName, json) => {
      const requestId = randomUUID();
      work.add(requestId, { functionName, json });
      return requestId;
    },
  };
}

export interface AsynchronousInvocations {
  /** Records one event for a function that exists; gives the request id, the same for all of its attempts. */
  accept(functionName: string, json: string): string;
}

export interface AsynchronousOptions {
  readonly journal: Journal;
  readonly clock: VirtualClock;
  readonly calls: CloudCalls;
  readonly report: (line: string) => void;
  readonly invokeJson: (request: InvokeJson) => Promise<InvokeJsonAnswer>;
  readonly settingsOf: (functionName: string) => FunctionSettings;
}

/** How one JSON text gets to a queue, a topic or a function by its ARN. */
export function destinationCall(
  arn: string,
  text: string,
): { service: string; operation: string; input: Members } {
  const service = arn.split(':')[2] ?? '';
  if (service === 'sqs') {
    const name = arn.slice(arn.lastIndexOf(':') + 1);
    return { service, operation: 'SendMessage', input: { QueueUrl: name, MessageBody: text } };
  }
  if (service === 'sns') return { service, operation: 'Publish', input: { TopicArn: arn, Message: text } };
  if (service === 'lambda') {
    return {
      service,
      operation: 'Invoke',
      input: { FunctionName: arn, InvocationType: 'Event', Payload: text },
    };
  }
  throw new AwsError('ValidationException', `destinations of this kind are not emulated: ${arn}`);
}

interface AsynchronousEvent {
  readonly functionName: string;
  readonly json: string;
}

interface Failure {
  readonly settings: FunctionSettings;
  readonly event: AsynchronousEvent;
  readonly condition: string;
  readonly attempts: number;
  readonly answer?: InvokeJsonAnswer;
}

const MINUTE = 60_000;

/** The record that Lambda sends to a destination. */
function recordOf({ settings, event, condition, attempts, answer }: Failure): Members {
  return {
    version: '1.0',
    requestContext: {
      requestId: answer?.requestId ?? null,
      functionArn: `arn:aws:lambda:${LOCAL_REGION}:${LOCAL_ACCOUNT}:function:${settings.name}:$LATEST`,
      condition,
      approximateInvokeCount: attempts,
    },
    requestPayload: JSON.parse(event.json) as unknown,
    ...(answer && {
      responseContext: {
        statusCode: 200,
        executedVersion: '$LATEST',
        ...(answer.functionError && { functionError: answer.functionError }),
      },
      responsePayload: JSON.parse(answer.json) as unknown,
    }),
  };
}

function errorTypeOf(answer: InvokeJsonAnswer | undefined): string {
  if (answer === undefined) return 'never answered';
  const payload: unknown = JSON.parse(answer.json);
  const type =
    typeof payload === 'object' && payload !== null && 'errorType' in payload ? payload.errorType : undefined;
  return typeof type === 'string' ? type : 'unknown error';
}
