import type { Access, Caller } from '../aws-service.ts';
import type { Deployment } from '../template/deployment.ts';
import { createAccessKeys, type AccessKeys } from './access-keys.ts';
import { conditionKeysKnown } from './condition-keys.ts';
import { decide, type Decision } from './decide.ts';
import { accessDenied } from './denied.ts';
import { allGrants, GrantUsage, type GrantReport } from './grants.ts';
import { IamError } from './iam-error.ts';
import { loadPolicies, placeOf, type Policies, type Role } from './policies.ts';
import { isObject } from './policy-document.ts';
import { requestContext } from './request-context.ts';

/**
 * The template's roles and policies, deciding every call. Throws `IamError` at start for anything it could only guess
 * at later: unknown operators and condition keys, roles that are missing or do not trust the service that needs them.
 */
export function createIam({ deployment, grantsFile, conditionKeys = [] }: IamOptions): Iam {
  const policies = loadPolicies(deployment, conditionKeysKnown(conditionKeys));
  const usage = new GrantUsage(allGrants(policies), grantsFile);
  const sessions = sessionNames(deployment);
  const ask = (caller: Caller, access: Access) => answer(policies, caller, access);
  const mayAssume = (request: AssumeRole) => trusts(policies.roles.get(request.roleArn), request);
  requireTrust(deployment, { policies, mayAssume });

  return {
    mayAssume,
    accessKeys: createAccessKeys(policies.roles.keys()),
    notEmulated: policies.notEmulated,
    unusedGrants: () => usage.report(),
    decide: ({ caller, access }) => ask(caller, access),
    authorize: ({ caller, access, service }) => {
      for (const one of access) {
        const decision = ask(caller, one);
        if (!decision.allowed) {
          const user = userOf(caller, sessions);
          throw accessDenied({ user, access: one, decision, service: service ?? serviceOf(one) });
        }
        const holder = caller.kind === 'role' ? caller.roleArn : principalOf(caller);
        usage.mark({ caller: holder, access: one, statements: decision.statements });
      }
    },
  };
}

export interface IamOptions {
  readonly deployment: Deployment;
  /** Used grants are appended here, one JSON line each; several processes may share the file. */
  readonly grantsFile?: string | undefined;
  /** Condition keys that requests carry beyond the known ones. */
  readonly conditionKeys?: readonly string[];
}

export interface Iam {
  /** Decides without leaving a trace in the report of unused grants. */
  decide(request: { caller: Caller; access: Access }): Decision;
  /**
   * Returns when the caller may do all of it, and notes the grants that it used. Throws the `AwsError` of the called
   * service otherwise; `service` is needed only where the first action is another service's (iam:PassRole).
   */
  authorize(request: { caller: Caller; access: readonly Access[]; service?: string }): void;
  /** Whether the role's trust policy lets the service act with it. */
  mayAssume(request: AssumeRole): boolean;
  readonly accessKeys: AccessKeys;
  /** Grants used and never used since start. */
  unusedGrants(): GrantReport;
  readonly notEmulated: readonly string[];
}

interface AssumeRole {
  readonly roleArn: string;
  /** e.g. `scheduler.amazonaws.com` */
  readonly service: string;
  readonly sourceArn?: string;
}

function answer(policies: Policies, caller: Caller, access: Access): Decision {
  if (caller.kind === 'operator') return { allowed: true, by: 'operator', statements: [] };
  return decide({
    caller,
    access,
    context: requestContext(caller, access),
    identity: caller.kind === 'role' ? (policies.roles.get(caller.roleArn)?.identity ?? []) : [],
    resource: policies.resources.get(access.resource) ?? [],
  });
}

function trusts(role: Role | undefined, { roleArn, service, sourceArn }: AssumeRole): boolean {
  if (role === undefined) return false;
  const caller: Caller = {
    kind: 'aws-service',
    principal: service,
    ...(sourceArn === undefined ? {} : { sourceArn }),
  };
  const access: Access = { action: 'sts:AssumeRole', resource: roleArn };
  const context = requestContext(caller, access);
  return decide({ caller, access, context, identity: [], resource: role.trust }).allowed;
}

/** AWS refuses to create a function, state machine or schedule whose role is missing or trusts somebody else. */
function requireTrust(
  deployment: Deployment,
  { policies, mayAssume }: { policies: Policies; mayAssume: Iam['mayAssume'] },
): void {
  for (const resource of deployment.resources) {
    const user = ROLE_USERS[resource.type];
    if (user === undefined) continue;
    const roleArn = user.role(resource.properties);
    if (typeof roleArn !== 'string' || !policies.roles.has(roleArn)) {
      throw new IamError(placeOf(resource), `its role ${String(roleArn)} is not in the templates`);
    }
    const sourceArn = user.source?.(resource.properties) ?? resource.attributes['Arn'] ?? '';
    if (!mayAssume({ roleArn, service: user.service, sourceArn })) {
      throw new IamError(
        placeOf(resource),
        `its role ${roleArn} does not let ${user.service} assume it. Correct the role's trust policy`,
      );
    }
  }
}

interface RoleUser {
  readonly service: string;
  role(properties: Readonly<Record<string, unknown>>): unknown;
  /** What AWS names as aws:SourceArn; the resource itself when absent. */
  source?(properties: Readonly<Record<string, unknown>>): string;
}

const ROLE_USERS: Readonly<Record<string, RoleUser>> = {
  'AWS::Lambda::Function': { service: 'lambda.amazonaws.com', role: (p) => p['Role'] },
  'AWS::StepFunctions::StateMachine': { service: 'states.amazonaws.com', role: (p) => p['RoleArn'] },
  'AWS::Scheduler::Schedule': {
    service: 'scheduler.amazonaws.com',
    role: (p) => (isObject(p['Target']) ? p['Target']['RoleArn'] : undefined),
    // Scheduler assumes the role in the name of the schedule's group.
    source: (p) => {
      const group = typeof p['GroupName'] === 'string' ? p['GroupName'] : 'default';
      return `arn:aws:scheduler:us-east-1:000000000000:schedule-group/${group}`;
    },
  },
};

/** Lambda names a role's session after the function. */
function sessionNames(deployment: Deployment): ReadonlyMap<string, string> {
  const functions = deployment.ofType('AWS::Lambda::Function');
  return new Map(functions.map(({ properties, physicalId }) => [String(properties['Role']), physicalId]));
}

function userOf(caller: Caller, sessions: ReadonlyMap<string, string>): string {
  if (caller.kind !== 'role') return principalOf(caller);
  const account = caller.roleArn.split(':')[4] ?? '';
  const role = caller.roleArn.split('/').at(-1) ?? '';
  return `arn:aws:sts::${account}:assumed-role/${role}/${sessions.get(caller.roleArn) ?? 'alongside'}`;
}

const principalOf = (caller: Exclude<Caller, { kind: 'role' }>) =>
  caller.kind === 'operator' ? 'operator' : caller.principal;

const serviceOf = ({ action }: Access) => action.split(':')[0] ?? '';
