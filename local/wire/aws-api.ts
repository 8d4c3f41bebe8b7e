import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError } from '../aws-error.ts';
import type { AwsService, Caller, Members, RestRequest } from '../aws-service.ts';
import type { Calls } from '../calls.ts';
import type { DynamoDb } from '../dynamodb/dynamodb.ts';
import type { AccessKeys } from '../iam/access-keys.ts';
import { unknownAccessKey } from '../iam/denied.ts';
import { BodyTooLarge, readBody } from '../http-api/read-body.ts';
import { decodeQuery, encodeQuery, encodeQueryError } from './query.ts';

/**
 * Answers signed requests of the AWS SDKs: who calls and which service is meant stand in the signature's credential
 * scope. The access key names the caller; the signature itself is not verified, since everything runs on one machine.
 */
export function createAwsApi({ calls, accessKeys, dynamoDb, report }: AwsApiOptions): AwsApi {
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = randomUUID();
    const scope = credentialScope(request);
    if (scope === undefined) return;
    const service = calls.service(scope.service);
    const wire = service?.wire ?? 'json';
    try {
      if (service === undefined) {
        throw new AwsError(
          'UnknownServiceException',
          `The embedded cloud does not run the service "${scope.service}".`,
        );
      }
      const caller = accessKeys.callerOf(scope.accessKeyId);
      if (caller === undefined) throw unknownAccessKey(scope.service);
      const answer = await perform({ request, service, caller, requestId });
      send(response, answer, requestId);
    } catch (error) {
      const known = error instanceof AwsError ? error : otherFailure(error);
      send(response, errorAnswer({ wire, error: known, requestId }), requestId);
    }
  }

  async function perform({ request, service, caller, requestId }: Performed): Promise<Answer> {
    const body = await readBody(request, LARGEST_BODY_BYTES);
    if (service.wire === 'rest') return performRest({ request, service, caller, body });
    if (service.wire === 'query') {
      const form = new URLSearchParams(body.toString('utf8'));
      const operation = form.get('Action') ?? '';
      const output = await calls.call({ caller, service: service.name, operation, input: decodeQuery(form) });
      const namespace = `http://${service.name}.amazonaws.com/doc/${form.get('Version') ?? ''}/`;
      const text = encodeQuery({ operation, namespace, output, requestId });
      return { status: 200, type: 'text/xml', body: text };
    }
    const operation =
      String(request.headers['x-amz-target'] ?? '')
        .split('.')
        .at(-1) ?? '';
    const input = parseMembers(body);
    const call = { caller, service: service.name, operation, input };
    const type = request.headers['content-type'] ?? 'application/x-amz-json-1.0';
    if (service.name === 'dynamodb') {
      calls.admit(call);
      const answer = await dynamoDb.forwardRaw({ operation, input, body });
      return { status: answer.status, type, body: answer.body };
    }
    return { status: 200, type, body: JSON.stringify(await calls.call(call)) };
  }

  async function performRest({ request, service, caller, body }: RestPerformed): Promise<Answer> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const rest: RestRequest = {
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value ?? '')]),
      ),
      rawBody: body.toString('utf8'),
      body: isJson(request) && body.length > 0 ? parseMembers(body) : {},
    };
    const routed = service.route?.(rest);
    if (routed === undefined) {
      throw new AwsError(
        'UnknownOperationException',
        `${rest.method} ${rest.path} is no operation of ${service.name} here.`,
        {
          status: 404,
        },
      );
    }
    const output = await calls.call({
      caller,
      service: service.name,
      operation: routed.operation,
      input: routed.input,
    });
    const encoded = service.encode?.(routed.operation, output);
    if (encoded === undefined) return { status: 200, type: 'application/json', body: JSON.stringify(output) };
    return { status: encoded.status, type: 'application/json', body: encoded.body, headers: encoded.headers };
  }

  function otherFailure(error: unknown): AwsError {
    if (error instanceof BodyTooLarge) {
      return new AwsError('RequestEntityTooLargeException', `${error.message} (16 MB)`, { status: 413 });
    }
    report(
      `the embedded cloud failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    return new AwsError('InternalFailure', 'The embedded cloud failed; its own output says more.', {
      status: 500,
    });
  }

  return { handle, isMeant: (request) => credentialScope(request) !== undefined };
}

export interface AwsApi {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Is this a request of an AWS SDK? */
  isMeant(request: IncomingMessage): boolean;
}

export interface AwsApiOptions {
  readonly calls: Calls;
  readonly accessKeys: Pick<AccessKeys, 'callerOf'>;
  readonly dynamoDb: Pick<DynamoDb, 'forwardRaw'>;
  readonly report: (line: string) => void;
}

interface Performed {
  readonly request: IncomingMessage;
  readonly service: AwsService;
  readonly caller: Caller;
  readonly requestId: string;
}

interface RestPerformed extends Omit<Performed, 'requestId'> {
  readonly body: Buffer;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** No AWS service that runs here takes more than DynamoDB's 16 MB. */
const LARGEST_BODY_BYTES = 16 * 1024 * 1024;

/** `AWS4-HMAC-SHA256 Credential=<key>/<date>/<region>/<service>/aws4_request, …` */
function credentialScope(request: IncomingMessage): { accessKeyId: string; service: string } | undefined {
  const found = /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/\d+\/[^/]+\/([^/]+)\/aws4_request/.exec(
    request.headers.authorization ?? '',
  );
  return found?.[1] !== undefined && found[2] !== undefined
    ? { accessKeyId: found[1], service: found[2] }
    : undefined;
}

function isJson(request: IncomingMessage): boolean {
  return (request.headers['content-type'] ?? 'application/json').includes('json');
}

function parseMembers(body: Buffer): Members {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw new AwsError('SerializationException', 'The request body is not JSON.');
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Members;
  throw new AwsError('SerializationException', 'The request body must be a JSON object.');
}

function errorAnswer({
  wire,
  error,
  requestId,
}: {
  wire: AwsService['wire'];
  error: AwsError;
  requestId: string;
}): Answer {
  if (wire === 'query')
    return { status: error.status, type: 'text/xml', body: encodeQueryError(error, requestId) };
  const body = JSON.stringify({ __type: error.code, message: error.message, ...error.members });
  const type = wire === 'rest' ? 'application/json' : 'application/x-amz-json-1.0';
  return { status: error.status, type, body, headers: { 'x-amzn-errortype': error.code } };
}

function send(response: ServerResponse, answer: Answer, requestId: string): void {
  response.writeHead(answer.status, {
    'content-type': answer.type,
    'content-length': Buffer.byteLength(answer.body),
    'x-amzn-requestid': requestId,
    ...answer.headers,
  });
  response.end(answer.body);
}
