import type { Page, PageRequest } from '../contracts/api.ts';
import type { CheckIn, Reply } from '../contracts/check-in.ts';
import type { Participant } from '../contracts/participant.ts';

/** The check-in as it is now, and whether this call brought it there. */
export interface ChangeResult {
  readonly outcome: 'changed' | 'refused';
  readonly checkIn: CheckIn;
}

/**
 * Check-ins. Each change is one conditional write that names the permitted prior states (`permittedPriorStates`); a
 * refused one returns the check-in as it stands. Changing a check-in that does not exist throws `Permanent`.
 */
export interface CheckInStore {
  /**
   * Opens the next cycle of a participant and moves the participant's counter in one transaction: of two that race,
   * one gets `opened`, the other `raced` and reads again.
   */
  openNext(next: {
    participant: Participant;
    at: Date;
    deadline: Date;
  }): Promise<{ outcome: 'opened'; checkIn: CheckIn } | { outcome: 'raced' }>;

  get(checkInId: string): Promise<CheckIn | undefined>;

  /** Newest first. */
  listOf(participantId: string, page: PageRequest): Promise<Page<CheckIn>>;

  /**
   * Unsettled check-ins (`isUnsettled`) with a deadline before this moment, most overdue first. May be a moment behind
   * a write.
   */
  listOverdue(before: Date, page: PageRequest): Promise<Page<CheckIn>>;

  /** Saves the token of the step that asks; again with the token of its next attempt [P10]. */
  markAsked(change: {
    checkInId: string;
    taskToken: string;
    at: Date;
    deadline: Date;
  }): Promise<ChangeResult>;

  /** Saves the token of the step that nudges. Refused once a reply came. */
  markNudged(change: { checkInId: string; taskToken: string; at: Date }): Promise<ChangeResult>;

  /** Records the answer and ends the check-in; the returned row carries the token that waits. */
  answer(checkInId: string, reply: Reply): Promise<ChangeResult>;

  /** Keeps the first late reply on the check-in that it belongs to; its state stays. */
  keepLateReply(checkInId: string, reply: Reply): Promise<ChangeResult>;

  /** Writes down who looks after a check-in that ended without an answer; it is settled then. The first task stays. */
  followUp(checkInId: string, taskId: string): Promise<ChangeResult>;

  /** Ends the check-in without an answer. */
  close(change: {
    checkInId: string;
    as: 'missed' | 'cancelled' | 'handed-over';
    at: Date;
    reason?: string;
  }): Promise<ChangeResult>;
}
