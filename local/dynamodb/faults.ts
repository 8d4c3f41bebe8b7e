import { AwsError } from '../aws-error.ts';
import type { Members } from '../aws-service.ts';
import { records } from './wire-json.ts';

/** What AWS answers when another transaction holds an item of this request; `item` counts from 0. */
export function transactionConflict({ operation, input }: FaultyCall, item = 0): AwsError {
  if (isTransaction(operation)) {
    return transactionCanceled(
      records(input['TransactItems']).map((_, index) => (index === item ? CONFLICT : NO_REASON)),
    );
  }
  return new AwsError('TransactionConflictException', CONFLICT.Message ?? '');
}

/** Throttled by the table's capacity; inside a transaction that is the reason of one item. */
export function throughputExceeded({ operation, input }: FaultyCall, item = 0): AwsError {
  if (isTransaction(operation)) {
    return transactionCanceled(
      records(input['TransactItems']).map((_, index) => (index === item ? THROTTLED : NO_REASON)),
    );
  }
  return new AwsError('ProvisionedThroughputExceededException', THROTTLED.Message ?? '');
}

/** Throttled by the account's limits or the control plane. */
export function throttled(): AwsError {
  return new AwsError('ThrottlingException', 'Rate of requests exceeds the allowed throughput.');
}

/** DynamoDB's own failure: nothing is known about what became of a write. */
export function internalServerError(): AwsError {
  return new AwsError('InternalServerError', 'Internal server error', { status: 500 });
}

/** A transaction with the same token is still running. */
export function transactionInProgress(): AwsError {
  return new AwsError(
    'TransactionInProgressException',
    'Transaction is in progress for this ClientRequestToken',
  );
}

/** A cancelled transaction, with one reason per item in their order. */
export function transactionCanceled(reasons: readonly CancellationReason[]): AwsError {
  const codes = reasons.map((reason) => reason.Code).join(', ');
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return new AwsError('TransactionCanceledException', message, {
    members: { CancellationReasons: reasons },
  });
}

export interface FaultyCall {
  readonly operation: string;
  readonly input: Members;
}

export interface CancellationReason {
  /** `None` for items that are not to blame. */
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: Members;
}

const NO_REASON: CancellationReason = { Code: 'None' };
const CONFLICT: CancellationReason = {
  Code: 'TransactionConflict',
  Message: 'Transaction is ongoing for the item',
};
const THROTTLED: CancellationReason = {
  Code: 'ThrottlingError',
  Message:
    'The level of configured provisioned throughput for the table was exceeded. ' +
    'Consider increasing your provisioning level with the UpdateTable API.',
};

const isTransaction = (operation: string) => operation.startsWith('Transact');
