import type { Clock } from '../ports/clock.ts';
import type { Log, MetricSink } from '../ports/report.ts';
import type { RuntimeEnvironment } from './environment.ts';

/** What a function gets from where it runs. Made once per instance; nothing in it is shared with another instance. */
export interface Platform {
  readonly clock: Clock;
  /** A new id of lower-case letters and digits that sorts by time, to be prefixed. */
  readonly newId: () => string;
  readonly aws: AwsClientConfig;
  readonly log: Log;
  readonly metrics: MetricSink;
}

/** Where and as whom to call AWS: from the environment value only, never from the process. */
export interface AwsClientConfig {
  readonly region: string;
  readonly endpoint?: string;
  /** For DynamoDB alone; wins over `endpoint`. */
  readonly dynamodbEndpoint?: string;
  readonly credentials?: AwsCredentials;
  /** Carries the clients' signed requests instead of a connection. */
  readonly transport?: AwsTransport;
}

/**
 * A way for the SDK's signed requests that is no connection: an embedded cloud in the same process answers them as they
 * are. The shape is that of the SDK's own request handlers.
 */
export interface AwsTransport {
  handle(request: AwsRequest): Promise<{ readonly response: AwsResponse }>;
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): Record<string, never>;
}

export interface AwsRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface AwsResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The client settings that an environment asks for. Without keys in it, the SDK's own chain is used. */
export function awsClientConfig(environment: RuntimeEnvironment): AwsClientConfig {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environment;
  const credentials = accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined;
  return {
    region: environment.AWS_REGION,
    ...(environment.AWS_ENDPOINT_URL && { endpoint: environment.AWS_ENDPOINT_URL }),
    ...(environment.AWS_ENDPOINT_URL_DYNAMODB && { dynamodbEndpoint: environment.AWS_ENDPOINT_URL_DYNAMODB }),
    ...(credentials && {
      credentials: {
        ...credentials,
        ...(environment.AWS_SESSION_TOKEN && { sessionToken: environment.AWS_SESSION_TOKEN }),
      },
    }),
  };
}
