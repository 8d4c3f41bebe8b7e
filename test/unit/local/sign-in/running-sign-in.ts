import { createServer, type Server } from 'node:http';
import { createHash, randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Journal } from '#local/journal';
import { createSignIn, type SignIn } from '#local/sign-in/sign-in';
import { aDeployment, aResource, POOL_ID } from '../http-api/api-deployment.ts';

export const CALLBACK = 'http://localhost:4000/';

/** The sign-in on a port of its own, for a pool with one client and the group `coordinator`. */
export class RunningSignIn {
  readonly origin: string;
  readonly signIn: SignIn;
  readonly #server: Server;

  private constructor(server: Server, port: number, journal: Journal) {
    this.#server = server;
    this.origin = `http://127.0.0.1:${port}`;
    this.signIn = createSignIn({ journal, deployment: poolDeployment(), origin: this.origin });
    server.on('request', (request, response) => {
      // Kept-alive connections would outlive a restart.
      response.setHeader('connection', 'close');
      void this.signIn.handle(request, response);
    });
  }

  static async start({ journal = Journal.open(), port = 0 } = {}): Promise<RunningSignIn> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return new RunningSignIn(server, (server.address() as AddressInfo).port, journal);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get port(): number {
    return Number(new URL(this.origin).port);
  }

  token(form: Readonly<Record<string, string>>): Promise<Response> {
    return fetch(`${this.origin}/sign-in/oauth2/token`, {
      method: 'POST',
      headers: { origin: 'http://localhost:4000' },
      body: new URLSearchParams({ client_id: 'client1', ...form }),
    });
  }
}

/** A browser as far as the sign-in needs one: keeps cookies, does not follow redirects by itself. */
export class Visitor {
  readonly #cookies = new Map<string, string>();
  readonly #language: string;
  readonly verifier = randomBytes(32).toString('base64url');

  constructor(language = 'en') {
    this.#language = language;
  }

  async open(url: string, form?: Readonly<Record<string, string>>): Promise<Response> {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: {
        cookie: [...this.#cookies].map(([n, v]) => `${n}=${v}`).join('; '),
        'accept-language': this.#language,
      },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.#cookies.set(name, value);
    }
    return response;
  }

  async follow(response: Response, from: string): Promise<Response> {
    return this.open(new URL(response.headers.get('location') ?? '', from).href);
  }

  authorizeUrl(origin: string, changes: Readonly<Record<string, string>> = {}): string {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: 'client1',
      redirect_uri: CALLBACK,
      scope: 'openid email',
      state: 's1',
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...changes,
    });
    return `${origin}/sign-in/oauth2/authorize?${query.toString()}`;
  }

  /** Signs in as `username`; resolves to the URL at which the client gets its answer. */
  async signIn(origin: string, username: string): Promise<URL> {
    const page = await this.open(this.authorizeUrl(origin));
    const pageUrl = new URL(page.headers.get('location') ?? '', origin).href;
    const resumed = await this.open(pageUrl, { username });
    const back = await this.follow(resumed, origin);
    return new URL(back.headers.get('location') ?? '');
  }
}

export function poolDeployment(client: Readonly<Record<string, unknown>> = {}) {
  return aDeployment([
    aResource('AWS::Cognito::UserPool', POOL_ID, {}),
    aResource('AWS::Cognito::UserPoolGroup', 'group', { UserPoolId: POOL_ID, GroupName: 'coordinator' }),
    aResource('AWS::Cognito::UserPoolClient', 'client1', {
      UserPoolId: POOL_ID,
      ClientName: 'console',
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email'],
      CallbackURLs: [CALLBACK],
      LogoutURLs: [CALLBACK],
      AccessTokenValidity: 15,
      IdTokenValidity: 15,
      RefreshTokenValidity: 600,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' },
      ...client,
    }),
  ]);
}
