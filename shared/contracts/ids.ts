import * as z from 'zod';

/** One person in recovery. */
export const ParticipantId = z
  .string()
  .regex(/^p-[A-Za-z0-9]{6,40}$/, 'must be a participant id such as p-01hzy3k9');

/**
 * One cycle for one participant: `<participantId>-c<cycle>`; also the name of its execution, so at most 80 characters.
 * Cycle 0 is the private safety screen at intake, which is asked in the same way.
 */
export const CheckInId = z
  .string()
  .regex(/^p-[A-Za-z0-9]{6,40}-c\d{3,6}$/, 'must be a check-in id such as p-01hzy3k9-c001');

/** The messaging provider's id of an inbound text; also the key by which a second delivery is recognised. */
export const InboundMessageId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,100}$/, 'must be 1-100 of letters, digits, "-" and "_"');

/** One thing that waits for a person. */
export const TaskId = z
  .string()
  .regex(/^t-[A-Za-z0-9_-]{1,140}$/, 'must be a task id such as t-hand-over-p-01hzy3k9-c001');

/** One mentor. At most 38 characters, so that the id of two who serve together is no longer than any other. */
export const MentorId = z.string().regex(/^m-[A-Za-z0-9]{6,36}$/, 'must be a mentor id such as m-01hzy3k9');

/** Who is matched: one mentor, or a mentor couple. */
export const MentorUnitId = z
  .string()
  .regex(/^u-[A-Za-z0-9]{6,36}(?:-[A-Za-z0-9]{6,36})?$/, 'must be a mentor unit id such as u-01hzy3k9');

/** The link between two participants. */
export const CoupleId = z.string().regex(/^c-[A-Za-z0-9]{6,40}$/, 'must be a couple id such as c-01hzy3k9');

/** One offer of a couple to a mentor unit: the couple's id and a number, in the order in which they were made. */
export const OfferId = z
  .string()
  .regex(/^o-[A-Za-z0-9]{6,40}-\d{1,4}$/, 'must be an offer id such as o-01hzy3k9-1');

/** One time that a mentor unit accompanies a couple: named after the offer that began it. */
export const PairingId = z
  .string()
  .regex(/^pair-[A-Za-z0-9]{6,40}-\d{1,4}$/, 'must be a pairing id such as pair-01hzy3k9-1');

/** One crisis; also the name of its execution. */
export const CrisisId = z
  .string()
  .regex(/^crisis-[A-Za-z0-9_-]{1,70}$/, 'must be a crisis id such as crisis-01hzy3k9');

/** One swap of shifts on call. */
export const ShiftSwapId = z
  .string()
  .regex(/^swap-[A-Za-z0-9]{6,40}$/, 'must be a swap id such as swap-01hzy3k9');

/** One disclosure about a participant: their id, and what made it. */
export const DisclosureId = z
  .string()
  .regex(
    /^p-[A-Za-z0-9]{6,40}_[A-Za-z0-9_-]{1,190}$/,
    'must be a disclosure id such as p-01hzy3k9_m-01hzy3k9_digest',
  );

/** An email address, in lower case: the key by which a mentor is recognised. */
export const EmailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(z.regexes.email, 'must be an email address such as dana@example.org');

/** A phone number as E.164. Whether it can exist is decided by `readPhoneNumber` in the domain. */
export const PhoneNumber = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, 'must be a phone number with country code, such as +12025550101');

/** A moment as ISO 8601 in UTC with milliseconds, so that text order is time order. */
export const Timestamp = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, 'must be a UTC time such as 2026-03-02T09:00:00.000Z');

/** The id of a participant's check-in of this cycle (1, 2, 3 …; 0 is the safety screen). */
export const checkInIdOf = (participantId: string, cycle: number): string =>
  `${participantId}-c${String(cycle).padStart(3, '0')}`;

/** Takes a check-in id apart; `undefined` for anything that is not one. */
export function partsOfCheckInId(checkInId: string): { participantId: string; cycle: number } | undefined {
  const match = /^(p-[A-Za-z0-9]{6,40})-c(\d{3,6})$/.exec(checkInId);
  return match?.[1] && match[2] ? { participantId: match[1], cycle: Number(match[2]) } : undefined;
}
