import * as z from 'zod';
import { CheckIn } from './check-in.ts';
import { CodeClaim, Crisis } from './crisis.ts';
import { Disclosure } from './disclosure.ts';
import { EmailAddress, MentorId, ParticipantId, PhoneNumber } from './ids.ts';
import { InboundText } from './inbound-text.ts';
import { Journey } from './journey.ts';
import { Mentor } from './mentor.ts';
import { Message } from './message.ts';
import { Pace } from './pace.ts';
import { Couple, Offer, Pairing } from './pairing.ts';
import { Participant } from './participant.ts';
import { ProgrammeStatus } from './programme.ts';
import { Release } from './release.ts';
import { Roster } from './roster.ts';
import { Task } from './task.ts';

/** That a phone number is taken, and by whom: no two people have one [P19]. */
export const PhoneClaim = z.object({
  phone: PhoneNumber,
  holderId: z.union([ParticipantId, MentorId]),
});
export type PhoneClaim = z.infer<typeof PhoneClaim>;

/** That an address is taken, and by which mentor. */
export const EmailClaim = z.object({ email: EmailAddress, mentorId: MentorId });
export type EmailClaim = z.infer<typeof EmailClaim>;

/** Every kind of row that the programme keeps, with its schema. */
export const rowSchemas = {
  participant: Participant,
  journey: Journey,
  couple: Couple,
  'phone-claim': PhoneClaim,
  'email-claim': EmailClaim,
  mentor: Mentor,
  offer: Offer,
  pairing: Pairing,
  'check-in': CheckIn,
  message: Message,
  disclosure: Disclosure,
  release: Release,
  pace: Pace,
  'inbound-text': InboundText,
  crisis: Crisis,
  'code-claim': CodeClaim,
  task: Task,
  roster: Roster,
  programme: ProgrammeStatus,
} as const;

export type Kind = keyof typeof rowSchemas;

/** Rows by kind. */
export type Rows = { readonly [K in Kind]: z.infer<(typeof rowSchemas)[K]> };

/** A row as it was read: its revision counts its writes, from 1. */
export type Stored<Row> = Row & { readonly revision: number };

/** The id of a row: what its readers know it by. */
export const idOf: { readonly [K in Kind]: (row: Rows[K]) => string } = {
  participant: ({ participantId }) => participantId,
  journey: ({ participantId }) => participantId,
  couple: ({ coupleId }) => coupleId,
  'phone-claim': ({ phone }) => phone,
  'email-claim': ({ email }) => email,
  mentor: ({ mentorId }) => mentorId,
  offer: ({ offerId }) => offerId,
  pairing: ({ pairingId }) => pairingId,
  'check-in': ({ checkInId }) => checkInId,
  message: ({ messageId }) => messageId,
  disclosure: ({ disclosureId }) => disclosureId,
  release: ({ releaseId }) => releaseId,
  pace: ({ paceId }) => paceId,
  'inbound-text': ({ inboundMessageId }) => inboundMessageId,
  crisis: ({ crisisId }) => crisisId,
  'code-claim': ({ code }) => code,
  task: ({ taskId }) => taskId,
  roster: ({ rosterId }) => rosterId,
  programme: ({ programmeId }) => programmeId,
};
