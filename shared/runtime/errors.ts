import type * as z from 'zod';
import type { FieldError } from '../contracts/api.ts';

// Step Functions retries by an error's name, so names are literals: minifying a class must not change them.
// Messages end in execution history: they never hold a name, a number, an address or words.

/** The input is wrong; trying again cannot help. HTTP 400. `issues` names each field and its fix. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
  readonly issues: readonly FieldError[];

  constructor(issues: readonly FieldError[], options?: ErrorOptions) {
    super(issues.map(({ field, message }) => `${field}: ${message}`).join('; '), options);
    this.issues = issues;
  }
}

/** A vendor or a rule says no for good. Never retried, handed to a person. HTTP 422. */
export class Permanent extends Error {
  override readonly name = 'Permanent';
}

/** A throttle, a timeout, a 5xx or a lost race: trying again can help. HTTP 503. */
export class Transient extends Error {
  override readonly name = 'Transient';
}

/** Reads `input` by `schema`, or throws `InvalidInput` that names every wrong field, and never a value. */
export function parseInput<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw invalidInputOf(parsed.error);
}

/** The same failure in our words. */
export const invalidInputOf = (error: z.ZodError): InvalidInput =>
  new InvalidInput(error.issues.flatMap(fieldErrorsOf), { cause: error });

/** `phone: must be …`. A key that we do not know is named by its parent only: the key itself may say anything. */
function fieldErrorsOf(issue: z.core.$ZodIssue): FieldError[] {
  const field = issue.path.map(String).join('.') || 'input';
  if (issue.code === 'unrecognized_keys') return [{ field, message: 'has fields that are not known here' }];
  const missing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
  return [{ field, message: missing ? `is missing: a ${issue.expected} is needed` : issue.message }];
}
