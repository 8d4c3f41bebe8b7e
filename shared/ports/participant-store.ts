import type { Page, PageRequest } from '../contracts/api.ts';
import type { Participant } from '../contracts/participant.ts';

/** Participants and the claims on their phone numbers. All methods throw `Transient` or `Permanent` when the store fails. */
export interface ParticipantStore {
  /**
   * Adds a participant and claims the phone number in one transaction: a number is never held by two, and a claim
   * never without its participant [P19].
   */
  add(participant: Participant): Promise<{ outcome: 'added' } | { outcome: 'phone-taken' }>;

  get(participantId: string): Promise<Participant | undefined>;

  /** Who holds this number (E.164); `undefined` where nobody does. */
  findByPhone(phone: string): Promise<Participant | undefined>;

  /** All participants in order of their ids. May be a moment behind a write. `InvalidInput` for a foreign cursor. */
  list(page: PageRequest): Promise<Page<Participant>>;

  /**
   * Records STOP (`optedOut: true`) or START of one person. Idempotent. An older change never undoes a newer one, in
   * whatever order they arrive; at the same moment STOP wins [T4, T8]. Says `superseded` where a newer one holds.
   */
  setOptedOut(change: {
    participantId: string;
    optedOut: boolean;
    at: Date;
  }): Promise<{ outcome: 'changed' } | { outcome: 'superseded' }>;
}
