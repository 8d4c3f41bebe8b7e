import type { Access, Caller } from '../aws-service.ts';
import type { RequestContext } from './conditions.ts';
import type { Pattern } from './patterns.ts';
import type { Principals, Statement } from './policy-document.ts';

/**
 * AWS's decision within one account: an explicit Deny anywhere wins; else one Allow suffices, from the caller's own
 * policies or from the resource's policy if that names the caller itself; else the answer is no.
 */
export function decide({ caller, access, context, identity, resource }: Question): Decision {
  const request: Request = { caller, access, context };
  const own = identity.filter((statement) => applies(statement, request));
  const theirs = resource.filter(
    (statement) => names(statement.principals, caller) && applies(statement, request),
  );
  const deny = own.find(isDeny) ?? theirs.find(isDeny);
  if (deny !== undefined) {
    return {
      allowed: false,
      reason: 'explicit deny',
      where: own.includes(deny) ? IDENTITY : RESOURCE,
      by: deny.id,
    };
  }
  const named = theirs.filter((statement) => !onlyDelegates(statement.principals, caller));
  // A key's own policy is the root of all rights to it: what roles are granted counts only where it delegates.
  const ownCount = !access.action.startsWith('kms:') || theirs.length > named.length;
  const allows = ownCount ? [...own, ...named] : named;
  const [first] = allows;
  if (first !== undefined) return { allowed: true, by: first.id, statements: allows };
  return {
    allowed: false,
    reason: 'implicit deny',
    where: caller.kind === 'aws-service' || !ownCount ? RESOURCE : IDENTITY,
  };
}

/** Whether one of the statement's resource patterns (or none of `NotResource`) covers the resource. */
export function coversResource(statement: Statement, resource: string): boolean {
  return covers(statement.resources, { value: resource, except: statement.exceptResources });
}

export function coversAction(statement: Statement, action: string): boolean {
  return covers(statement.actions, { value: action, except: statement.exceptActions });
}

export interface Question {
  readonly caller: Caller;
  readonly access: Access;
  readonly context: RequestContext;
  /** Statements of the caller's own policies. */
  readonly identity: readonly Statement[];
  /** Statements of the resource's policy. */
  readonly resource: readonly Statement[];
}

export type Decision =
  | {
      readonly allowed: true;
      /** Id of the statement that allows; `operator` for the operator of this machine. */
      readonly by: string;
      /** All statements that allow it. */
      readonly statements: readonly Statement[];
    }
  | {
      readonly allowed: false;
      readonly reason: 'implicit deny' | 'explicit deny';
      readonly where: 'identity-based' | 'resource-based';
      /** Id of the statement that denies. */
      readonly by?: string;
    };

type Request = Pick<Question, 'caller' | 'access' | 'context'>;

const IDENTITY = 'identity-based';
const RESOURCE = 'resource-based';
const isDeny = (statement: Statement) => statement.effect === 'Deny';

function applies(statement: Statement, { access, context }: Request): boolean {
  return (
    coversAction(statement, access.action) &&
    coversResource(statement, access.resource) &&
    statement.conditions.every((condition) => condition.holds(context))
  );
}

function covers(
  patterns: readonly Pattern[] | undefined,
  asked: { value: string; except: boolean },
): boolean {
  if (patterns === undefined) return true;
  return patterns.some((pattern) => pattern.matches(asked.value)) !== asked.except;
}

function names(principals: Principals | undefined, caller: Caller): boolean {
  if (principals === undefined) return false;
  if (principals.anyone) return true;
  switch (caller.kind) {
    case 'aws-service':
      return principals.services.includes(caller.principal);
    case 'role':
      return (
        principals.roles.includes(caller.roleArn) || principals.accounts.includes(accountOf(caller.roleArn))
      );
    default:
      return false;
  }
}

/** Naming the account lets its administrators grant; it grants nothing to a role by itself. */
function onlyDelegates(principals: Principals | undefined, caller: Caller): boolean {
  return (
    caller.kind === 'role' &&
    principals !== undefined &&
    !principals.anyone &&
    !principals.roles.includes(caller.roleArn)
  );
}

const accountOf = (arn: string) => arn.split(':')[4] ?? '';
