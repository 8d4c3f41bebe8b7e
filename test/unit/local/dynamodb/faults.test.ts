import {
  internalServerError,
  throttled,
  throughputExceeded,
  transactionCanceled,
  transactionConflict,
  transactionInProgress,
} from '#local/dynamodb/faults';

const transaction = { operation: 'TransactWriteItems', input: { TransactItems: [{ Put: {} }, { Put: {} }] } };
const single = { operation: 'PutItem', input: {} };

test('a conflict cancels a transaction for one of its items, and refuses a single write', () => {
  expect(transactionConflict(transaction, 1)).toMatchObject({
    code: 'TransactionCanceledException',
    message:
      'Transaction cancelled, please refer cancellation reasons for specific reasons [None, TransactionConflict]',
    members: {
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' },
      ],
    },
  });
  expect(transactionConflict(single)).toMatchObject({ code: 'TransactionConflictException', status: 400 });
});

test('throttling is a reason inside a transaction and an error outside', () => {
  expect(throughputExceeded(transaction).members).toMatchObject({
    CancellationReasons: [{ Code: 'ThrottlingError' }, { Code: 'None' }],
  });
  expect(throughputExceeded(single)).toMatchObject({
    code: 'ProvisionedThroughputExceededException',
    status: 400,
  });
  expect(throttled()).toMatchObject({ code: 'ThrottlingException', status: 400 });
});

test('the others have the names that the SDK knows', () => {
  expect(internalServerError()).toMatchObject({ code: 'InternalServerError', status: 500 });
  expect(transactionInProgress().code).toBe('TransactionInProgressException');
  expect(transactionCanceled([{ Code: 'DuplicateItem' }]).message).toMatch(/\[DuplicateItem\]$/);
});
