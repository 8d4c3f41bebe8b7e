import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** Answers a request, or throws. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/**
 * Listens on this machine only, on `port` or any free one for 0. Requests wait until `answerWith` names who answers:
 * the port must be known before anything can be built that has it in its URLs.
 */
export async function openWebServer({ port, report }: WebServerOptions): Promise<WebServer> {
  let answer: (handler: RequestHandler) => void = () => undefined;
  const ready = new Promise<RequestHandler>((resolve) => (answer = resolve));
  const server = createServer((request, response) => {
    void ready
      .then((handler) => handler(request, response))
      .catch((error: unknown) => {
        report(
          `a request failed inside the embedded cloud: ${error instanceof Error ? error.stack : 'unknown'}`,
        );
        if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/problem+json' });
        response.end(JSON.stringify({ title: 'The embedded cloud failed', status: 500 }));
      });
  });
  // SDK clients keep connections for as long as they like; a stop ends them.
  server.keepAliveTimeout = 60_000;
  await listen(server, port);
  const address = server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  return {
    port: actual,
    url: `http://127.0.0.1:${actual}`,
    answerWith: (handler) => answer(handler),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export interface WebServer {
  readonly port: number;
  readonly url: string;
  answerWith(handler: RequestHandler): void;
  close(): Promise<void>;
}

interface WebServerOptions {
  readonly port: number;
  readonly report: (line: string) => void;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const busy = `Port ${port} is in use: stop the other program, or choose another port, e.g. PORT=${port + 1} npm start`;
      reject(error.code === 'EADDRINUSE' ? new Error(busy, { cause: error }) : error);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}
