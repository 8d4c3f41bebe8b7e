import { LOCAL_ACCOUNT, LOCAL_REGION, type Access, type Caller } from '../aws-service.ts';
import type { RequestContext } from './conditions.ts';

/** The condition keys of one request: what AWS knows of every caller, and what the service says of this call. */
export function requestContext(caller: Caller, access: Access): RequestContext {
  const context = new Map<string, readonly string[]>([
    // This port stands in for AWS's HTTPS endpoints and never leaves the machine.
    ['aws:securetransport', ['true']],
    ['aws:requestedregion', [LOCAL_REGION]],
    ['aws:resourceaccount', [accountOf(access.resource)]],
    ['aws:principalisawsservice', [String(caller.kind === 'aws-service')]],
  ]);
  if (caller.kind === 'role') {
    context.set('aws:principalarn', [caller.roleArn]);
    context.set('aws:principalaccount', [accountOf(caller.roleArn)]);
    context.set('aws:principaltype', ['AssumedRole']);
  }
  if (caller.kind === 'aws-service') {
    context.set('aws:principalservicename', [caller.principal]);
    context.set('aws:sourceaccount', [accountOf(caller.sourceArn ?? '')]);
    if (caller.sourceArn !== undefined) context.set('aws:sourcearn', [caller.sourceArn]);
  }
  for (const [key, value] of Object.entries(access.context ?? {})) {
    context.set(key.toLowerCase(), typeof value === 'string' ? [value] : value);
  }
  return context;
}

/** The account in an ARN; ours where the ARN has none, as with S3, and for `*`. */
const accountOf = (arn: string) => arn.split(':')[4] || LOCAL_ACCOUNT;
