import * as z from 'zod';

/**
 * Which messages of a batch a function with `ReportBatchItemFailures` left undone. Nothing, `{}`, and a missing, null or
 * empty list mean that all went well. An answer that cannot be understood (no object, a bad key, an empty, null or
 * unknown itemIdentifier) fails the whole batch (developer guide, aws-facts §4.3).
 */
export function batchFailures(answer: unknown, messageIds: readonly string[]): ReadonlySet<string> {
  const everything = new Set(messageIds);
  if (answer === null || answer === undefined) return new Set();
  const parsed = response.safeParse(answer);
  if (!parsed.success) return everything;
  const failed = (parsed.data.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  return failed.every((id) => everything.has(id)) ? new Set(failed) : everything;
}

const response = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish(),
});
