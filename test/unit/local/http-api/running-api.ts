import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { VirtualClock } from '#local/clock';
import { createHttpApi, type InvokeFunction } from '#local/http-api/http-api';
import type { TrustIssuer } from '#local/http-api/jwt-authorizer';
import type { Deployment } from '#local/template/deployment';

export const VIRTUAL_NOW = Date.parse('2026-03-02T09:00:00Z');

/** Runs `use` against an API on a port of its own; what the function was invoked with is in `invocations`. */
export async function withApi(given: GivenApi, use: (api: RunningApi) => Promise<void>): Promise<void> {
  const invocations: Parameters<InvokeFunction>[0][] = [];
  const clock = new VirtualClock();
  clock.freeze(VIRTUAL_NOW);
  const api = createHttpApi({
    deployment: given.deployment,
    clock,
    trust: given.trust ?? (() => ({ issuer: 'nobody', keys: () => Promise.reject(new Error('no keys')) })),
    invoke: async (invocation) => {
      invocations.push(invocation);
      return (given.invoke ?? (async () => ({ payload: 'ok' })))(invocation);
    },
  });
  const server = createServer((request, response) => void api.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    await use({ port, invocations, notes: api.notes, send: (request) => send(port, request) });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

interface GivenApi {
  readonly deployment: Deployment;
  readonly invoke?: InvokeFunction;
  readonly trust?: TrustIssuer;
}

export interface RunningApi {
  readonly port: number;
  readonly invocations: readonly Parameters<InvokeFunction>[0][];
  readonly notes: readonly string[];
  send(request: Sent): Promise<Received>;
}

interface Sent {
  readonly method?: string;
  readonly path: string;
  /** As raw pairs, so that a name may repeat. */
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: string | Buffer;
}

interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly bytes: Buffer;
}

function send(port: number, { method = 'GET', path, headers = [], body }: Sent): Promise<Received> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, method, path });
    const values = new Map<string, string[]>();
    for (const [name, value] of headers) values.set(name, [...(values.get(name) ?? []), value]);
    for (const [name, list] of values) request.setHeader(name, list.length === 1 ? (list[0] ?? '') : list);
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: bytes.toString('utf8'),
          bytes,
        });
      });
    });
    request.end(body);
  });
}
