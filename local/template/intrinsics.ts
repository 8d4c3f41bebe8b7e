import { isObject, type JsonObject } from './parse-template.ts';
import { inside, TemplateError, type Place } from './template-error.ts';

/**
 * Fills in every intrinsic function inside `value`. Gives `undefined` where CloudFormation gives AWS::NoValue; such
 * members and list elements disappear. Throws `TemplateError` for anything this cloud does not know.
 */
export function resolveValue(value: unknown, place: Place, scope: Scope): unknown {
  if (typeof value === 'string') return checkDynamicReference(value, place);
  if (Array.isArray(value)) {
    return value
      .map((element: unknown, index) => resolveValue(element, inside(place, index), scope))
      .filter((element) => element !== undefined);
  }
  if (!isObject(value)) return value;
  const intrinsic = intrinsicOf(value, place);
  if (intrinsic !== undefined) return resolveIntrinsic(intrinsic, inside(place, intrinsic.name), scope);
  const entries = Object.entries(value)
    .map(([key, member]): [string, unknown] => [key, resolveValue(member, inside(place, key), scope)])
    .filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries);
}

/** Whether a condition of the template holds. */
export function evaluateCondition(value: unknown, place: Place, scope: Scope): boolean {
  if (isObject(value) && typeof value['Condition'] === 'string') {
    return scope.condition(value['Condition'], inside(place, 'Condition'));
  }
  const intrinsic = isObject(value) ? intrinsicOf(value, place) : undefined;
  const operands = intrinsic?.argument;
  if (intrinsic === undefined || !Array.isArray(operands)) {
    throw new TemplateError(
      place,
      'is not a condition. Use Fn::Equals, Fn::And, Fn::Or, Fn::Not or Condition',
    );
  }
  const at = inside(place, intrinsic.name);
  const holds = (operand: unknown, index: number) => evaluateCondition(operand, inside(at, index), scope);
  switch (intrinsic.name) {
    case 'Fn::Equals': {
      const [left, right] = operands.map((operand: unknown, index) =>
        resolveValue(operand, inside(at, index), scope),
      );
      return JSON.stringify(left) === JSON.stringify(right);
    }
    case 'Fn::And':
      return operands.every(holds);
    case 'Fn::Or':
      return operands.some(holds);
    case 'Fn::Not':
      return !holds(operands[0], 0);
    default:
      throw new TemplateError(at, 'is not a condition function. Use Fn::Equals, Fn::And, Fn::Or or Fn::Not');
  }
}

/** What a template may refer to. Each throws `TemplateError` at `place` when there is no such thing. */
export interface Scope {
  ref(logicalId: string, place: Place): unknown;
  attribute(target: AttributeTarget, place: Place): unknown;
  condition(name: string, place: Place): boolean;
  mapping(keys: readonly [string, string, string], place: Place): unknown;
  imported(exportName: string, place: Place): unknown;
}

export interface AttributeTarget {
  readonly logicalId: string;
  readonly attribute: string;
}

interface Intrinsic {
  readonly name: string;
  readonly argument: unknown;
}

function intrinsicOf(value: JsonObject, place: Place): Intrinsic | undefined {
  const keys = Object.keys(value);
  const name = keys.find((key) => key.startsWith('Fn::')) ?? (keys.length === 1 ? keys[0] : undefined);
  if (name === undefined || (name !== 'Ref' && !name.startsWith('Fn::'))) return undefined;
  if (keys.length > 1)
    throw new TemplateError(inside(place, name), 'stands beside other keys. It must stand alone');
  return { name, argument: value[name] };
}

function resolveIntrinsic({ name, argument }: Intrinsic, place: Place, scope: Scope): unknown {
  const run = FUNCTIONS[name];
  if (run === undefined) {
    const known = ['Ref', ...Object.keys(FUNCTIONS).filter((key) => key !== 'Ref')].join(', ');
    throw new TemplateError(place, `the embedded cloud does not know this intrinsic. It knows ${known}`);
  }
  return run(argument, place, scope);
}

type IntrinsicFunction = (argument: unknown, place: Place, scope: Scope) => unknown;

const FUNCTIONS: Readonly<Record<string, IntrinsicFunction>> = {
  Ref: (argument, place, scope) => scope.ref(text(argument, place), place),

  'Fn::GetAtt': (argument, place, scope) => {
    const parts = typeof argument === 'string' ? splitOnce(argument) : argument;
    if (!Array.isArray(parts) || parts.length !== 2)
      throw new TemplateError(place, 'needs [logical id, attribute]');
    const attribute = text(resolveValue(parts[1], inside(place, 1), scope), inside(place, 1));
    return scope.attribute({ logicalId: text(parts[0], inside(place, 0)), attribute }, place);
  },

  'Fn::Join': (argument, place, scope) => {
    const [separator, values] = pair(argument, place);
    return texts(resolveValue(values, inside(place, 1), scope), inside(place, 1)).join(
      text(separator, place),
    );
  },

  'Fn::Sub': (argument, place, scope) => {
    const [template, variables] = Array.isArray(argument) ? pair(argument, place) : [argument, {}];
    if (!isObject(variables)) throw new TemplateError(inside(place, 1), 'is not a map of variables');
    return text(template, place).replaceAll(/\$\{(!?)([^}]*)\}/g, (_, literal: string, body: string) => {
      if (literal === '!') return `\${${body}}`;
      const name = body.trim();
      const own = variables[name];
      const value =
        own === undefined ? referenced(name, place, scope) : resolveValue(own, inside(place, 1, name), scope);
      return text(value, inside(place, name));
    });
  },

  'Fn::Select': (argument, place, scope) => {
    const [index, list] = pair(argument, place);
    const values = resolveValue(list, inside(place, 1), scope);
    const at = Number(resolveValue(index, inside(place, 0), scope));
    if (!Array.isArray(values) || values[at] === undefined) {
      throw new TemplateError(place, `there is no element ${at} to select`);
    }
    return values[at];
  },

  'Fn::Split': (argument, place, scope) => {
    const [separator, value] = pair(argument, place);
    const source = text(resolveValue(value, inside(place, 1), scope), inside(place, 1));
    return source.split(text(separator, place));
  },

  'Fn::If': (argument, place, scope) => {
    if (!Array.isArray(argument) || argument.length !== 3) {
      throw new TemplateError(place, 'needs [condition name, value if true, value if false]');
    }
    const chosen = scope.condition(text(argument[0], place), inside(place, 0)) ? 1 : 2;
    return resolveValue(argument[chosen], inside(place, chosen), scope);
  },

  'Fn::FindInMap': (argument, place, scope) => {
    if (!Array.isArray(argument) || argument.length !== 3) {
      throw new TemplateError(place, 'needs [map, top-level key, second-level key]');
    }
    const [map, top, second] = texts(resolveValue(argument, place, scope), place);
    return scope.mapping([map ?? '', top ?? '', second ?? ''], place);
  },

  'Fn::ImportValue': (argument, place, scope) =>
    scope.imported(text(resolveValue(argument, place, scope), place), place),

  'Fn::Base64': (argument, place, scope) =>
    Buffer.from(text(resolveValue(argument, place, scope), place)).toString('base64'),
};

function referenced(name: string, place: Place, scope: Scope): unknown {
  if (!name.includes('.')) return scope.ref(name, place);
  const [logicalId, attribute] = splitOnce(name);
  return scope.attribute({ logicalId, attribute }, place);
}

function splitOnce(name: string): [string, string] {
  const dot = name.indexOf('.');
  return dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot + 1)];
}

function pair(argument: unknown, place: Place): [unknown, unknown] {
  if (!Array.isArray(argument) || argument.length !== 2)
    throw new TemplateError(place, 'needs a list of two');
  return [argument[0], argument[1]];
}

function texts(value: unknown, place: Place): string[] {
  if (!Array.isArray(value)) throw new TemplateError(place, 'is not a list');
  return value.map((element: unknown, index) => text(element, inside(place, index)));
}

function text(value: unknown, place: Place): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TemplateError(place, 'a text is needed here');
}

function checkDynamicReference(value: string, place: Place): string {
  if (!value.includes('{{resolve:')) return value;
  throw new TemplateError(place, 'dynamic references ({{resolve:…}}) are read on AWS only. Use a parameter');
}
