import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import { BodyTooLarge, readBody } from '../http-api/read-body.ts';
import { SandboxProblem } from './problem.ts';

/** A text that somebody writes on one of the phones. */
export const ReplyRequest = z.strictObject({
  from: z
    .string('must be a phone number with country code, such as +12025550101')
    .regex(/^\+[1-9]\d{6,14}$/, 'must be a phone number with country code, such as +12025550101'),
  body: z
    .string('must be a text of 1 to 1600 characters')
    .min(1, 'must not be empty')
    .max(1600, 'must have at most 1600 characters: that is what fits into one text message'),
});

/** A move of the clock: forward by some time, or one of the actions; exactly one of the two. */
export const ClockRequest = z
  .strictObject({
    advanceMs: z
      .number('must be a number of milliseconds')
      .int('must be a whole number of milliseconds')
      .min(0, 'must not be negative: the clock only goes forward')
      .max(366 * 86_400_000, 'must be at most 366 days: move in several steps')
      .optional(),
    action: z.enum(['next', 'freeze', 'resume'], 'must be "next", "freeze" or "resume"').optional(),
  })
  .refine(({ advanceMs, action }) => (advanceMs === undefined) !== (action === undefined), {
    message: 'give either advanceMs or action',
    path: ['action'],
  });
export type ClockRequest = z.infer<typeof ClockRequest>;

export const TokenRequest = z.strictObject({
  username: z.string('must be the name of a demo user').default('coordinator'),
});

/** The body of a request as `schema` wants it. Throws `SandboxProblem` that names each wrong field. */
export async function readRequest<Shape extends z.ZodType>(
  request: IncomingMessage,
  schema: Shape,
): Promise<z.infer<Shape>> {
  // A form of a foreign page can send any text, but not with this type.
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    request.resume();
    throw new SandboxProblem(415, 'Unsupported media type', {
      detail: 'Send content-type: application/json.',
    });
  }
  const parsed = schema.safeParse(parseJson(await readLimited(request)));
  if (parsed.success) return parsed.data;
  throw new SandboxProblem(400, 'Invalid input', {
    errors: parsed.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((field) => ({ field, message: 'is not known here' }))
        : [{ field: issue.path.join('.') || 'body', message: issue.message }],
    ),
  });
}

const MAX_BODY_BYTES = 16 * 1024;

async function readLimited(request: IncomingMessage): Promise<string> {
  try {
    return (await readBody(request, MAX_BODY_BYTES)).toString('utf8');
  } catch (error) {
    if (!(error instanceof BodyTooLarge)) throw error;
    throw new SandboxProblem(413, 'Too large', {
      detail: `The body may have ${MAX_BODY_BYTES} bytes at most.`,
    });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SandboxProblem(400, 'Invalid input', {
      errors: [{ field: 'body', message: 'must be JSON' }],
    });
  }
}
