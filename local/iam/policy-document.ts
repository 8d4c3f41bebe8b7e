import type { KnowsKey } from './condition-keys.ts';
import { compileConditions, type Condition } from './conditions.ts';
import { IamError } from './iam-error.ts';
import { arnPattern, textPattern, type Pattern } from './patterns.ts';

/**
 * A policy document as statements ready to be matched. Throws `IamError` for whatever this evaluator would otherwise
 * have to guess at: unknown elements, operators, condition keys, policy variables.
 */
export function parsePolicyDocument(document: unknown, source: PolicySource): readonly Statement[] {
  if (!isObject(document)) throw new IamError(source.name, 'the policy document is not an object');
  const statements = document['Statement'];
  const list: readonly unknown[] = Array.isArray(statements) ? statements : [statements];
  return list.map((statement, index) => parseStatement(statement, { ...source, index }));
}

export interface Statement {
  /** `Sid` where there is one, else its place: `<policy>#<index>`. */
  readonly id: string;
  readonly policy: string;
  /** Identity policies only: ARN of the role that has the policy. */
  readonly holder: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  /** Patterns of `Action`, or of `NotAction` when `exceptActions`. */
  readonly actions: readonly Pattern[];
  readonly exceptActions: boolean;
  /** Patterns of `Resource`, or of `NotResource` when `exceptResources`; undefined in trust policies, which have none. */
  readonly resources: readonly Pattern[] | undefined;
  readonly exceptResources: boolean;
  /** Resource and trust policies only. */
  readonly principals: Principals | undefined;
  readonly conditions: readonly Condition[];
  /** The conditions as written, to tell grants apart. */
  readonly conditionText: string;
}

export interface Principals {
  readonly anyone: boolean;
  readonly services: readonly string[];
  /** Role ARNs. */
  readonly roles: readonly string[];
  /** Whole accounts, which only delegates to the account's own identity policies. */
  readonly accounts: readonly string[];
}

export interface PolicySource {
  /** How errors and reports call the policy. */
  readonly name: string;
  readonly kind: 'identity' | 'resource' | 'trust';
  readonly holder?: string;
  /** Which condition keys requests can carry. */
  readonly knowsKey: KnowsKey;
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseStatement(statement: unknown, source: PolicySource & { index: number }): Statement {
  const place = `${source.name}, Statement[${source.index}]`;
  if (!isObject(statement)) throw new IamError(place, 'is not an object');
  const unknown = Object.keys(statement).find((key) => !ELEMENTS.has(key));
  if (unknown !== undefined) {
    throw new IamError(place, `${unknown} is not known here. Known: ${[...ELEMENTS].join(', ')}`);
  }
  const { Effect: effect, Sid: sid } = statement;
  if (effect !== 'Allow' && effect !== 'Deny') throw new IamError(place, 'Effect must be Allow or Deny');
  const actions = oneOf(statement, ['Action', 'NotAction'], place);
  if (actions === undefined) throw new IamError(place, 'names neither Action nor NotAction');
  const resources = oneOf(statement, ['Resource', 'NotResource'], place);
  if (resources === undefined && source.kind !== 'trust') {
    throw new IamError(place, 'names neither Resource nor NotResource');
  }
  const principal = statement['Principal'];
  if ((principal === undefined) !== (source.kind === 'identity')) {
    throw new IamError(
      place,
      principal === undefined
        ? 'has no Principal'
        : 'an identity policy has no Principal; it is who has the policy',
    );
  }
  const emulated = actions.except || actions.values.some((action) => !isNeverCalled(action));
  return {
    id: typeof sid === 'string' && sid !== '' ? sid : `${source.name}#${source.index}`,
    policy: source.name,
    holder: source.holder,
    effect,
    actions: actions.values.map((action) => actionPattern(action, place)),
    exceptActions: actions.except,
    resources: resources?.values.map((resource) => resourcePattern(resource, place)),
    exceptResources: resources?.except ?? false,
    principals: principal === undefined ? undefined : parsePrincipals(principal, place),
    // Conditions on services that nobody can call here never decide anything.
    conditions: emulated
      ? compileConditions(statement['Condition'], { place, knowsKey: source.knowsKey })
      : [],
    conditionText: statement['Condition'] === undefined ? '' : JSON.stringify(statement['Condition']),
  };
}

/** Services whose calls never reach this cloud; their grants are counted apart. */
export const NOT_EMULATED: ReadonlySet<string> = new Set(['kms', 'logs', 'xray', 'cloudwatch']);

/** Whether an action, or every action that a pattern stands for, is of a kind that nobody calls here. */
export function isNeverCalled(action: string): boolean {
  if (!NOT_EMULATED.has(action.split(':')[0] ?? '')) return false;
  const pattern = textPattern(action, { ignoreCase: true });
  return !CALLED_ALL_THE_SAME.some((called) => pattern.matches(called));
}

/** Of KMS only codes run here: other services use keys behind the scenes, and data on this machine is not encrypted. */
const CALLED_ALL_THE_SAME = ['kms:GenerateMac', 'kms:VerifyMac'];

const ELEMENTS = new Set([
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'Condition',
]);

function oneOf(statement: Readonly<Record<string, unknown>>, names: [string, string], place: string) {
  const [plain, except] = names;
  const both = statement[plain] !== undefined && statement[except] !== undefined;
  if (both) throw new IamError(place, `names both ${plain} and ${except}`);
  const value = statement[plain] ?? statement[except];
  if (value === undefined) return undefined;
  return { values: textList(value, place), except: statement[plain] === undefined };
}

function actionPattern(action: string, place: string): Pattern {
  if (action !== '*' && !/^[a-z0-9-]+:[\w*?]+$/i.test(action)) {
    throw new IamError(place, `${action} is not an action. Write <service>:<Action>`);
  }
  return textPattern(action, { ignoreCase: true });
}

function resourcePattern(resource: string, place: string): Pattern {
  if (resource.includes('${')) throw new IamError(place, `policy variables are not known here: ${resource}`);
  if (resource === '*') return textPattern('*');
  if (resource.split(':').length < 6 || !resource.startsWith('arn:')) {
    throw new IamError(place, `${resource} is not a resource. Write a whole ARN or *`);
  }
  return arnPattern(resource);
}

function parsePrincipals(principal: unknown, place: string): Principals {
  if (principal === '*') return { anyone: true, services: [], roles: [], accounts: [] };
  if (!isObject(principal)) throw new IamError(place, 'Principal must be "*" or an object');
  const unknown = Object.keys(principal).find((kind) => !['AWS', 'Service', 'Federated'].includes(kind));
  if (unknown !== undefined) throw new IamError(place, `Principal.${unknown} is not known here`);
  const aws = textList(principal['AWS'] ?? [], place);
  const anyone = aws.includes('*');
  const others = aws.filter((value) => value !== '*');
  const stray = others.find(
    (value) => accountOf(value) === undefined && !/^arn:aws:iam::.*:role\//.test(value),
  );
  if (stray !== undefined) {
    throw new IamError(place, `principal ${stray} is not known here. Write a role ARN, an account or *`);
  }
  return {
    anyone,
    services: textList(principal['Service'] ?? [], place),
    roles: others.filter((value) => accountOf(value) === undefined),
    accounts: others.flatMap((value) => accountOf(value) ?? []),
  };
}

function textList(value: unknown, place: string): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((item) => {
    if (typeof item !== 'string') throw new IamError(place, `${JSON.stringify(item)} is not a text`);
    return item;
  });
}

/** The account that a principal names, when it names a whole one. */
const accountOf = (principal: string): string | undefined =>
  /^\d{12}$/.test(principal) ? principal : /^arn:aws:iam::(\d{12}):root$/.exec(principal)?.[1];
