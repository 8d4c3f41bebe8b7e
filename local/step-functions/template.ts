import {
  compileExpression,
  describeEvaluationError,
  type Expression,
  ExpressionSyntaxError,
} from './expression.ts';
import { EvaluationError } from './failure.ts';
import type { Json } from './json.ts';
import type { Scope } from './scope.ts';

/** A field of a state: JSON in which any string may be a `{% JSONata %}` expression. */
export interface Template {
  /** Where it stands in the state, e.g. `Arguments/Payload`. */
  readonly location: string;
  /** The expression that makes up the whole field, if it is one. */
  readonly source?: string;
  /** The value of a field without any expression. */
  readonly constant?: Json;
  /**
   * The field's value. Throws (or rejects with) EvaluationError when an expression fails or gives nothing.
   * Never throws at once when a promise is under way.
   */
  render(scope: Scope): Json | Promise<Json>;
}

/** Compiles a field. Throws `TemplateSyntaxError` naming the location and the position of the fault. */
export function compileTemplate(value: Json, location: string): Template {
  if (typeof value === 'string') {
    const source = expressionSource(value);
    return source === undefined ? constantTemplate(value, location) : expressionTemplate(source, location);
  }
  if (typeof value !== 'object' || value === null) return constantTemplate(value, location);
  const parts = Array.isArray(value)
    ? value.map((item, index): [string, Template] => [
        String(index),
        compileTemplate(item, `${location}[${index}]`),
      ])
    : Object.entries(value).map(([key, item]): [string, Template] => [
        key,
        compileTemplate(item, `${location}/${key}`),
      ]);
  if (parts.every(([, part]) => part.constant !== undefined)) return constantTemplate(value, location);
  return { location, render: (scope) => renderParts(Array.isArray(value) ? [] : {}, parts, scope) };
}

/** The JSONata within `{% … %}`, or undefined for any other string. */
export function expressionSource(text: string): string | undefined {
  return text.length >= 4 && text.startsWith('{%') && text.endsWith('%}')
    ? text.slice(2, -2).trim()
    : undefined;
}

export class TemplateSyntaxError extends Error {
  readonly location: string;

  constructor(location: string, message: string) {
    super(message);
    this.location = location;
  }
}

function constantTemplate(constant: Json, location: string): Template {
  return { location, constant, render: () => constant };
}

function expressionTemplate(source: string, location: string): Template {
  const expression = compileAt(source, location);
  const checked = (value: Json | undefined): Json => {
    if (value !== undefined) return value;
    throw new EvaluationError(
      `The JSONata expression '${source}' specified for the field '${location}' returned nothing (undefined).`,
      location,
    );
  };
  const failed = (error: unknown): never => {
    throw new EvaluationError(
      `The JSONata expression '${source}' specified for the field '${location}' threw an error during evaluation. ` +
        describeEvaluationError(error),
      location,
    );
  };
  return {
    location,
    source,
    render(scope) {
      const value = expression.evaluate(scope);
      return value instanceof Promise ? value.catch(failed).then(checked) : checked(value);
    },
  };
}

function compileAt(source: string, location: string): Expression {
  try {
    return compileExpression(source);
  } catch (error) {
    if (!(error instanceof ExpressionSyntaxError)) throw error;
    throw new TemplateSyntaxError(location, `invalid JSONata "${source}": ${error.message}`);
  }
}

function renderParts<T extends Json[] | Record<string, Json>>(
  target: T,
  parts: [string, Template][],
  scope: Scope,
) {
  const values = target as Record<string, Json>;
  const pending: Promise<void>[] = [];
  for (const [key, part] of parts) {
    const value = part.render(scope);
    if (!(value instanceof Promise)) values[key] = value;
    else {
      // Takes the key's place at once: fields keep the order in which they are written.
      values[key] = null;
      pending.push(value.then((settled) => void (values[key] = settled)));
    }
  }
  return pending.length === 0 ? target : Promise.all(pending).then(() => target);
}
