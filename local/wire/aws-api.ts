import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError } from '../aws-error.ts';
import type { AwsRequest, AwsResponse, AwsTransport } from '#shared/runtime/platform';
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
    const { method = 'GET', url = '/', headers } = request;
    const answer = await answerTo({
      method,
      url,
      headers,
      requestId,
      body: () => readBody(request, LARGEST_BODY_BYTES),
    });
    send(response, answer, requestId);
  }

  /** The same for an SDK client of this process: its signed request as it is, without a connection. */
  async function carry({ method, path, query = {}, headers, body }: AwsRequest): Promise<AwsResponse> {
    const requestId = randomUUID();
    const search = new URLSearchParams(
      Object.entries(query).flatMap(([name, value]) =>
        [value ?? ''].flat().map((one): [string, string] => [name, one]),
      ),
    ).toString();
    const url = search === '' ? path : `${path}?${search}`;
    const answer = await answerTo({ method, url, headers, requestId, body: async () => bytesOf(body) });
    return {
      statusCode: answer.status,
      headers: { 'content-type': answer.type, 'x-amzn-requestid': requestId, ...answer.headers },
      body: Buffer.from(answer.body),
    };
  }

  /** Never rejects: whatever goes wrong is an answer. */
  async function answerTo(signed: SignedRequest): Promise<Answer> {
    const { headers, requestId } = signed;
    const scope = credentialScope(headers);
    const service = scope && calls.service(scope.service);
    const wire = service?.wire ?? 'json';
    try {
      if (scope === undefined || service === undefined) {
        throw new AwsError(
          'UnknownServiceException',
          `The embedded cloud does not run the service "${scope?.service ?? 'unknown'}".`,
        );
      }
      const caller = accessKeys.callerOf(scope.accessKeyId);
      if (caller === undefined) throw unknownAccessKey(scope.service);
      return await perform({ signed, service, caller });
    } catch (error) {
      const known = error instanceof AwsError ? error : otherFailure(error);
      return errorAnswer({ wire, error: known, requestId });
    }
  }

  async function perform({ signed, service, caller }: Performed): Promise<Answer> {
    const { headers, requestId } = signed;
    const body = await signed.body();
    if (service.wire === 'rest') return performRest({ signed, service, caller, body });
    if (service.wire === 'query') {
      const form = new URLSearchParams(body.toString('utf8'));
      const operation = form.get('Action') ?? '';
      const output = await calls.call({ caller, service: service.name, operation, input: decodeQuery(form) });
      const namespace = `http://${service.name}.amazonaws.com/doc/${form.get('Version') ?? ''}/`;
      const text = encodeQuery({ operation, namespace, output, requestId });
      return { status: 200, type: 'text/xml', body: text };
    }
    const operation =
      String(headers['x-amz-target'] ?? '')
        .split('.')
        .at(-1) ?? '';
    const input = parseMembers(body);
    const call = { caller, service: service.name, operation, input };
    const type = String(headers['content-type'] ?? 'application/x-amz-json-1.0');
    if (service.name === 'dynamodb') {
      calls.admit(call);
      const answer = await dynamoDb.forwardRaw({ operation, input, body });
      return { status: answer.status, type, body: answer.body };
    }
    return { status: 200, type, body: JSON.stringify(await calls.call(call)) };
  }

  async function performRest({ signed, service, caller, body }: RestPerformed): Promise<Answer> {
    const url = new URL(signed.url, 'http://localhost');
    const rest: RestRequest = {
      method: signed.method,
      path: url.pathname,
      query: url.searchParams,
      headers: Object.fromEntries(
        Object.entries(signed.headers).map(([name, value]) => [name, String(value ?? '')]),
      ),
      rawBody: body.toString('utf8'),
      body: isJson(signed.headers) && body.length > 0 ? parseMembers(body) : {},
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

  return {
    handle,
    isMeant: ({ headers }) => credentialScope(headers) !== undefined,
    transport: {
      handle: async (request) => ({ response: await carry(request) }),
      updateHttpClientConfig: () => undefined,
      httpHandlerConfigs: () => ({}),
    },
  };
}

export interface AwsApi {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Is this a request of an AWS SDK? */
  isMeant(request: IncomingMessage): boolean;
  /** For SDK clients in this process. */
  readonly transport: AwsTransport;
}

export interface AwsApiOptions {
  readonly calls: Calls;
  readonly accessKeys: Pick<AccessKeys, 'callerOf'>;
  readonly dynamoDb: Pick<DynamoDb, 'forwardRaw'>;
  readonly report: (line: string) => void;
}

/** A request of an SDK, however it came. Names of headers are in lower case. */
interface SignedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly requestId: string;
  readonly body: () => Promise<Buffer>;
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

interface Performed {
  readonly signed: SignedRequest;
  readonly service: AwsService;
  readonly caller: Caller;
}

interface RestPerformed extends Performed {
  readonly body: Buffer;
}

function bytesOf(body: unknown): Buffer {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === 'string') return Buffer.from(body);
  // Not `Buffer.from(bytes)`: what the SDK gives pretends to be a text as well.
  const { buffer, byteOffset, byteLength } = body as Uint8Array;
  return Buffer.from(buffer, byteOffset, byteLength);
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
function credentialScope(headers: Headers): { accessKeyId: string; service: string } | undefined {
  const found = /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/\d+\/[^/]+\/([^/]+)\/aws4_request/.exec(
    String(headers['authorization'] ?? ''),
  );
  return found?.[1] !== undefined && found[2] !== undefined
    ? { accessKeyId: found[1], service: found[2] }
    : undefined;
}

function isJson(headers: Headers): boolean {
  return String(headers['content-type'] ?? 'application/json').includes('json');
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
