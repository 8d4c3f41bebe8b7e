import type { CloudCalls } from '../aws-service.ts';
import type { DynamoDb } from '../dynamodb/dynamodb.ts';
import type { HttpApi } from '../http-api/http-api.ts';
import type { Lambda } from '../lambda/lambda.ts';
import type { Scheduler } from '../scheduler/scheduler.ts';
import type { Ses } from '../ses/ses.ts';
import { segmentsOf } from '../sms/segments.ts';
import type { Sms } from '../sms/sms.ts';
import type { StepFunctions } from '../step-functions/step-functions.ts';

/**
 * Reads off the services what AWS would bill since this call: made when the cloud has started, so that texts and mails
 * of a former process, which the data folder kept, do not count. Reading changes nothing and may happen at any time.
 *
 * Known differences from the bill: nothing polls the queues here (see `idlePollingRequestsPerDay`); a DynamoDB write that its
 * condition refused is free here; a handler's time is this machine's, with other work on the same thread, and without
 * Lambda's init phase; requests are not counted in chunks of 64 KB; logs, keys, traces and storage are not counted.
 */
export function createUsage(services: MeteredServices): () => Usage {
  const before = wordsOf(services);
  return () => {
    const { stepFunctions, lambda, dynamoDb, calls, scheduler, httpApi } = services;
    const tables = dynamoDb.usage();
    const words = wordsOf(services);
    return {
      stateTransitions: stepFunctions.transitions(),
      lambdaRequests: sum(lambda.counts().values()),
      lambdaGigabyteSeconds: lambda.gigabyteSeconds(),
      dynamoDbReadUnits: sum(tables.map(({ readUnits }) => readUnits)),
      dynamoDbWriteUnits: sum(tables.map(({ writeUnits }) => writeUnits)),
      snsRequests: requestsTo('sns', calls),
      sqsRequests: requestsTo('sqs', calls),
      schedulerInvocations: scheduler.invocations(),
      httpApiRequests: httpApi.requests(),
      emails: words.emails - before.emails,
      smsSegmentsSent: words.smsSegmentsSent - before.smsSegmentsSent,
      smsSegmentsReceived: words.smsSegmentsReceived - before.smsSegmentsReceived,
    };
  };
}

/** Amounts by what AWS bills. All of them only ever grow. */
export interface Usage {
  /** Standard workflows: each state entered, and each further attempt at its work. */
  readonly stateTransitions: number;
  readonly lambdaRequests: number;
  readonly lambdaGigabyteSeconds: number;
  /** Request units on demand, those of indexes included. */
  readonly dynamoDbReadUnits: number;
  readonly dynamoDbWriteUnits: number;
  /** All of them, also those that text a phone or come from the network: an upper bound. */
  readonly snsRequests: number;
  /** Those of the event source mappings and of topics included. */
  readonly sqsRequests: number;
  readonly schedulerInvocations: number;
  readonly httpApiRequests: number;
  /** One for each recipient. */
  readonly emails: number;
  /** Parts of texts that left; what an opted-out number did not get is free. */
  readonly smsSegmentsSent: number;
  readonly smsSegmentsReceived: number;
}

/** What came on top between two readings. */
export const usageBetween = (before: Usage, after: Usage): Usage =>
  combine(after, before, (one, other) => one - other);

/** The same mix, `factor` times as much: a year of such weeks, or one couple's share. */
export const scaleUsage = (usage: Usage, factor: number): Usage =>
  combine(usage, usage, (one) => one * factor);

/**
 * SQS requests that AWS bills a day for each event source mapping, even when nothing happens: five pollers that ask
 * again after 20 s [M]. A fixed cost of the programme, about a quarter of a dollar a month and within SQS's free tier.
 */
export const idlePollingRequestsPerDay = 5 * (86_400 / 20);

export interface MeteredServices {
  readonly stepFunctions: Pick<StepFunctions, 'transitions'>;
  readonly lambda: Pick<Lambda, 'counts' | 'gigabyteSeconds'>;
  readonly dynamoDb: Pick<DynamoDb, 'usage'>;
  readonly calls: Pick<CloudCalls, 'counts'>;
  readonly scheduler: Pick<Scheduler, 'invocations'>;
  readonly httpApi: Pick<HttpApi, 'requests'>;
  readonly ses: Pick<Ses, 'mailbox'>;
  readonly sms: Pick<Sms, 'outbox' | 'received'>;
}

/** What outlives the process, and so counts from a reading on. */
function wordsOf({ ses, sms }: MeteredServices) {
  const mails = ses.mailbox().filter(({ status }) => status !== 'RENDERING_FAILED');
  // AWS bills on request, whatever becomes of the text; one that the opt-out list stops is not requested of a carrier.
  const sent = sms.outbox().filter(({ status }) => status !== 'OPTED_OUT');
  return {
    emails: sum(mails.map(({ to, cc, bcc }) => to.length + cc.length + bcc.length)),
    smsSegmentsSent: sum(sent.map(({ segments }) => segments)),
    smsSegmentsReceived: sum(sms.received().map(({ body }) => segmentsOf(body).segments)),
  };
}

function requestsTo(service: string, { counts }: Pick<CloudCalls, 'counts'>): number {
  return sum([...counts].filter(([name]) => name.startsWith(`${service}:`)).map(([, count]) => count));
}

function combine(one: Usage, other: Usage, how: (one: number, other: number) => number): Usage {
  return {
    stateTransitions: how(one.stateTransitions, other.stateTransitions),
    lambdaRequests: how(one.lambdaRequests, other.lambdaRequests),
    lambdaGigabyteSeconds: how(one.lambdaGigabyteSeconds, other.lambdaGigabyteSeconds),
    dynamoDbReadUnits: how(one.dynamoDbReadUnits, other.dynamoDbReadUnits),
    dynamoDbWriteUnits: how(one.dynamoDbWriteUnits, other.dynamoDbWriteUnits),
    snsRequests: how(one.snsRequests, other.snsRequests),
    sqsRequests: how(one.sqsRequests, other.sqsRequests),
    schedulerInvocations: how(one.schedulerInvocations, other.schedulerInvocations),
    httpApiRequests: how(one.httpApiRequests, other.httpApiRequests),
    emails: how(one.emails, other.emails),
    smsSegmentsSent: how(one.smsSegmentsSent, other.smsSegmentsSent),
    smsSegmentsReceived: how(one.smsSegmentsReceived, other.smsSegmentsReceived),
  };
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
