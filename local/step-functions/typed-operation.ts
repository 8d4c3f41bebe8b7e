import type * as z from 'zod';
import { AwsError } from '../aws-error.ts';
import type { Access, Members, Operation } from '../aws-service.ts';

/** An operation whose members are checked as the service checks them: a bad one is a ValidationException naming it. */
export function operation<S extends z.ZodType>(
  schema: S,
  { access, run }: TypedOperation<z.infer<S>>,
): Operation {
  const read = (input: Members): z.infer<S> => {
    const parsed = schema.safeParse(input);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    const field = issue?.path.join('.') ?? 'input';
    if (issue?.message === 'InvalidName')
      throw new AwsError('InvalidName', `Invalid Name: '${String(input['name'])}'`);
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at '${field}' ${issue?.message ?? 'is invalid'}`,
    );
  };
  return { access: (input) => access(read(input)), run: (input) => run(read(input)) };
}

export interface TypedOperation<T> {
  access(input: T): readonly Access[];
  run(input: T): Promise<Members> | Members;
}

/** One page of rows, and the token of the next where there is one. Throws InvalidToken for a token that is none of ours. */
export function paged<T>(
  rows: readonly T[],
  { size, token }: { size: number; token: string | undefined },
): { page: readonly T[]; next: string | undefined } {
  const from = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isSafeInteger(from) || from < 0)
    throw new AwsError('InvalidToken', `Invalid Token: 'nextToken'`);
  const next = from + size < rows.length ? Buffer.from(String(from + size)).toString('base64url') : undefined;
  return { page: rows.slice(from, from + size), next };
}
