import * as z from 'zod';
import type { DeployedResource, Deployment } from '../template/deployment.ts';

/** The template's user pool with its clients and groups; undefined when there is none. Throws for more than one. */
export function readUserPool(deployment: Deployment): UserPool | undefined {
  const [pool, ...others] = deployment.ofType('AWS::Cognito::UserPool');
  if (pool === undefined) return undefined;
  if (others.length > 0) {
    throw new Error(
      `the template has ${others.length + 1} user pools; the sign-in of this machine serves one`,
    );
  }
  const ownClients = deployment
    .ofType('AWS::Cognito::UserPoolClient')
    .filter((client) => client.properties['UserPoolId'] === pool.physicalId);
  const groups = deployment
    .ofType('AWS::Cognito::UserPoolGroup')
    .filter((group) => group.properties['UserPoolId'] === pool.physicalId);
  return {
    id: pool.physicalId,
    clients: ownClients.map(readClient),
    groups: groups.map(({ properties: { GroupName: name }, physicalId }) =>
      typeof name === 'string' ? name : physicalId,
    ),
  };
}

export interface UserPool {
  readonly id: string;
  readonly clients: readonly UserPoolClient[];
  readonly groups: readonly string[];
}

export interface UserPoolClient {
  readonly clientId: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly refreshTokenSeconds: number;
}

const unit = z.enum(['seconds', 'minutes', 'hours', 'days']);

const clientProperties = z.object({
  ClientName: z.string().optional(),
  GenerateSecret: z.literal(false, 'only public clients (code and PKCE, no secret) are emulated').optional(),
  AllowedOAuthScopes: z.array(z.string()).default(['openid']),
  AllowedOAuthFlows: z.array(z.literal('code', 'only the authorization code flow is emulated')).optional(),
  CallbackURLs: z.array(z.string()).default([]),
  LogoutURLs: z.array(z.string()).default([]),
  AccessTokenValidity: z.coerce.number().optional(),
  IdTokenValidity: z.coerce.number().optional(),
  RefreshTokenValidity: z.coerce.number().optional(),
  TokenValidityUnits: z
    .object({ AccessToken: unit.optional(), IdToken: unit.optional(), RefreshToken: unit.optional() })
    .default({}),
});

const secondsPer = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;

function readClient(resource: DeployedResource): UserPoolClient {
  const parsed = clientProperties.safeParse(resource.properties);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(
      `${resource.type} ${resource.logicalId} (stack ${resource.stack}) cannot be run here: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
    );
  }
  const client = parsed.data;
  const units = client.TokenValidityUnits;
  return {
    clientId: resource.physicalId,
    name: client.ClientName ?? resource.logicalId,
    scopes: client.AllowedOAuthScopes,
    callbackUrls: client.CallbackURLs,
    logoutUrls: client.LogoutURLs,
    accessTokenSeconds: (client.AccessTokenValidity ?? 1) * secondsPer[units.AccessToken ?? 'hours'],
    idTokenSeconds: (client.IdTokenValidity ?? 1) * secondsPer[units.IdToken ?? 'hours'],
    refreshTokenSeconds: (client.RefreshTokenValidity ?? 30) * secondsPer[units.RefreshToken ?? 'days'],
  };
}
