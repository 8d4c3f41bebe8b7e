import type * as z from 'zod';
import type { ConflictCode, FieldError } from '#shared/contracts/http';
import type { RouteContract } from '#shared/contracts/route-contract';
import type { Workflows } from '#shared/ports/workflows';
import { InvalidInput, parseInput } from '#shared/runtime/errors';
import type { OpenCrisisDeps } from '#shared/steps/open-crisis';
import { json, problem, type HttpResponse } from './http.ts';

export interface RouteDeps extends OpenCrisisDeps {
  readonly workflows: Workflows;
  readonly newId: () => string;
  /** The programme's own. */
  readonly timeZone: string;
  readonly stage: string;
}

/** What a call brings, before its contract has read it. */
export interface Call {
  /** Whose token it is. */
  readonly subject: string;
  readonly path: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
}

/** A route as it is served. */
export type Route = (deps: RouteDeps, call: Call) => Promise<HttpResponse>;

/** What a route answers with: a body, or why not. `status` where it is not the usual one. */
export type Reply<Answer> =
  | { readonly body: Answer; readonly status?: number }
  | { readonly missing: string }
  | { readonly conflict: ConflictCode; readonly errors?: readonly FieldError[] };

/** A call as its contract reads it. */
export interface Request<Path, Query, Body> {
  readonly subject: string;
  readonly path: Path;
  readonly query: Query;
  readonly body: Body;
}

/**
 * Serves a route by its contract: everything that comes in is read by it, and everything that goes out too, so that a
 * field which the answer does not name stays here.
 */
export const serve =
  <Path, Query, Body, Answer>(
    contract: RouteContract & {
      readonly path: z.ZodType<Path>;
      readonly query: z.ZodType<Query>;
      readonly body: z.ZodType<Body>;
      readonly answer: z.ZodType<Answer>;
    },
    act: (deps: RouteDeps, request: Request<Path, Query, Body>) => Promise<Reply<Answer>>,
  ): Route =>
  async (deps, call) => {
    const reply = await act(deps, {
      subject: call.subject,
      path: parseInput(contract.path, call.path),
      query: parseInput(contract.query, call.query),
      body: parseInput(contract.body, call.body),
    });
    if ('missing' in reply) return problem(404, `There is no such ${reply.missing}`);
    if ('conflict' in reply) return conflict(reply.conflict, reply.errors);
    const [usual = 200] = contract.success;
    return json(reply.status ?? usual, contract.answer.parse(reply.body));
  };

/** A refusal of one field that only we can judge. */
export const invalid = (field: string, message: string): InvalidInput =>
  new InvalidInput([{ field, message }]);

const conflict = (code: ConflictCode, errors?: readonly FieldError[]): HttpResponse =>
  problem(409, titles[code], { type: `urn:alongside:problem:${code}`, ...(errors && { errors }) });

const titles: Record<ConflictCode, string> = {
  'phone-taken': 'This phone number is taken',
  'email-taken': 'This address is taken',
  'changed-meanwhile': 'Somebody has changed this meanwhile',
  'not-ready': 'This cannot be decided before both partners are through their part',
  'on-hold': 'A safety review of this couple comes first',
  'decided-before': 'This was decided otherwise before',
  'not-to-be-matched': 'This couple cannot be matched now',
  'no-pairing': 'This couple has no mentor now',
  'not-a-couple': 'These two do not go on together any more',
  'in-intake': 'The intake of this participant is not over',
  'not-active': 'This participant has no check-ins now',
  paused: 'This participant has paused',
  'no-consent': 'This participant has not agreed to texts, or wants them no more',
  'taken-by-another': 'Somebody else has taken over',
  closed: 'This is closed already',
  'crisis-open': 'The crisis of this task is open: close it with its outcome',
  'couple-to-decide': 'The couple of this task waits for your decision',
  'uncovered-hours': 'In the coming week there are hours in which nobody is on call',
  'cannot-take-over': 'This mentor is not active, away, or not trained for a crisis in all of these hours',
  'swap-overlaps': 'Some of these hours are given to somebody already: cancel that swap first',
  'too-many-swaps': 'So many swaps at a time are not kept: change the weekly hours instead',
};
