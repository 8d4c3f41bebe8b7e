import { Agent, request } from 'node:http';
import type { DynamoDbEngine } from './engine.ts';

/**
 * Requests to the database over kept connections. A request that surely never arrived, or that only reads, is sent
 * again once the database is back; a write whose fate is unknown is answered 500, as AWS does, for the caller to retry.
 */
export class Transport {
  readonly #engine: DynamoDbEngine;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });

  constructor(engine: DynamoDbEngine) {
    this.#engine = engine;
  }

  async send(operation: string, body: Buffer): Promise<RawAnswer> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#exchange(operation, body);
      } catch (error) {
        const MOST_ATTEMPTS = 5;
        if (!(isRefused(error) || READS.has(operation)) || attempt === MOST_ATTEMPTS) return INTERNAL_ERROR;
        // A dead database is noticed a moment after its connections: give the engine that moment.
        await new Promise((resolve) => setTimeout(resolve, 5 * attempt));
        try {
          await this.#engine.ready();
        } catch {
          return INTERNAL_ERROR;
        }
      }
    }
  }

  /** Closes the kept connections. */
  close(): void {
    this.#agent.destroy();
  }

  #exchange(operation: string, body: Buffer): Promise<RawAnswer> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        this.#engine.endpoint,
        {
          method: 'POST',
          agent: this.#agent,
          headers: {
            'content-type': 'application/x-amz-json-1.0',
            'content-length': body.length,
            'x-amz-target': `DynamoDB_20120810.${operation}`,
            'x-amz-date': '20260101T000000Z',
            authorization: LOCAL_SIGNATURE,
          },
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('end', () => resolve({ status: incoming.statusCode ?? 500, body: joined(chunks) }));
          incoming.on('error', reject);
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }
}

export interface RawAnswer {
  readonly status: number;
  readonly body: Buffer;
}

/** Local databases ask for a signature but check none. */
const LOCAL_SIGNATURE =
  'AWS4-HMAC-SHA256 Credential=alongside/20260101/us-east-1/dynamodb/aws4_request, ' +
  'SignedHeaders=host;x-amz-date, Signature=0';

const READS: ReadonlySet<string> = new Set([
  'BatchGetItem',
  'DescribeTable',
  'DescribeTimeToLive',
  'GetItem',
  'ListTables',
  'Query',
  'Scan',
  'TransactGetItems',
]);

const INTERNAL_ERROR: RawAnswer = {
  status: 500,
  body: Buffer.from(
    '{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError","message":"Internal server error"}',
  ),
};

const joined = (chunks: Buffer[]) =>
  chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks);

const isRefused = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
