import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { AwsError } from '../aws-error.ts';
import type { AwsService, Members, Operation } from '../aws-service.ts';
import type { Journal } from '../journal.ts';
import type { Deployment } from '../template/deployment.ts';
import { keysOf, type Key } from './keys.ts';

/**
 * AWS KMS, message authentication codes only: the template's HMAC keys, by id, ARN or alias. What a key is made of is
 * drawn at random at its first use and kept in the journal, so codes stay valid over a restart and on no other machine.
 */
export function createKms({ journal, deployment }: KmsOptions): Kms {
  const keys = keysOf(deployment);
  const secrets = journal.map<string>('kms/secrets');

  function secretOf({ arn, hash }: MacKey): Buffer {
    const known = secrets.get(arn);
    if (known !== undefined) return Buffer.from(known, 'base64');
    const drawn = randomBytes(HASH_BYTES[hash]);
    secrets.set(arn, drawn.toString('base64'));
    return drawn;
  }

  function usableKey(operation: string, { KeyId, MacAlgorithm }: MacInput): MacKey {
    const key = keys.find(KeyId);
    if (key === undefined) throw new AwsError('NotFoundException', keys.notFound(KeyId));
    const { arn, usage, spec } = key;
    const hash = HASHES[spec];
    if (usage !== 'GENERATE_VERIFY_MAC' || hash === undefined) {
      const message = `${arn} key usage is ${usage} which is not valid for ${operation}.`;
      throw new AwsError('InvalidKeyUsageException', message);
    }
    if (MacAlgorithm !== spec.replace('_', '_SHA_')) {
      const message = `Algorithm ${MacAlgorithm} is incompatible with key spec ${spec}.`;
      throw new AwsError('InvalidKeyUsageException', message);
    }
    if (!key.enabled) throw new AwsError('DisabledException', `${arn} is disabled.`);
    return { ...key, hash };
  }

  const macOf = (key: MacKey, { Message }: MacInput): Buffer =>
    createHmac(key.hash, secretOf(key)).update(Buffer.from(Message, 'base64')).digest();

  function generate(input: Members): Members {
    const asked = read(macInput, input);
    const key = usableKey('GenerateMac', asked);
    refuseDryRun(asked);
    return { Mac: macOf(key, asked).toString('base64'), MacAlgorithm: asked.MacAlgorithm, KeyId: key.arn };
  }

  function verify(input: Members): Members {
    const asked = read(verifyInput, input);
    const key = usableKey('VerifyMac', asked);
    const [given, right] = [Buffer.from(asked.Mac, 'base64'), macOf(key, asked)];
    if (given.length !== right.length || !timingSafeEqual(given, right)) {
      throw new AwsError('KMSInvalidMacException', '');
    }
    refuseDryRun(asked);
    return { MacValid: true, MacAlgorithm: asked.MacAlgorithm, KeyId: key.arn };
  }

  /** The key itself is what rights are asked on, whatever it was called; on a key that is not there nobody has any. */
  function access(operation: string): NonNullable<Operation['access']> {
    return ({ KeyId, MacAlgorithm }) => {
      const key = typeof KeyId === 'string' ? keys.find(KeyId) : undefined;
      if (key === undefined) return [];
      const context = {
        'kms:MacAlgorithm': String(MacAlgorithm),
        ...(/(^|:)alias\//.test(String(KeyId)) && {
          'kms:RequestAlias': `alias/${afterAlias(String(KeyId))}`,
        }),
      };
      return [{ action: `kms:${operation}`, resource: key.arn, context }];
    };
  }

  return {
    service: {
      name: 'kms',
      wire: 'json',
      operations: {
        GenerateMac: { access: access('GenerateMac'), run: generate },
        VerifyMac: { access: access('VerifyMac'), run: verify },
      },
    },
  };
}

export interface Kms {
  readonly service: AwsService;
}

export interface KmsOptions {
  readonly journal: Journal;
  readonly deployment: Deployment;
}

interface MacKey extends Key {
  readonly hash: keyof typeof HASH_BYTES;
}

/** An HMAC key is as long as what its hash function gives. */
const HASH_BYTES = { sha224: 28, sha256: 32, sha384: 48, sha512: 64 };

const HASHES: Readonly<Record<string, keyof typeof HASH_BYTES>> = {
  HMAC_224: 'sha224',
  HMAC_256: 'sha256',
  HMAC_384: 'sha384',
  HMAC_512: 'sha512',
};

/** Binary members travel as base64; the limit counts bytes. */
const bytes = (most: number) =>
  z
    .base64()
    .refine((text) => text !== '' && Buffer.byteLength(text, 'base64') <= most, `is 1 to ${most} bytes`);
const macInput = z.object({
  KeyId: z.string().min(1).max(2_048),
  MacAlgorithm: z.enum(['HMAC_SHA_224', 'HMAC_SHA_256', 'HMAC_SHA_384', 'HMAC_SHA_512']),
  Message: bytes(4_096),
  DryRun: z.boolean().default(false),
});
const verifyInput = macInput.extend({ Mac: bytes(6_144) });
type MacInput = z.output<typeof macInput>;

function read<S extends z.ZodType>(schema: S, input: Members): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AwsError('ValidationException', `${issue?.path.join('.') ?? 'request'}: ${issue?.message}`);
}

function refuseDryRun({ DryRun }: MacInput): void {
  if (!DryRun) return;
  const message = 'The request would have succeeded, but the DryRun option is set.';
  throw new AwsError('DryRunOperationException', message, { status: 412 });
}

const afterAlias = (keyId: string): string => keyId.slice(keyId.indexOf('alias/') + 'alias/'.length);
