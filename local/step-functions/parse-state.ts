import type {
  Catcher,
  ChoiceState,
  ErrorHandling,
  Retrier,
  State,
  StateList,
  Transition,
} from './definition.ts';
import type { Fields } from './fields.ts';
import type { StateKind } from './history.ts';
import { isObject } from './json.ts';
import { MAX_COUNT, MAX_DELAY_SECONDS, MAX_NAME_LENGTH } from './limits.ts';
import { innerContext, optional, type ParseContext } from './parse-context.ts';
import { parseMapState } from './parse-map-state.ts';
import { parseResource, type TaskResource } from './resource.ts';
import { checkNoJsonPath, checkStateFields } from './state-fields.ts';
import type { Template } from './template.ts';
import { parseTimestamp } from './timestamp.ts';

/** Reads one state. Throws InvalidDefinition naming the field. */
export function parseState(name: string, fields: Fields, context: ParseContext): State {
  const type = fields.requiredString('Type');
  if (!isStateKind(type)) return fields.fail('Type', `"${type}" is not a kind of state`);
  checkStateFields(type, fields, context.language);
  switch (type) {
    case 'Pass':
      return { type, name, ...parseTransition(fields, context) };
    case 'Succeed':
      return { type, name, ...parseResults(fields, context) };
    case 'Fail':
      return { type, name, ...parseFail(fields) };
    case 'Wait':
      return { type, name, ...parseWait(fields), ...parseTransition(fields, context) };
    case 'Choice':
      return parseChoice(name, fields, context);
    case 'Task':
      return { type, name, ...parseTask(fields), ...parseHandledTransition(fields, context) };
    case 'Parallel':
      return {
        type,
        name,
        ...optional('arguments', fields.template('Arguments')),
        branches: parseBranches(fields, context),
        ...parseHandledTransition(fields, context),
      };
    default:
      return {
        type,
        name,
        ...parseMapState(name, fields, context),
        ...parseHandledTransition(fields, context),
      };
  }
}

const KINDS: readonly string[] = ['Pass', 'Task', 'Choice', 'Wait', 'Succeed', 'Fail', 'Parallel', 'Map'];
const isStateKind = (type: string): type is StateKind => KINDS.includes(type);

function parseHandledTransition(fields: Fields, context: ParseContext): Transition & ErrorHandling {
  return {
    ...parseTransition(fields, context),
    retriers: fields.list('Retry').map(parseRetrier),
    catchers: fields
      .list('Catch')
      .map((catcher, index, all) => parseCatcher(catcher, index === all.length - 1, context)),
  };
}

function parseTransition(fields: Fields, context: ParseContext): Transition {
  const end = fields.object['End'];
  if (end !== undefined && end !== true) fields.fail('End', 'must be true where it is given');
  if (end === true && fields.has('Next')) fields.fail('Next', 'a state has either "Next" or "End", not both');
  if (end === undefined && !fields.has('Next')) fields.fail('Next', 'is missing (or "End": true)');
  return { ...parseResults(fields, context), ...optional('next', parseNext(fields, 'Next', context)) };
}

function parseResults(fields: Fields, context: ParseContext): Transition {
  return {
    ...optional('assign', parseAssign(fields, context)),
    ...optional('output', fields.template('Output')),
  };
}

function parseNext(fields: Fields, field: string, context: ParseContext): string | undefined {
  const next = fields.string(field);
  if (next !== undefined && !context.siblings.includes(next))
    fields.fail(field, `there is no state "${next}" here`);
  return next;
}

function parseAssign(fields: Fields, context: ParseContext): Template | undefined {
  const assign = fields.object['Assign'];
  if (assign === undefined) return undefined;
  if (!isObject(assign)) return fields.fail('Assign', 'must be an object of variables');
  for (const variable of Object.keys(assign)) {
    const field = `Assign/${variable}`;
    if (variable.endsWith('.$') && context.language === 'JSONPath')
      fields.fail(field, 'is JSONPath, not supported');
    if (variable === 'states') fields.fail(field, '"states" is reserved');
    if (variable.length > MAX_NAME_LENGTH || !/^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(variable)) {
      fields.fail(
        field,
        'is not a name for a variable (a letter first, then letters, digits and _, at most 80)',
      );
    }
    if (context.outerVariables.has(variable))
      fields.fail(field, 'is a variable of an outer scope: it can be read here only');
  }
  return Object.keys(assign).length === 0 ? undefined : fields.template('Assign');
}

function parseRetrier(fields: Fields, index: number, all: Fields[]): Retrier {
  checkNoJsonPath(fields);
  const intervalSeconds = fields.number('IntervalSeconds', { min: 1, max: MAX_COUNT, integer: true }) ?? 1;
  const jitter = fields.string('JitterStrategy') ?? 'NONE';
  if (jitter !== 'NONE' && jitter !== 'FULL') fields.fail('JitterStrategy', 'must be "NONE" or "FULL"');
  const maxDelay = fields.number('MaxDelaySeconds', { min: 1, max: MAX_DELAY_SECONDS, integer: true });
  if (maxDelay !== undefined && maxDelay <= intervalSeconds) {
    fields.fail('MaxDelaySeconds', 'must be greater than "IntervalSeconds"');
  }
  return {
    errorEquals: parseErrorEquals(fields, index === all.length - 1),
    intervalSeconds,
    maxAttempts: fields.number('MaxAttempts', { min: 0, max: MAX_COUNT, integer: true }) ?? 3,
    backoffRate: fields.number('BackoffRate', { min: 1, max: Number.MAX_VALUE, integer: false }) ?? 2,
    ...optional('maxDelaySeconds', maxDelay),
    fullJitter: jitter === 'FULL',
  };
}

function parseCatcher(fields: Fields, last: boolean, context: ParseContext): Catcher {
  checkNoJsonPath(fields);
  const errorEquals = parseErrorEquals(fields, last);
  if (!fields.has('Next')) fields.fail('Next', 'is missing');
  return {
    errorEquals,
    ...parseResults(fields, context),
    ...optional('next', parseNext(fields, 'Next', context)),
  };
}

function parseErrorEquals(fields: Fields, last: boolean): string[] {
  const names = fields.strings('ErrorEquals');
  if (names.includes('States.ALL')) {
    if (names.length > 1) fields.fail('ErrorEquals', '"States.ALL" must stand alone');
    if (!last) fields.fail('ErrorEquals', '"States.ALL" must come last');
  }
  return names;
}

function parseFail(fields: Fields) {
  const text = (value: unknown) => (typeof value === 'string' ? undefined : 'must be a string');
  return {
    ...optional('error', fields.checkedTemplate('Error', text)),
    ...optional('cause', fields.checkedTemplate('Cause', text)),
  };
}

function parseWait(fields: Fields) {
  if (fields.has('Seconds') === fields.has('Timestamp'))
    fields.fail('Seconds', 'give either "Seconds" or "Timestamp"');
  const timestamp = (value: unknown) =>
    parseTimestamp(value) === undefined ? 'must be a time such as 2026-11-24T09:00:00Z' : undefined;
  return {
    ...optional('seconds', fields.numberTemplate('Seconds', { min: 0, max: MAX_COUNT, integer: true })),
    ...optional('timestamp', fields.checkedTemplate('Timestamp', timestamp)),
  };
}

function parseChoice(name: string, fields: Fields, context: ParseContext): ChoiceState {
  const rules = fields.list('Choices').map((rule) => {
    checkNoJsonPath(rule);
    const condition = rule.checkedTemplate('Condition', (value) =>
      typeof value === 'boolean' ? undefined : 'must be true or false',
    );
    if (condition === undefined) return rule.fail('Condition', 'is missing');
    if (!rule.has('Next')) rule.fail('Next', 'is missing');
    return {
      condition,
      ...parseResults(rule, context),
      ...optional('next', parseNext(rule, 'Next', context)),
    };
  });
  if (rules.length === 0) fields.fail('Choices', 'must hold at least one rule');
  const next = parseNext(fields, 'Default', context);
  const otherwise = { ...parseResults(fields, context), ...optional('next', next) };
  return { type: 'Choice', name, rules, ...(next !== undefined && { otherwise }) };
}

function parseTask(fields: Fields) {
  const seconds = { min: 1, max: MAX_COUNT, integer: true };
  const timeout = fields.numberTemplate('TimeoutSeconds', seconds);
  const heartbeat = fields.numberTemplate('HeartbeatSeconds', seconds);
  if (typeof timeout?.constant === 'number' && typeof heartbeat?.constant === 'number') {
    if (heartbeat.constant >= timeout.constant)
      fields.fail('HeartbeatSeconds', 'must be smaller than "TimeoutSeconds"');
  }
  const roleArn = fields
    .nested('Credentials')
    ?.checkedTemplate('RoleArn', (value) => (typeof value === 'string' ? undefined : 'must be an ARN'));
  return {
    resource: parseTaskResource(fields),
    ...optional('arguments', fields.template('Arguments')),
    ...optional('roleArn', roleArn),
    ...optional('timeoutSeconds', timeout),
    ...optional('heartbeatSeconds', heartbeat),
  };
}

function parseTaskResource(fields: Fields): TaskResource {
  const arn = fields.requiredString('Resource');
  try {
    return parseResource(arn);
  } catch (error) {
    return fields.fail('Resource', (error as Error).message);
  }
}

function parseBranches(fields: Fields, context: ParseContext): StateList[] {
  const branches = fields.list('Branches');
  if (branches.length === 0) fields.fail('Branches', 'must hold at least one branch');
  return branches.map((branch) => context.parseStates(branch, innerContext(context)));
}
