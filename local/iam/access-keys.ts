import { createHash } from 'node:crypto';
import type { Caller } from '../aws-service.ts';
import { IamError } from './iam-error.ts';

/**
 * One access key for each role of the template and one for the operator, derived from the role's ARN: the same at every
 * start, so that work signed before a restart is still known after it. They open nothing but this machine's own port.
 */
export function createAccessKeys(roleArns: Iterable<string>): AccessKeys {
  const byRole = new Map<string, Credentials>();
  const callers = new Map<string, Caller>();
  for (const roleArn of roleArns) {
    const credentials = derive(roleArn);
    byRole.set(roleArn, credentials);
    callers.set(credentials.accessKeyId, { kind: 'role', roleArn });
  }
  const operator = derive('operator');
  callers.set(operator.accessKeyId, { kind: 'operator' });
  return {
    operator,
    callerOf: (accessKeyId) => callers.get(accessKeyId),
    credentialsOf: (roleArn) => {
      const credentials = byRole.get(roleArn);
      if (credentials === undefined) throw new IamError(roleArn, 'this role is not in the templates');
      return credentials;
    },
  };
}

export interface AccessKeys {
  /** Throws `IamError` for a role that is not in the templates. */
  credentialsOf(roleArn: string): Credentials;
  /** For the sandbox and tests: may do everything. */
  readonly operator: Credentials;
  /** Whose key it is; undefined for keys not given out here, such as real AWS keys. */
  callerOf(accessKeyId: string): Caller | undefined;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

function derive(owner: string): Credentials {
  const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const digest = createHash('sha256').update(`alongside local access key\n${owner}`).digest();
  const id = Array.from(digest.subarray(0, 16), (byte) => BASE32[byte % BASE32.length]).join('');
  const secret = createHash('sha256')
    .update(`alongside local secret\n${owner}`)
    .digest('base64')
    .slice(0, 40);
  return { accessKeyId: `AKIA${id}`, secretAccessKey: secret };
}
