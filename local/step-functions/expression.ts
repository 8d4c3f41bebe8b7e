import jsonata from 'jsonata';
import { SCOPED_FUNCTIONS, STATIC_FUNCTIONS } from './aws-functions.ts';
import { type AstNode, BAIL, compileFastPath, type FastPath } from './fast-path.ts';
import { isObject, type Json } from './json.ts';
import type { Scope } from './scope.ts';

/**
 * A compiled JSONata expression. Evaluating is free of side effects, gives plain JSON or undefined, and reads time and
 * chance from the scope only; it answers at once where it can and with a promise otherwise.
 */
export interface Expression {
  readonly source: string;
  evaluate(scope: Scope): Json | undefined | Promise<Json | undefined>;
}

/** Compiles JSONata source. Throws `ExpressionSyntaxError` with the position of the fault. */
export function compileExpression(source: string): Expression {
  const compiled = compile(source);
  const ast = compiled.ast() as AstNode;
  const names = variableNames(ast);
  for (const name of names) {
    const added = STATIC_FUNCTIONS[name];
    if (added) compiled.registerFunction(name, added.implementation, added.signature);
  }
  const bounded = hasLambda(ast);
  if (bounded) compiled.assign(...EACH_STEP);
  const fast: FastPath | undefined = compileFastPath(ast);
  return {
    source,
    evaluate(scope) {
      const value = fast ? fast(scope) : BAIL;
      if (value !== BAIL) return value;
      const values = bindings(names, scope);
      if (bounded) values[BUDGET] = { left: MAX_STEPS };
      return evaluateWithJsonata(compiled, values);
    },
  };
}

export class ExpressionSyntaxError extends Error {}

/** The text of an error that jsonata, or a function called from it, threw: `T2001: The left side of …`. */
export function describeEvaluationError(error: unknown): string {
  const { code, message } = isObject(error) || error instanceof Error ? (error as Partial<JsonataFault>) : {};
  return [code, message].filter((part) => part !== undefined && part !== '').join(': ') || String(error);
}

interface JsonataFault {
  code: string;
  message: string;
  position: number;
}

function compile(source: string): jsonata.Expression {
  try {
    return jsonata(source);
  } catch (error) {
    const { message, position } = error as JsonataFault;
    throw new ExpressionSyntaxError(`${message} at position ${position}`);
  }
}

async function evaluateWithJsonata(compiled: jsonata.Expression, values: Record<string, unknown>) {
  return toPlainJson(await compiled.evaluate(undefined, values));
}

/** jsonata copies all bindings on each call, so it is given only those that the expression names. */
function bindings(names: readonly string[], scope: Scope): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const name of names) {
    const value = scope.lookup(name);
    if (value !== undefined) values[name] = value;
    else if (SCOPED_FUNCTIONS[name]) values[name] = SCOPED_FUNCTIONS[name](scope);
  }
  return values;
}

/** Only functions of one's own can recurse without end; nothing else is worth the count. */
const MAX_STEPS = 200_000;
const BUDGET = '#steps';

/** jsonata calls what is bound to this symbol before it evaluates any node. */
const EACH_STEP: [string, EachStep] = [
  Symbol.for('jsonata.__evaluate_entry') as unknown as string,
  (_node, _input, environment) => {
    const budget = environment.lookup(BUDGET);
    if (--budget.left < 0) throw new Error(`The evaluation took more than ${MAX_STEPS} steps`);
  },
];

type EachStep = (
  node: unknown,
  input: unknown,
  environment: { lookup(name: string): { left: number } },
) => void;

function hasLambda(ast: AstNode): boolean {
  let found = false;
  visitNodes(ast, (node) => (found ||= node.type === 'lambda'));
  return found;
}

function variableNames(ast: AstNode): string[] {
  const names = new Set<string>();
  visitNodes(ast, ({ type, value }) => type === 'variable' && names.add(String(value)));
  names.delete('');
  names.delete('$');
  return [...names];
}

function visitNodes(ast: AstNode, look: (node: AstNode) => void): void {
  const seen = new Set<object>();
  const visit = (node: unknown) => {
    if (typeof node !== 'object' || node === null || seen.has(node)) return;
    seen.add(node);
    if ('type' in node) look(node as AstNode);
    Object.values(node).forEach(visit);
  };
  visit(ast);
}

/**
 * jsonata marks arrays that it builds as sequences, and a marked array would be flattened by later expressions where
 * plain JSON is not. Returns the value itself where there is nothing to clean.
 */
function toPlainJson(value: unknown): Json | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw Object.assign(new Error(`Number out of range: ${value}`), { code: 'D1001' });
  }
  if (typeof value === 'function' || isJsonataFunction(value)) {
    throw new Error('The result is a function, which JSON cannot represent');
  }
  if (Array.isArray(value)) return plainArray(value);
  return isObject(value) ? plainObject(value) : (value as Json | undefined);
}

function plainArray(value: unknown[]): Json[] {
  const items = value.map((item) => toPlainJson(item) ?? null);
  // Own keys beyond the indexes are jsonata's marks; `cons` is not even enumerable.
  const marked =
    'sequence' in value || 'cons' in value || 'keepSingleton' in value || 'outerWrapper' in value;
  return marked || items.some((item, index) => item !== value[index]) ? items : (value as Json[]);
}

function plainObject(value: Record<string, unknown>): Json {
  let copy: Record<string, Json> | undefined;
  for (const [key, field] of Object.entries(value)) {
    const plain = toPlainJson(field);
    if (plain === field && plain !== undefined) continue;
    copy ??= { ...value } as Record<string, Json>;
    if (plain === undefined) delete copy[key];
    else copy[key] = plain;
  }
  return copy ?? (value as Json);
}

function isJsonataFunction(value: unknown): boolean {
  return isObject(value) && ('_jsonata_lambda' in value || '_jsonata_function' in value);
}
