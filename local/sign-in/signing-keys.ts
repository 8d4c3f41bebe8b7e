import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { importJWK, createLocalJWKSet, type CryptoKey, type JWK, type JWTVerifyGetKey } from 'jose';
import type { Journal } from '../journal.ts';

/** The keys of this machine's sign-in. Made once and kept in the journal, so that tokens and cookies survive a restart. */
export function openSigningKeys(journal: Journal): SigningKeys {
  const kept = journal.map<Kept>('sign-in-keys');
  const known = kept.get(KEY);
  const secrets = known ?? make();
  if (known === undefined) kept.set(KEY, secrets);
  const { privateJwk } = secrets;
  const publicJwk: JWK = {
    kty: 'RSA',
    kid: privateJwk.kid,
    alg: 'RS256',
    use: 'sig',
    n: privateJwk.n,
    e: privateJwk.e,
  };
  return {
    privateJwk,
    cookieSecret: secrets.cookieSecret,
    verify: createLocalJWKSet({ keys: [publicJwk] }),
    privateKey: async () => {
      const key = await importJWK(privateJwk, 'RS256');
      if (key instanceof Uint8Array) throw new TypeError('the kept signing key is not an RSA key');
      return key;
    },
  };
}

export interface SigningKeys {
  readonly privateJwk: PrivateJwk;
  readonly cookieSecret: string;
  readonly verify: JWTVerifyGetKey;
  privateKey(): Promise<CryptoKey>;
}

type PrivateJwk = JWK & { readonly kid: string; readonly n: string; readonly e: string };

interface Kept {
  readonly privateJwk: PrivateJwk;
  readonly cookieSecret: string;
}

const KEY = 'RS256';

function make(): Kept {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { n, e, ...secretParts } = privateKey.export({ format: 'jwk' });
  if (n === undefined || e === undefined) throw new TypeError('the new signing key is not an RSA key');
  const kid = randomBytes(9).toString('base64url');
  return {
    privateJwk: { ...secretParts, kty: 'RSA', n, e, kid, alg: 'RS256', use: 'sig' },
    cookieSecret: randomBytes(32).toString('base64url'),
  };
}
