import type { LedgerEntry, SendAttempt } from '../contracts/message.ts';

/** A message that is about to be sent, and what must still hold at that moment. */
export interface Claim {
  readonly entry: Omit<LedgerEntry, 'state' | 'attempts'>;
  readonly attempt: Pick<SendAttempt, 'attemptId' | 'at'>;
  /** Claims only while the person has not opted out, and, where named, while the check-in is still open. */
  readonly onlyWhile?: { readonly optedIn: true; readonly openCheckInId?: string };
}

export type ClaimResult =
  | { readonly outcome: 'claimed' }
  /** An earlier attempt holds the message. Only one that `failed` can be claimed again. */
  | { readonly outcome: 'already'; readonly entry: LedgerEntry }
  | { readonly outcome: 'refused'; readonly reason: 'opted-out' | 'check-in-ended' };

/** What was sent, or may have been. A message is claimed before the provider is called, so that it goes out once. */
export interface MessageLedger {
  /** Claims the right to send in one transaction with its conditions. Of two that race, one gets it. */
  claim(claim: Claim): Promise<ClaimResult>;

  /** Writes down how the attempt ended. Refuses to touch any attempt but the one that is `sending`. */
  settle(
    entry: Pick<LedgerEntry, 'messageId' | 'participantId'>,
    attempt: Pick<SendAttempt, 'attemptId' | 'state' | 'providerId' | 'code'>,
  ): Promise<void>;

  get(entry: Pick<LedgerEntry, 'messageId' | 'participantId'>): Promise<LedgerEntry | undefined>;
}
