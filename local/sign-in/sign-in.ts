import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import type { TrustIssuer } from '../http-api/jwt-authorizer.ts';
import { readBody } from '../http-api/read-body.ts';
import type { Journal } from '../journal.ts';
import type { Deployment } from '../template/deployment.ts';
import { demoUsers, type DemoUser } from './demo-users.ts';
import { errorPage, pageHeaders, signInPage } from './pages.ts';
import { openProvider } from './provider.ts';
import { openSigningKeys } from './signing-keys.ts';
import { signTokens, type IssuedTokens } from './tokens.ts';
import { readUserPool, type UserPoolClient } from './user-pool.ts';
import { wordsFor } from './words.ts';

/**
 * Stands in for the template's Cognito user pool: its clients and groups, a sign-in page with demo users, and tokens
 * with Cognito's claims. Keys and sessions survive a restart. Throws for a user pool client that cannot be served.
 */
export function createSignIn({ journal, deployment, origin, ...options }: SignInOptions): SignIn {
  const pool = readUserPool(deployment);
  const issuer = `${origin}${MOUNT}`;
  const keys = openSigningKeys(journal);
  // A browser takes the two names of this machine for two origins; people use both.
  const ownUrls = (options.redirectUrls ?? []).flatMap((url) => [
    url,
    url.replace('//127.0.0.1:', '//localhost:'),
  ]);
  const clients = (pool?.clients ?? []).map((client) => ({
    ...client,
    callbackUrls: [...new Set([...client.callbackUrls, ...ownUrls])],
  }));
  const groupsOf = (user: DemoUser): readonly string[] =>
    user.groups.filter((group) => pool?.groups.includes(group));
  const wallNow = options.wallNow ?? Date.now;

  let opening: Promise<Provider> | undefined;
  const provider = (): Promise<Provider> =>
    (opening ??= openProvider({ issuer, journal, keys, clients, users: demoUsers, groupsOf }));

  async function issueToken({ username, clientId }: TokenRequest): Promise<IssuedTokens> {
    const user = demoUsers.find((one) => one.username === username);
    if (user === undefined) throw new RangeError(`there is no demo user called ${username}`);
    const client = clients.find((one) => clientId === undefined || one.clientId === clientId);
    if (client === undefined) throw new RangeError('the template has no such user pool client');
    const authTime = Math.floor(wallNow() / 1000);
    return signTokens({ issuer, user, groups: groupsOf(user), client, authTime }, keys);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '/';
    const [path = ''] = url.split('?', 1);
    if (pool === undefined) return show(response, 404, unknownPage(request));
    if (path.startsWith(`${MOUNT}/interaction/`)) return interact(request, response);
    const inner = inCognitosWords(url.slice(MOUNT.length)) || '/';
    // The provider finds out from these two where it is mounted.
    Object.assign(request, { originalUrl: `${MOUNT}${inner}`, url: inner });
    return (await provider()).callback()(request, response);
  }

  async function interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const oidc = await provider();
    const details = await oidc.interactionDetails(request, response).catch(() => undefined);
    if (details === undefined) return show(response, 400, expiredPage(request));
    if (request.method === 'POST') {
      const form = new URLSearchParams((await readBody(request, MAX_FORM_BYTES)).toString('utf8'));
      const user = demoUsers.find((one) => one.username === form.get('username'));
      if (user === undefined) return show(response, 400, expiredPage(request));
      return oidc.interactionFinished(request, response, { login: { accountId: user.sub } });
    }
    const clientId = details.params['client_id'];
    const html = signInPage(wordsFor(request.headers['accept-language']), {
      users: demoUsers,
      groupsOf,
      clientName: clients.find((client) => client.clientId === clientId)?.name ?? '',
      action: `${MOUNT}/interaction/${details.uid}`,
    });
    return show(response, 200, html);
  }

  return {
    issuer,
    handle,
    issueToken,
    trust: (wanted) =>
      pool !== undefined && wanted.endsWith(`/${pool.id}`) ? { issuer, keys: keys.verify } : undefined,
    clients: clients.map(({ clientId, name, callbackUrls }) => ({
      clientId,
      name,
      redirectUrls: callbackUrls,
    })),
    users: demoUsers,
  };
}

export interface SignInOptions {
  readonly journal: Journal;
  readonly deployment: Deployment;
  /** Where this machine's port is reached, as `http://127.0.0.1:4000`. */
  readonly origin: string;
  /** Pages that any client may return to, beside the template's; each also under the name localhost. */
  readonly redirectUrls?: readonly string[];
  readonly wallNow?: () => number;
}

export interface SignIn {
  readonly issuer: string;
  /** Answers `/sign-in` and everything below it. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Tokens as the sign-in would give them, for the template's first client unless one is named. Throws `RangeError`. */
  issueToken(request: TokenRequest): Promise<IssuedTokens>;
  readonly trust: TrustIssuer;
  readonly clients: readonly (Pick<UserPoolClient, 'clientId' | 'name'> & {
    redirectUrls: readonly string[];
  })[];
  readonly users: readonly DemoUser[];
}

export interface TokenRequest {
  readonly username: string;
  readonly clientId?: string;
}

const MOUNT = '/sign-in';
const MAX_FORM_BYTES = 4096;

/** Cognito says `logout_uri` for what OpenID calls `post_logout_redirect_uri`. */
const inCognitosWords = (url: string): string =>
  url.startsWith('/logout?') ? url.replace(/([?&])logout_uri=/, '$1post_logout_redirect_uri=') : url;

function show(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, pageHeaders).end(html);
}

const expiredPage = (request: IncomingMessage): string =>
  errorPage(wordsFor(request.headers['accept-language']), { code: 'expired_or_unknown_sign_in' });

const unknownPage = (request: IncomingMessage): string =>
  errorPage(wordsFor(request.headers['accept-language']), {
    code: 'no_user_pool',
    description: 'The template has no user pool.',
  });
