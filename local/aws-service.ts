import type { AwsError } from './aws-error.ts';

/**
 * One emulated AWS service: a table of operations with their real names and real (PascalCase) members. The same table
 * answers the SDK over the wire (wire/aws-api.ts) and Step Functions' service integrations (`Cloud.call`).
 */
export interface AwsService {
  /** The name in the SigV4 credential scope, which is also the IAM prefix: `sqs`, `states`, `sns`, `ses` … */
  readonly name: string;
  /** How requests and answers travel. `json`: X-Amz-Target; `query`: form in, XML out; `rest`: method and path. */
  readonly wire: 'json' | 'query' | 'rest';
  readonly operations: Readonly<Record<string, Operation>>;
  /** `rest` only: which operation a request means, with members taken from path and query string. */
  route?(request: RestRequest): { operation: string; input: Members } | undefined;
  /** `rest` only: how an answer travels when it is not simply status 200 and its JSON. */
  encode?(operation: string, output: Members): RestAnswer;
}

export interface Operation {
  /** What the caller must be allowed to do, each with the ARN it is done to. Default: `<service>:<Operation>` on `*`. */
  access?(input: Members): readonly Access[];
  /** Performs the call. Throws `AwsError` for anything the real service would refuse. */
  run(input: Members, call: Call): Promise<Members> | Members;
}

export interface Access {
  readonly action: string;
  readonly resource: string;
  /** Condition keys of the request, e.g. `{'ses:FromAddress': …}`. Keys are compared without regard to case. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

export interface Call {
  readonly caller: Caller;
  /** Virtual time of the call, epoch milliseconds. */
  readonly now: number;
}

/** Who calls: a role of the template, or the operator of this machine (sandbox, tests), who may do everything. */
export type Caller =
  | { readonly kind: 'role'; readonly roleArn: string }
  | { readonly kind: 'aws-service'; readonly principal: string; readonly sourceArn?: string }
  | { readonly kind: 'operator' };

export interface RestRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly rawBody: string;
  /** The body where it is a JSON object, else empty. */
  readonly body: Members;
}

export interface RestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Members of a request or an answer, as the service's API reference names them. */
export type Members = Record<string, unknown>;

/** How the parts of the embedded cloud call each other: with the caller's rights checked, faults injected, calls counted. */
export interface CloudCalls {
  call(request: CloudCall): Promise<Members>;
  /** Counters for the cost report and the report of unused grants. */
  readonly counts: ReadonlyMap<string, number>;
}

export interface CloudCall {
  readonly caller: Caller;
  readonly service: string;
  readonly operation: string;
  readonly input: Members;
}

/** Test hook: returns an error to answer instead of performing the call (throttling, transaction conflicts …). */
export type FaultInjector = (call: CloudCall) => AwsError | undefined;

export const LOCAL_ACCOUNT = '000000000000';
export const LOCAL_REGION = 'us-east-1';
