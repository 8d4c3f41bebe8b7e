import { disclosureIdOf, type Disclosure } from '../contracts/disclosure.ts';

/** Six years on [F8, R1]. */
const keptDays = 6 * 366;

/** The row of the log of disclosures: the same source discloses about the same person once. */
export const disclosed = (
  about: Omit<Disclosure, 'disclosureId' | 'at' | 'expiresAt'>,
  { source, at }: { readonly source: string; readonly at: Date },
): Disclosure => ({
  ...about,
  disclosureId: disclosureIdOf(about.participantId, source),
  at: at.toISOString(),
  expiresAt: Math.floor(at.getTime() / 1000) + keptDays * 86_400,
});
