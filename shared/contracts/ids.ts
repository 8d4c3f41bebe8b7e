import * as z from 'zod';

/** One person in recovery. */
export const ParticipantId = z
  .string()
  .regex(/^p-[A-Za-z0-9]{6,40}$/, 'must be a participant id such as p-01hzy3k9');

/** One cycle for one participant: `<participantId>-c<cycle>`; also the name of its execution, so at most 80 characters. */
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

/** A phone number as E.164. Whether it can exist is decided by `readPhoneNumber` in the domain. */
export const PhoneNumber = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, 'must be a phone number with country code, such as +12025550101');

/** A moment as ISO 8601 in UTC with milliseconds, so that text order is time order. */
export const Timestamp = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, 'must be a UTC time such as 2026-03-02T09:00:00.000Z');

/** The id of a participant's check-in of this cycle (1, 2, 3 …). */
export const checkInIdOf = (participantId: string, cycle: number): string =>
  `${participantId}-c${String(cycle).padStart(3, '0')}`;

/** Takes a check-in id apart; `undefined` for anything that is not one. */
export function partsOfCheckInId(checkInId: string): { participantId: string; cycle: number } | undefined {
  const match = /^(p-[A-Za-z0-9]{6,40})-c(\d{3,6})$/.exec(checkInId);
  return match?.[1] && match[2] ? { participantId: match[1], cycle: Number(match[2]) } : undefined;
}
