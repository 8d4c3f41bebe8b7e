import type { Consent, ConsentRecipient } from '../contracts/consent.ts';
import { ConsentChoice } from '../contracts/intake.ts';
import type { Language } from '../contracts/language.ts';

/** Who gets what a choice on the intake page gives. */
export const recipientOfChoice: Record<ConsentChoice, ConsentRecipient> = {
  'share-check-ins': 'mentor',
  'share-crisis': 'mentor',
  'joint-features': 'partner',
};

/**
 * The version of the words of each choice, and of the agreement to texts. Whoever changes a word in
 * `pages/consent-words.ts` gives it a new number: what was shown to somebody stays provable [T14].
 */
const wordingVersions = { texts: 1, 'share-check-ins': 1, 'share-crisis': 1, 'joint-features': 1 } as const;

/** What is stored as the wording that somebody saw, such as `share-crisis-1-es`. */
export const wordingOf = (what: keyof typeof wordingVersions, language: Language): string =>
  `${what}-${wordingVersions[what]}-${language}`;

/** True while somebody's consent holds: given, not taken back, not expired [F6]. */
export const isLive = ({ givenAt, revokedAt, expiresAt }: Consent, now: Date): boolean => {
  const at = now.toISOString();
  return givenAt <= at && revokedAt === undefined && (expiresAt === undefined || at < expiresAt);
};

/**
 * The cell of this person's matrix that permits it at this moment, as the proof of a disclosure [F2, F5, F6]: the newest
 * of its kind, if it is live and none of its kind was revoked after it was given. `undefined` = not permitted.
 */
export function liveConsent(
  consents: readonly Consent[],
  { purpose, recipient }: Pick<Consent, 'purpose' | 'recipient'>,
  now: Date,
): Consent | undefined {
  const cells = consents.filter((cell) => cell.purpose === purpose && cell.recipient === recipient);
  const newest = cells.reduce<Consent | undefined>(
    (latest, cell) => (latest && latest.givenAt > cell.givenAt ? latest : cell),
    undefined,
  );
  if (!newest || !isLive(newest, now)) return undefined;
  return cells.some(({ revokedAt = '' }) => revokedAt > newest.givenAt) ? undefined : newest;
}

/**
 * The matrix after somebody chose anew on their page: what they ticked holds, what they did not is taken back from now
 * on; both stay provable [F6, T14]. A choice that holds already keeps the proof of when it was given first. Cells that
 * the page does not ask for stay as they are.
 */
export function consentsAfter(
  before: readonly Consent[],
  chosen: readonly ConsentChoice[],
  { now, language }: { readonly now: Date; readonly language: Language },
): Consent[] {
  const at = now.toISOString();
  const isOf = (choice: ConsentChoice) => (cell: Consent) =>
    cell.purpose === choice && cell.recipient === recipientOfChoice[choice];
  const dropped = ConsentChoice.options.filter((choice) => !chosen.includes(choice)).map(isOf);
  const kept = before.map((cell) =>
    isLive(cell, now) && dropped.some((isDropped) => isDropped(cell)) ? { ...cell, revokedAt: at } : cell,
  );
  const given = [...new Set(chosen)]
    .filter((choice) => !kept.some((cell) => isOf(choice)(cell) && isLive(cell, now)))
    .map((choice) => ({
      purpose: choice,
      recipient: recipientOfChoice[choice],
      wording: wordingOf(choice, language),
      givenAt: at,
    }));
  return lastOf([...kept, ...given]);
}

/** What stands as the wording where a person of the staff wrote down what somebody told them. */
export const staffRecorded = 'staff-recorded';

/**
 * The matrix after a coordinator wrote down what somebody told them: this cell holds from now on, or no longer does.
 * `undefined` where that is so already. Nothing is erased: what held stays provable [F6, T14].
 */
export function consentRecorded(
  before: readonly Consent[],
  cell: Pick<Consent, 'purpose' | 'recipient'> & { readonly given: boolean },
  { now, by }: { readonly now: Date; readonly by: string },
): Consent[] | undefined {
  const { purpose, recipient, given } = cell;
  const at = now.toISOString();
  const holds = liveConsent(before, cell, now) !== undefined;
  if (given)
    return holds
      ? undefined
      : lastOf([...before, { purpose, recipient, wording: staffRecorded, givenAt: at, recordedBy: by }]);
  const isIt = (one: Consent): boolean =>
    one.purpose === purpose && one.recipient === recipient && isLive(one, now);
  return before.some(isIt) ? before.map((one) => (isIt(one) ? { ...one, revokedAt: at } : one)) : undefined;
}

/** Whoever goes back and forth for ever: the oldest that no longer holds goes. */
const lastOf = (cells: readonly Consent[]): Consent[] => cells.slice(-40);
