import { deliveryAfter } from '#shared/adapters/aws/delivery';
import { ourErrorOf } from '#shared/adapters/aws/foreign-error';

/** An error as the AWS SDK throws it. */
const awsError = (name: string, httpStatusCode?: number, message = 'about +12025550101') =>
  Object.assign(new Error(message), {
    name,
    $metadata: httpStatusCode === undefined ? {} : { httpStatusCode },
  });

const nodeError = (code: string) => Object.assign(new Error(`connect ${code}`), { code });

describe('foreign errors', () => {
  it.each([
    ['a throttle', awsError('ThrottlingException', 400), 'Transient'],
    ['too many requests', awsError('TooManyRequestsException', 429), 'Transient'],
    ['a server error', awsError('InternalServerError', 500), 'Transient'],
    ['a conflict', awsError('TransactionConflictException', 400), 'Transient'],
    ['no answer', awsError('Error'), 'Transient'],
    ['a timeout', awsError('TimeoutError'), 'Transient'],
    ['a broken connection', nodeError('ECONNRESET'), 'Transient'],
    ['a missing grant', awsError('AccessDeniedException', 400), 'Permanent'],
    ['a missing table', awsError('ResourceNotFoundException', 400), 'Permanent'],
    ['a wrong request', awsError('ValidationException', 400), 'Permanent'],
  ])('calls %s (%s) %s, without its message and with its cause', (_what, error, name) => {
    const ours = ourErrorOf('DynamoDB GetItem', error);

    expect(ours).toMatchObject({ name, cause: error });
    expect(String(ours)).not.toContain('2025550101');
  });

  it('names the missing grant and not the resource', () => {
    const denied = awsError(
      'AccessDeniedException',
      403,
      'User: arn:x is not authorized to perform: SNS:Publish on resource: +12025550101',
    );

    expect(String(ourErrorOf('SNS Publish', denied))).not.toContain('+1202');
    const lower = awsError(
      'AccessDeniedException',
      403,
      'not authorized to perform: dynamodb:PutItem on resource: x',
    );
    expect(String(ourErrorOf('DynamoDB PutItem', lower))).toContain('no grant for dynamodb:PutItem');
  });

  it('leaves our own bugs alone', () => {
    const bug = new TypeError('x is not a function');

    expect(ourErrorOf('DynamoDB GetItem', bug)).toBe(bug);
  });
});

describe('deliveryAfter', () => {
  it.each([
    [
      'a throttle',
      awsError('ThrottledException', 400),
      { outcome: 'refused', retryable: true, optedOut: false },
    ],
    ['a connection that was refused', nodeError('ECONNREFUSED'), { outcome: 'refused', retryable: true }],
    ['a wrong number', awsError('InvalidParameterException', 400), { outcome: 'refused', retryable: false }],
    ['an opted-out number', awsError('OptedOutException', 400), { outcome: 'refused', optedOut: true }],
    [
      'a missing grant',
      awsError('AuthorizationErrorException', 403),
      { outcome: 'refused', retryable: false },
    ],
    ['a server error', awsError('InternalErrorException', 500), { outcome: 'unknown' }],
    ['a timeout', awsError('TimeoutError'), { outcome: 'unknown' }],
    ['a broken connection', nodeError('ECONNRESET'), { outcome: 'unknown' }],
  ])('says after %s what may be out', async (_what, error, expected) => {
    const delivery = await deliveryAfter(() => Promise.reject(error));

    expect(delivery).toMatchObject(expected);
    expect(JSON.stringify(delivery)).not.toContain('2025550101');
  });

  it('says the provider’s id, and does not trust an answer without one', async () => {
    expect(await deliveryAfter(async () => 'm-1')).toEqual({ outcome: 'accepted', providerId: 'm-1' });
    expect(await deliveryAfter(async () => undefined)).toMatchObject({ outcome: 'unknown' });
  });
});
