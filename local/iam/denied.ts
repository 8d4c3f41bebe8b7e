import { AwsError } from '../aws-error.ts';
import type { Access } from '../aws-service.ts';
import type { Decision } from './decide.ts';

/** The refusal as the service of the call words and names it. */
export function accessDenied({ user, access, decision, service }: Denial): AwsError {
  const { action, resource } = access;
  const why =
    decision.reason === 'explicit deny'
      ? `with an explicit deny in ${decision.where === 'identity-based' ? 'an' : 'a'} ${decision.where} policy`
      : `because no ${decision.where} policy allows the ${action} action`;
  const { code, status } = REFUSALS[service] ?? { code: 'AccessDeniedException', status: 403 };
  return new AwsError(
    code,
    `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${why}`,
    { status },
  );
}

/** The answer to a request signed with a key that nobody here has. */
export function unknownAccessKey(service: string): AwsError {
  const code =
    service === 'sns' || service === 'sqs' ? 'InvalidClientTokenId' : 'UnrecognizedClientException';
  return new AwsError(code, 'The security token included in the request is invalid.', {
    status: ['dynamodb', 'states', 'kms', 'sms-voice'].includes(service) ? 400 : 403,
  });
}

export interface Denial {
  /** The caller as AWS names it: an assumed role's session, or a service principal. */
  readonly user: string;
  readonly access: Access;
  readonly decision: Extract<Decision, { allowed: false }>;
  /** The service that was called, which may differ from the action's (iam:PassRole). */
  readonly service: string;
}

const REFUSALS: Readonly<Record<string, { code: string; status: number }>> = {
  dynamodb: { code: 'AccessDeniedException', status: 400 },
  states: { code: 'AccessDeniedException', status: 400 },
  kms: { code: 'AccessDeniedException', status: 400 },
  'sms-voice': { code: 'AccessDeniedException', status: 400 },
  // SQS kept its old name when it moved from query to JSON.
  sqs: { code: 'AccessDenied', status: 403 },
  sns: { code: 'AuthorizationError', status: 403 },
};
