import * as z from 'zod';

/** The largest body in bytes; more is answered with 413. */
export const maxBodyBytes = 256 * 1024;

/** Query string of the list routes. */
export const PageRequest = z.object({
  limit: z.coerce.number('must be a number from 1 to 100').int().min(1).max(100).default(50),
  cursor: z.string().min(1).max(1000).optional(),
});
export type PageRequest = z.infer<typeof PageRequest>;

/** A list, in pages; `nextCursor` is there while there may be more. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor?: string;
}

/** The schema of a page of these. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item).readonly(), nextCursor: z.string().optional() });

/** One wrong field and its fix. The value itself is never repeated. */
export const FieldError = z.object({ field: z.string(), message: z.string() }).readonly();
export type FieldError = z.infer<typeof FieldError>;

/** RFC 9457 problem details; `type` is a URN where the status does not say everything, `errors` names each wrong field. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().optional(),
    errors: z.array(FieldError).readonly().optional(),
  })
  .readonly();
export type Problem = z.infer<typeof Problem>;

/** What may stand in the way of an action that is valid as such, answered with 409 and `urn:alongside:problem:<code>`. */
export const ConflictCode = z.enum([
  'phone-taken',
  'email-taken',
  'changed-meanwhile',
  'not-ready',
  'on-hold',
  'decided-before',
  'not-to-be-matched',
  'no-pairing',
  'not-a-couple',
  'in-intake',
  'not-active',
  'paused',
  'no-consent',
  'taken-by-another',
  'closed',
  'crisis-open',
  'couple-to-decide',
  'uncovered-hours',
  'cannot-take-over',
  'swap-overlaps',
  'too-many-swaps',
]);
export type ConflictCode = z.infer<typeof ConflictCode>;
