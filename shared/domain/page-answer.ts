/** What a paged person's text says: which codes, and that they cannot come. */
export interface PageAnswer {
  /** Numbers of four digits that stand alone; at most three are looked at. */
  readonly codes: readonly string[];
  readonly cannot: boolean;
}

/**
 * Reads an answer to a page: "4821", "on my way 4821", "4821 can't". A code with a no is never an acknowledgement [4h]:
 * asking one person too many does no harm, one too few may.
 */
export const readPageAnswer = (text: string): PageAnswer => ({
  codes: [...text.matchAll(/(?<!\d)\d{4}(?!\d)/g)].map(([code]) => code).slice(0, 3),
  cannot:
    /\b(?:no|nope|not|cant|cannot|wont|unable|busy|pass|next|nadie|ocupad[oa]|tampoco)\b|n['’]t\b/iu.test(
      text,
    ),
});
