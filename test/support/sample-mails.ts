import type { Language } from '#shared/contracts/language';
import type { Task } from '#shared/contracts/task';
import { crisisPage, crisisStandDown } from '#shared/domain/mail/crisis-letters';
import { digestFor, sectionsShown, type Accompanied } from '#shared/domain/mail/digest';
import { emailOf } from '#shared/domain/mail/email-of';
import type { Email } from '#shared/domain/mail/letter';
import { mentorOffer } from '#shared/domain/mail/mentor-offer';
import { pairingActive } from '#shared/domain/mail/pairing-active';
import { weeklyDigest } from '#shared/domain/mail/weekly-digest';
import { reasonsForMentor } from '#shared/domain/next-offer';
import { taskNotice } from '#shared/domain/task-notice';
import { aCheckIn, aJourney, answersOf, aParticipant, hoursLater, monday } from './builders.ts';

/** A consent to show check-ins to a mentor, live at `monday`. */
export const sharing = (fields: { expiresAt?: string; revokedAt?: string } = {}) => ({
  purpose: 'share-check-ins' as const,
  recipient: 'mentor' as const,
  wording: 'consent-1',
  givenAt: hoursLater(-24 * 60).toISOString(),
  ...fields,
});

/** The same for a crisis. */
export const sharingCrisis = { ...sharing(), purpose: 'share-crisis' as const };

/** A check-in's answers in the order of the full set; `missed` and `waiting` had none. */
type Week = readonly (number | undefined)[] | 'missed' | 'waiting';

/** Somebody who shares their check-ins and is asked every week; `weeks` with the oldest first. */
export function anAccompanied({
  id = 'p-ana001',
  name = 'Ana',
  weeks = [],
  concern,
  participant = {},
  journey = {},
}: {
  id?: string;
  name?: string;
  weeks?: readonly Week[];
  concern?: string;
  participant?: Partial<Accompanied['participant']>;
  journey?: Partial<Accompanied['journey']>;
} = {}): Accompanied {
  const person = aParticipant({ participantId: id, name, consents: [sharing()], ...participant });
  const active = aJourney({ lastCycle: weeks.length, ...journey }, person);
  return {
    participant: person,
    journey: active,
    checkIns: weeks
      .map((week, index) =>
        aCheckIn({
          participantId: id,
          cycle: index + 1,
          state: week === 'missed' ? 'missed' : week === 'waiting' ? 'asked' : 'answered',
          answers: typeof week === 'string' ? {} : answersOf(week),
        }),
      )
      .toReversed(),
    concerns: concern === undefined ? [] : [aConcern({ participantId: id, reason: concern })],
  };
}

/** An open concern that an answer raised. */
export const aConcern = (fields: Partial<Task> = {}): Task => ({
  taskId: 't-concern-1',
  kind: 'check-in-concern',
  state: 'open',
  openedAt: monday.toISOString(),
  dueAt: monday.toISOString(),
  participantId: 'p-ana001',
  checkInId: 'p-ana001-c001',
  reason: 'craving-high',
  ...fields,
});

const programme = { programmeName: 'Alongside', coordinatorEmail: 'coordinator@example.org' };

const people: readonly Accompanied[] = [
  anAccompanied({
    id: 'p-ana001',
    name: 'Ana Ruiz',
    weeks: [
      [4, 3, 7, 4, 2],
      [4, 4, 7, 3, 2],
      [3, 6, 5, 2, 2],
      [2, 8, 4, 1, 1],
    ],
    concern: 'craving-high',
  }),
  anAccompanied({
    id: 'p-ben001',
    name: 'Ben',
    weeks: [[4, 1, 8, 5, 2], [4, 2, 8, 4, 2], 'missed', 'missed'],
  }),
  anAccompanied({
    id: 'p-cai001',
    name: 'Cai Moss',
    weeks: [[3, 5, 6, 3, 2], [3, 4, 6, 4, 2], [4, 3, 7, 5, 2], [4, 2, 8, 5, 2], 'waiting'],
    participant: { privacyLevel: 'discreet' },
  }),
  anAccompanied({ id: 'p-dee001', name: 'Dee', weeks: [[3, undefined, 5, 0, 2]] }),
  anAccompanied({ id: 'p-eli001', name: 'Eli', journey: { state: 'paused' }, weeks: [[5, 0, 9, 7, 2]] }),
];

/** A digest with as many people as it shows, two of whom need their mentor. */
export function fullDigest(): Email {
  const accompanied = Array.from({ length: sectionsShown }, (_none, index) =>
    anAccompanied({
      id: `p-person${index}`,
      name: `Person${index}`,
      weeks: [[4, 3, 7, 4, 2], [4, 3, 7, 4, 2], [4, 3, 7, 4, 2], index < 2 ? 'missed' : [4, 3, 7, 4, 2]],
    }),
  );
  const digest = digestFor({ accompanied, now: hoursLater(-1) });
  if (!digest) throw new Error('the full digest is empty');
  return emailOf(weeklyDigest(digest, { language: 'en', timeZone: 'America/New_York' }, programme));
}

/** One email of every kind, as in a believable week. */
export function sampleMails(language: Language): Readonly<Record<string, Email>> {
  const reader = { language, timeZone: 'America/New_York' };
  const digest = digestFor({ accompanied: people, now: hoursLater(-1) });
  if (!digest) throw new Error('the sample digest is empty');
  const url = 'https://alongside.example.org/l/cGF5bG9hZA.c2lnbmF0dXJl';
  const reasons = reasonsForMentor(
    [
      { factor: 'coupleExperience', points: 20, text: 'Rebuilt their own relationship in recovery' },
      { factor: 'substance', points: 20, text: 'Knows the same substance' },
      { factor: 'recovery', points: 10, text: '5 to 10 years in recovery' },
      { factor: 'room', points: 5, text: 'Has room for 3 more' },
    ],
    language,
  );
  const letters = {
    'mentor-offer': mentorOffer(
      { participants: 2, reasons, expiresAt: hoursLater(48), url },
      reader,
      programme,
    ),
    'pairing-active': pairingActive(
      { participants: 2, named: people.slice(0, 2).map(({ participant }) => participant), since: monday },
      reader,
      programme,
    ),
    'crisis-page': crisisPage({ url, isDrill: false }, language, programme),
    'crisis-stand-down': crisisStandDown({ isDrill: false }, language, programme),
    'weekly-digest': weeklyDigest(digest, reader, programme),
  };
  return {
    'task-notice': taskNotice({
      kind: 'check-in-concern',
      taskId: 't-concern-p-ana001-c004',
      programmeName: 'Alongside',
      consoleUrl: 'https://console.example.org/',
      language,
    }),
    ...Object.fromEntries(Object.entries(letters).map(([name, letter]) => [name, emailOf(letter)])),
  };
}
