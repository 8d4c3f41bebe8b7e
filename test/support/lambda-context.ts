import type { Context } from 'aws-lambda';

/** What Lambda passes along with an event. */
export const aContext = (): Context => ({
  callbackWaitsForEmptyEventLoop: true,
  logGroupName: '/aws/lambda/alongside-test-function',
  logStreamName: '2026/03/02/[$LATEST]1',
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
  awsRequestId: '6bc28136-xmpl-4365-b021-0ce6b2e64ab0',
  functionName: 'alongside-test-function',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:alongside-test-function',
  memoryLimitInMB: '512',
  getRemainingTimeInMillis: () => 20_000,
});
