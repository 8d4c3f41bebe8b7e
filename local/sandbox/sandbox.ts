import type { IncomingMessage, ServerResponse } from 'node:http';
import type { VirtualClock } from '../clock.ts';
import type { DemoUser } from '../sign-in/demo-users.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { ClockRequest, readRequest, ReplyRequest, TokenRequest } from './actions.ts';
import { readAssets } from './assets.ts';
import { createEventStream } from './event-stream.ts';
import { createPictures } from './picture.ts';
import { SandboxProblem, sendProblem } from './problem.ts';
import { isFromThisMachine } from './same-machine.ts';
import { readMailbox, readPhone, readWorkflow } from './parts.ts';
import { describeDue, fingerprint, readState } from './state.ts';
import type { SandboxView } from './view.ts';

/**
 * The sandbox page and what it needs: the state as JSON and as events, texts from the phones, the clock, tokens.
 * Answers only requests from this machine's own pages and tools; anything wrong is answered with a problem that names
 * the field. Moves of the clock are done one after the other, and texts in their turn.
 */
export function createSandbox({ view, clock, users = [], issueToken }: SandboxOptions): Sandbox {
  const assets = readAssets();
  const pictureOf = createPictures();
  const read = () => readState({ view, clock, users });
  const events = createEventStream({ fingerprint: () => fingerprint({ view, clock }), read });
  let lastMove: Promise<unknown> = Promise.resolve();

  const routes: Readonly<Record<string, Route>> = {
    'GET /sandbox/state': (_request, response) => sendJson(response, 200, read()),
    'GET /sandbox/ground': (_request, response) =>
      sendJson(response, 200, { grants: view.grants?.(), notes: view.notes() }),
    'GET /sandbox/events': (_request, response) => events.connect(response),
    'POST /sandbox/reply': async (request, response) => {
      const text = await readRequest(request, ReplyRequest);
      const done = lastMove.then(async () => {
        await clock.advance(Math.max(0, readableAt(view, text.from) - clock.now()));
        await view.receiveText(text);
      });
      lastMove = done.catch(() => undefined);
      await done;
      events.nudge();
      sendJson(response, 202, { outcome: 'received' });
    },
    'POST /sandbox/clock': async (request, response) => {
      const move = await readRequest(request, ClockRequest);
      const done = lastMove.then(() => moveClock(clock, move));
      lastMove = done.catch(() => undefined);
      const ran = await done;
      events.nudge();
      const { now, frozen } = { now: clock.now(), frozen: clock.frozen };
      sendJson(response, 200, {
        now,
        frozen,
        ...(ran && { ran: { at: ran.at, what: describeDue(view, ran) } }),
      });
    },
    'POST /sandbox/token': async (request, response) => {
      const { username } = await readRequest(request, TokenRequest);
      if (issueToken === undefined) throw new SandboxProblem(404, 'The template has no sign-in');
      if (!users.some((user) => user.username === username)) {
        throw new SandboxProblem(400, 'Invalid input', {
          errors: [{ field: 'username', message: 'must be the name of a demo user' }],
        });
      }
      const { accessToken, expiresAt } = await issueToken({ username });
      sendJson(response, 200, { accessToken, expiresAt });
    },
  };

  /** What a page asks for by name, once it heard that something changed. */
  const parts: Readonly<Record<string, Part>> = {
    phones: (response, phone) => sendJson(response, 200, readPhone(view, phone)),
    mailboxes: (response, address) => sendJson(response, 200, readMailbox(view, address)),
    workflows: (response, name) => sendJson(response, 200, readWorkflow(view, name)),
    executions: (response, arn) => sendJson(response, 200, { visitedStates: view.visitedStates(arn) }),
    mails(response, id) {
      const html = view.mail(id)?.html;
      if (html === undefined)
        throw new SandboxProblem(404, 'Not found', { detail: 'There is no such mail.' });
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...mailHeaders });
      response.end(`${LINKS_OPEN_APART}${html}`);
    },
    pictures(response, name) {
      const found = view.definitions().find((one) => one.stateMachineName === name);
      if (found === undefined)
        throw new SandboxProblem(404, 'Not found', { detail: 'There is no such workflow.' });
      response.writeHead(200, {
        'content-type': 'image/svg+xml; charset=utf-8',
        'cache-control': 'no-cache',
      });
      response.end(pictureOf(found));
    },
  };

  function route(request: IncomingMessage, response: ServerResponse): Promise<void> | void {
    const method = request.method ?? 'GET';
    const [path = '/'] = (request.url ?? '/').split('?', 1);
    const asset = method === 'GET' ? assets.get(path) : undefined;
    if (asset !== undefined) {
      response.writeHead(200, { 'content-type': asset.type, 'cache-control': 'no-cache', ...pageHeaders });
      response.end(asset.body);
      return;
    }
    const handler = routes[`${method} ${path}`];
    if (handler !== undefined) return handler(request, response);
    const [, kind = '', name = ''] = /^\/sandbox\/([a-z]+)\/([^/]+)$/.exec(path) ?? [];
    const part = method === 'GET' && Object.hasOwn(parts, kind) ? parts[kind] : undefined;
    if (part !== undefined) return part(response, decodeURIComponent(name));
    throw refusalOf(method, path);
  }

  function refusalOf(method: string, path: string): SandboxProblem {
    const others = ['GET', 'POST'].filter(
      (other) => routes[`${other} ${path}`] !== undefined || assets.has(path),
    );
    return others.length > 0
      ? new SandboxProblem(405, 'Method not allowed', { detail: `${path} does not answer to ${method}.` })
      : new SandboxProblem(404, 'Not found', { detail: 'The sandbox has no such page.' });
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (!isFromThisMachine(request)) {
        request.resume();
        throw new SandboxProblem(403, 'Not from here', {
          detail:
            'The sandbox answers only its own page on this machine: open it as http://localhost or 127.0.0.1.',
        });
      }
      await route(request, response);
    } catch (error) {
      if (response.headersSent) response.destroy();
      else if (error instanceof SandboxProblem) sendProblem(response, error.problem);
      else if (error instanceof URIError) sendProblem(response, refusalOf('GET', '').problem);
      else
        sendProblem(
          response,
          new SandboxProblem(500, 'The sandbox failed', { detail: nameOf(error) }).problem,
        );
    }
  }

  return { handle, close: () => events.close() };
}

export interface SandboxOptions {
  readonly view: SandboxView;
  readonly clock: VirtualClock;
  /** Who can be chosen for a token; the first of them is what the page acts as. */
  readonly users?: readonly DemoUser[];
  readonly issueToken?: SignIn['issueToken'];
}

export interface Sandbox {
  /** Answers `/` and everything below `/sandbox`. Never rejects. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Ends the event streams of open pages, so that the server can close. */
  close(): void;
}

type Part = (response: ServerResponse, name: string) => void;

type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** When the owner of a phone can have read and answered what came last: nobody does that in no time at all. */
function readableAt(view: SandboxView, phone: string): number {
  const asked = view.texts(phone).findLast(({ direction }) => direction === 'out');
  return (asked?.at ?? 0) + READING_MS;
}

/** A programme takes what comes sooner for a second tap of an impatient thumb. */
const READING_MS = 20_000;

async function moveClock(
  clock: VirtualClock,
  { advanceMs, action }: ClockRequest,
): Promise<{ at: number; source: string } | undefined> {
  if (advanceMs !== undefined) await clock.advance(advanceMs);
  else if (action === 'next') return clock.advanceToNext();
  else if (action === 'freeze' && !clock.frozen) clock.freeze();
  else if (action === 'resume') clock.resume();
  await clock.settle();
  return undefined;
}

const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/**
 * A mail is somebody's HTML: it may show itself and nothing else, whatever frame it is in. Its links open real pages,
 * which are no part of the frame.
 */
const mailHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};

/** No doctype is lost by it: what stands before one is only read as a mistake, and mail programs ask for none. */
const LINKS_OPEN_APART = '<!doctype html><base target="_blank">';

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown error');
