import { appendFileSync } from 'node:fs';
import type { Access } from '../aws-service.ts';
import type { Policies } from './policies.ts';
import type { Pattern } from './patterns.ts';
import { isNeverCalled, NOT_EMULATED, type Statement } from './policy-document.ts';

/** Which grants of the template calls have used so far, in this process. */
export class GrantUsage {
  readonly #grants: ReadonlyMap<string, Grant>;
  readonly #used = new Set<string>();
  /** Calls already marked, so that the thousandth GetItem costs one look-up. */
  readonly #seen = new Set<string>();
  readonly #file: string | undefined;

  /** With a file, each grant is appended to it once when first used, as one JSON line. */
  constructor(grants: readonly Grant[], file?: string) {
    this.#grants = new Map(grants.map((grant) => [grant.id, grant]));
    this.#file = file;
  }

  /** Marks what the statements granted to this caller. */
  mark({ caller, access, statements }: GrantedAccess): void {
    const ids = statements.map((statement) => statement.id).join('\n');
    const call = [caller, access.action, access.resource, ids].join('\n');
    if (this.#seen.has(call)) return;
    const MOST_CALLS_REMEMBERED = 10_000;
    if (this.#seen.size >= MOST_CALLS_REMEMBERED) this.#seen.clear();
    this.#seen.add(call);
    for (const statement of statements) {
      for (const { grant, covers } of grantsOf(statement)) {
        const theirs = grant.holder === caller || grant.holder === '*';
        if (theirs && covers(access)) this.#use(grant);
      }
    }
  }

  #use({ id }: Grant): void {
    if (this.#used.has(id) || !this.#grants.has(id)) return;
    this.#used.add(id);
    if (this.#file !== undefined) appendFileSync(this.#file, `${JSON.stringify({ grant: id })}\n`);
  }

  report(): GrantReport {
    return grantReport([...this.#grants.values()], this.#used);
  }
}

export interface Grant {
  /** The same in every process that loads the same template. */
  readonly id: string;
  readonly kind: 'identity' | 'resource';
  /** The role's ARN; for a resource policy the principal it lets in. */
  readonly holder: string;
  readonly policy: string;
  readonly action: string;
  readonly resource: string;
}

export interface GrantReport {
  readonly used: readonly Grant[];
  readonly unused: readonly Grant[];
  /** How many grants are for services whose calls never reach this cloud (kms, logs, xray, cloudwatch). */
  readonly notEmulated: number;
}

interface GrantedAccess {
  /** A role's ARN or a service principal. */
  readonly caller: string;
  readonly access: Access;
  readonly statements: readonly Statement[];
}

/** Every grant of the template: each Allow, by action and resource. */
export function allGrants({ roles, resources }: Policies): Grant[] {
  const identity = [...roles.values()].flatMap((role) => role.identity);
  const all = [...identity, ...[...resources.values()].flat()].flatMap((statement) => grantsOf(statement));
  return [...new Map(all.map(({ grant }) => [grant.id, grant])).values()];
}

export function grantReport(grants: readonly Grant[], used: ReadonlySet<string>): GrantReport {
  const emulated = grants.filter(
    ({ action, holder }) => !isNeverCalled(action) && !NOT_EMULATED.has(holder.split('.')[0] ?? ''),
  );
  return {
    used: emulated.filter((grant) => used.has(grant.id)),
    unused: emulated.filter((grant) => !used.has(grant.id)),
    notEmulated: grants.length - emulated.length,
  };
}

interface CoveringGrant {
  readonly grant: Grant;
  readonly covers: (access: Access) => boolean;
}

function grantsOf(statement: Statement): CoveringGrant[] {
  if (statement.effect === 'Deny') return [];
  const { policy, conditionText, principals } = statement;
  const kind = principals === undefined ? 'identity' : 'resource';
  const actions = parts(statement.actions, statement.exceptActions);
  const resources = parts(statement.resources ?? [], statement.exceptResources);
  return holdersOf(statement).flatMap((holder) =>
    actions.flatMap((action) =>
      resources.map((resource) => ({
        grant: {
          id: [holder, policy, action.source, resource.source, conditionText].join(' | '),
          kind,
          holder,
          policy,
          action: action.source,
          resource: resource.source,
        },
        covers: (access: Access) => action.matches(access.action) && resource.matches(access.resource),
      })),
    ),
  );
}

/** What is granted by exception (NotAction, NotResource) is one grant: it cannot be taken apart. */
function parts(patterns: readonly Pattern[], except: boolean): readonly Pattern[] {
  if (!except) return patterns;
  return [{ source: `not ${patterns.map((p) => p.source).join(', ')}`, matches: () => true }];
}

function holdersOf({ principals, holder }: Statement): readonly string[] {
  if (principals === undefined) return holder === undefined ? [] : [holder];
  // Naming a whole account only lets its administrators grant: nobody uses that.
  const { services, roles, anyone } = principals;
  return [...services, ...roles, ...(anyone ? ['*'] : [])];
}
