import { type Json, isObject } from './json.ts';
import type { Scope } from './scope.ts';

/**
 * A synchronous reading of an expression that jsonata's asynchronous one would give the same value, or `undefined` when
 * there is none for this kind of expression. It gives `BAIL` at run time when what it meets is not plain (an array
 * within a path, a missing field, an operand of another type): the caller then evaluates with jsonata, which also
 * raises the errors. Everything covered is free of side effects, so evaluating twice changes nothing.
 */
export function compileFastPath(node: AstNode): FastPath | undefined {
  if (SPECIAL.some((property) => property in node)) return undefined;
  switch (node.type) {
    case 'number':
    case 'string':
    case 'value': {
      const value = node.value as Json;
      return () => value;
    }
    case 'variable':
      return compileVariable(node);
    case 'path':
      return compilePath(node);
    case 'block':
      return node.expressions?.length === 1 ? compileFastPath(node.expressions[0]!) : undefined;
    case 'condition':
      return compileCondition(node);
    case 'binary':
      return compileBinary(node);
    case 'unary':
      return node.value === '{' ? compileObject(node) : undefined;
    default:
      return undefined;
  }
}

export const BAIL = Symbol('evaluate with jsonata');
export type FastPath = (scope: Scope) => Json | typeof BAIL;

/** A node of jsonata's syntax tree, as far as it is read here. */
export interface AstNode {
  type: string;
  value?: unknown;
  steps?: AstNode[];
  expressions?: AstNode[];
  lhs?: AstNode | [AstNode, AstNode][];
  rhs?: AstNode;
  condition?: AstNode;
  then?: AstNode;
  else?: AstNode;
}

// Marks of predicates, grouping, sorting, index and focus variables, `[]` and ancestors: not ours.
const SPECIAL = [
  'predicate',
  'stages',
  'group',
  'focus',
  'index',
  'tuple',
  'keepArray',
  'keepSingletonArray',
  'ancestor',
];

function compileVariable(node: AstNode): FastPath | undefined {
  const name = String(node.value);
  if (name === '' || name === '$') return undefined;
  return (scope) => {
    const value = scope.lookup(name);
    return value === undefined ? BAIL : value;
  };
}

function compilePath(node: AstNode): FastPath | undefined {
  const [first, ...rest] = node.steps ?? [];
  if (first?.type !== 'variable' || rest.length === 0) return undefined;
  if (rest.some((step) => step.type !== 'name' || SPECIAL.some((property) => property in step)))
    return undefined;
  const names = rest.map((step) => String(step.value));
  const start = compilePathStart(first, names);
  if (start === undefined) return undefined;
  return (scope) => {
    let value = start(scope);
    for (const name of names) {
      if (!isObject(value) || !Object.hasOwn(value, name)) return BAIL;
      value = value[name] as Json;
    }
    return value;
  };
}

/** `$states.input…` is by far the most common start: it needs nothing else of `$states`. */
function compilePathStart(first: AstNode, names: string[]): FastPath | undefined {
  if (first.value !== 'states' || names[0] !== 'input') return compileFastPath(first);
  names.shift();
  return (scope) => scope.input;
}

function compileCondition(node: AstNode): FastPath | undefined {
  const condition = node.condition && compileFastPath(node.condition);
  const consequent = node.then && compileFastPath(node.then);
  const alternative = node.else && compileFastPath(node.else);
  if (!condition || !consequent || !alternative) return undefined;
  return (scope) => {
    const value = condition(scope);
    if (typeof value !== 'boolean') return BAIL;
    return value ? consequent(scope) : alternative(scope);
  };
}

function compileObject(node: AstNode): FastPath | undefined {
  const fields: [string, FastPath][] = [];
  for (const [key, value] of node.lhs as [AstNode, AstNode][]) {
    const read = compileFastPath(value);
    const name = String(key.value);
    if (key.type !== 'string' || !read || name in {} || fields.some(([other]) => other === name))
      return undefined;
    fields.push([name, read]);
  }
  return (scope) => {
    const object: Record<string, Json> = {};
    for (const [name, read] of fields) {
      const value = read(scope);
      if (value === BAIL) return BAIL;
      object[name] = value;
    }
    return object;
  };
}

function compileBinary(node: AstNode): FastPath | undefined {
  const operator = String(node.value);
  const left = compileFastPath(node.lhs as AstNode);
  const right = node.rhs && compileFastPath(node.rhs);
  if (!left || !right) return undefined;
  if (operator === 'and' || operator === 'or') {
    return (scope) => {
      const first = left(scope);
      if (typeof first !== 'boolean') return BAIL;
      if (first === (operator === 'or')) return first;
      const second = right(scope);
      return typeof second === 'boolean' ? second : BAIL;
    };
  }
  const apply = OPERATORS[operator];
  if (!apply) return undefined;
  return (scope) => {
    const first = left(scope);
    if (first === BAIL) return BAIL;
    const second = right(scope);
    return second === BAIL ? BAIL : apply(first, second);
  };
}

type Operator = (left: Json, right: Json) => Json | typeof BAIL;

const arithmetic =
  (compute: (left: number, right: number) => number): Operator =>
  (left, right) => {
    if (typeof left !== 'number' || typeof right !== 'number') return BAIL;
    const value = compute(left, right);
    return Number.isFinite(value) ? value : BAIL;
  };

const comparison =
  (compare: (left: number | string, right: number | string) => boolean): Operator =>
  (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') return compare(left, right);
    if (typeof left === 'string' && typeof right === 'string') return compare(left, right);
    return BAIL;
  };

const isScalar = (value: Json) => typeof value !== 'object' || value === null;

const OPERATORS: Record<string, Operator> = {
  '+': arithmetic((left, right) => left + right),
  '-': arithmetic((left, right) => left - right),
  '*': arithmetic((left, right) => left * right),
  '/': arithmetic((left, right) => left / right),
  '%': arithmetic((left, right) => left % right),
  '<': comparison((left, right) => left < right),
  '<=': comparison((left, right) => left <= right),
  '>': comparison((left, right) => left > right),
  '>=': comparison((left, right) => left >= right),
  '=': (left, right) => (isScalar(left) && isScalar(right) ? left === right : BAIL),
  '!=': (left, right) => (isScalar(left) && isScalar(right) ? left !== right : BAIL),
  '&': (left, right) => (typeof left === 'string' && typeof right === 'string' ? left + right : BAIL),
};
