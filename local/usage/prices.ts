import type { Usage } from './usage.ts';

/**
 * List prices as data, before any free tier. Each names its source; `uncertain` says why one is not to be relied on.
 * Prices change: check them before quoting a cost to anybody, and put the new day here.
 */
export const prices: PriceList = {
  currency: 'USD',
  region: 'us-east-1',
  checkedOn: '2026-11-24',
  items: {
    stateTransitions: {
      what: 'Step Functions state transitions',
      unitPrice: 0.025 / 1_000,
      source: 'aws-facts §1.7; aws.amazon.com/step-functions/pricing',
    },
    lambdaRequests: { what: 'Lambda requests', unitPrice: 0.2 / 1_000_000, source: 'aws-facts §7' },
    lambdaGigabyteSeconds: {
      what: 'Lambda GB-s (arm64)',
      unitPrice: 0.000_013_333_4,
      source: 'aws-facts §7',
      uncertain: 'the count is wall time on this machine, not on Lambda',
    },
    dynamoDbReadUnits: {
      what: 'DynamoDB read units',
      unitPrice: 0.125 / 1_000_000,
      source: 'aws-facts §7',
    },
    dynamoDbWriteUnits: {
      what: 'DynamoDB write units',
      unitPrice: 0.625 / 1_000_000,
      source: 'aws-facts §7',
    },
    snsRequests: { what: 'SNS requests', unitPrice: 0.5 / 1_000_000, source: 'aws-facts §7' },
    sqsRequests: { what: 'SQS requests', unitPrice: 0.4 / 1_000_000, source: 'aws-facts §7' },
    schedulerInvocations: {
      what: 'Scheduler invocations',
      unitPrice: 1 / 1_000_000,
      source: 'aws-facts §7',
    },
    httpApiRequests: {
      what: 'HTTP API requests',
      unitPrice: 1 / 1_000_000,
      source: 'aws-facts §7',
      uncertain: 'from memory',
    },
    emails: { what: 'SES emails', unitPrice: 0.1 / 1_000, source: 'aws-facts §7' },
    smsSegmentsSent: {
      what: 'SMS parts sent',
      unitPrice: 0.012,
      source: 'aws-facts §7',
      uncertain: 'a budget: about $0.006 to AWS and $0.0025-0.005 to the carrier, from a secondary source',
    },
    smsSegmentsReceived: {
      what: 'SMS parts received',
      unitPrice: 0.0075,
      source: 'none',
      uncertain: 'from memory; no source was found, and carriers add to it',
    },
  },
};

export interface PriceList {
  readonly currency: 'USD';
  readonly region: string;
  /** ISO date. */
  readonly checkedOn: string;
  readonly items: Readonly<Record<keyof Usage, Price>>;
}

export interface Price {
  readonly what: string;
  /** For one, in the list's currency. */
  readonly unitPrice: number;
  /** Where the price stands. */
  readonly source: string;
  /** Why it may be wrong. Absent: it is as good as its source. */
  readonly uncertain?: string;
}
