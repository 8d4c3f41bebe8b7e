import { createServer, type Server } from 'node:http';

import type { AwsClientConfig } from '#shared/runtime/platform';

/** One answer of AWS; `hangUp` breaks the connection instead. */
export interface StubAnswer {
  readonly status?: number;
  readonly body?: string;
  readonly hangUp?: boolean;
}

/** A server that answers every AWS call with what `answer` says, and keeps what was asked. */
export async function stubAws() {
  const requests: { target: string | undefined; path: string; body: string }[] = [];
  const state: { answer: StubAnswer } = { answer: {} };
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const target = request.headers['x-amz-target'];
      requests.push({
        target: Array.isArray(target) ? target[0] : target,
        path: request.url ?? '',
        body: Buffer.concat(chunks).toString(),
      });
      if (state.answer.hangUp) return request.socket.destroy();
      response.writeHead(state.answer.status ?? 200).end(state.answer.body ?? '{}');
      return undefined;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const aws: AwsClientConfig = {
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'AKIDTEST', secretAccessKey: 'test' },
  };
  return {
    aws,
    requests,
    answerWith: (answer: StubAnswer): void => void (state.answer = answer),
    close: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An error body of the JSON protocols. */
export const jsonError = (name: string): string =>
  JSON.stringify({ __type: `com.amazonaws.x#${name}`, message: 'about +12025550101' });

/** An error body of the query protocol, which SNS speaks. */
export const xmlError = (code: string): string =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>about +12025550101</Message></Error><RequestId>r</RequestId></ErrorResponse>`;
