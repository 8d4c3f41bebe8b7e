import { disclosureIdOf, type Disclosure } from '../contracts/disclosure.ts';

/** Until when a disclosure is kept, in epoch seconds: six years on [F8, R1]. */
export const keptUntil = (at: Date): number => Math.floor(at.getTime() / 1000) + 6 * 366 * 86_400;

/** The row of the log of disclosures: the same source discloses about the same person once. */
export const disclosed = (
  about: Omit<Disclosure, 'disclosureId' | 'at' | 'expiresAt'>,
  { source, at }: { readonly source: string; readonly at: Date },
): Disclosure => ({
  ...about,
  disclosureId: disclosureIdOf(about.participantId, source),
  at: at.toISOString(),
  expiresAt: keptUntil(at),
});
