import { LOCAL_ACCOUNT, LOCAL_REGION } from '../aws-service.ts';
import type { DeployedResource, Deployment } from '../template/deployment.ts';

/** The keys of the template, by all of their names. */
export function keysOf(deployment: Deployment): Keys {
  const byName = new Map<string, Key>();
  for (const resource of deployment.ofType('AWS::KMS::Key')) {
    const key = keyOf(resource);
    byName.set(resource.physicalId, key).set(key.arn, key);
  }
  for (const { logicalId, properties } of deployment.ofType('AWS::KMS::Alias')) {
    const { AliasName, TargetKeyId } = properties;
    const key = byName.get(String(TargetKeyId));
    if (key === undefined)
      throw new Error(`${logicalId}: its key ${String(TargetKeyId)} is not in the templates`);
    byName.set(String(AliasName), key).set(arnOf(String(AliasName)), key);
  }
  return {
    find: (keyId) => byName.get(keyId),
    notFound: (keyId) => {
      const arn = keyId.startsWith('arn:')
        ? keyId
        : arnOf(keyId.startsWith('alias/') ? keyId : `key/${keyId}`);
      return arn.includes(':alias/') ? `Alias ${arn} is not found.` : `Key '${arn}' does not exist`;
    },
  };
}

export interface Keys {
  /** By key id, key ARN, `alias/<name>` or the alias's ARN. */
  find(keyId: string): Key | undefined;
  /** How KMS says that it knows no such key. */
  notFound(keyId: string): string;
}

export interface Key {
  readonly arn: string;
  /** `ENCRYPT_DECRYPT` where the template says nothing. */
  readonly usage: string;
  /** e.g. `HMAC_256` */
  readonly spec: string;
  readonly enabled: boolean;
}

/** Whether the key computes message authentication codes: the one use that keys have on this machine. */
export const isMacKey = (properties: Readonly<Record<string, unknown>>): boolean =>
  properties['KeyUsage'] === 'GENERATE_VERIFY_MAC';

function keyOf({ attributes, properties }: DeployedResource): Key {
  const { KeyUsage = 'ENCRYPT_DECRYPT', KeySpec = 'SYMMETRIC_DEFAULT', Enabled = true } = properties;
  return {
    arn: attributes['Arn'] ?? '',
    usage: String(KeyUsage),
    spec: String(KeySpec),
    enabled: String(Enabled) === 'true',
  };
}

const arnOf = (resource: string): string => `arn:aws:kms:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${resource}`;
