import type { Crisis, PagedPerson, SkipReason } from '../contracts/crisis.ts';
import { liveConsent } from '../domain/consents.ts';
import type { LadderPeople } from '../domain/crisis.ts';
import { mayBePaged, onCallAt } from '../domain/on-call.ts';
import type { Mentor } from '../contracts/mentor.ts';
import type { Couple } from '../contracts/pairing.ts';
import type { Clock } from '../ports/clock.ts';
import type { Records } from '../ports/records.ts';
import { changeRow } from './change-row.ts';
import { loadRoster } from './load-roster.ts';
import { hoursFromNow, type Outbox } from './outbox.ts';

export interface PageDeps {
  readonly records: Records;
  readonly outbox: Outbox;
  readonly clock: Clock;
}

/**
 * Plans a page by text and by email: a link and a code, nothing about whom or why; that of a drill says that it is one.
 * The same `what` again is the same page.
 */
export async function planPage(
  { records, outbox, clock }: PageDeps,
  page: {
    readonly crisis: Pick<Crisis, 'crisisId' | 'drill'>;
    readonly who: PagedPerson;
    readonly what: string;
  },
): Promise<void> {
  const { crisis, who, what } = page;
  const { crisisId, drill } = crisis;
  const mentor = who === 'coordinator' ? undefined : await records.get('mentor', who);
  const message = {
    recipient: who,
    messageClass: 'staff',
    params: { crisisId, link: 'crisis' },
    sendBefore: hoursFromNow(clock, 1),
  } as const;
  // The text first: it wakes people.
  if (mentor?.phone !== undefined)
    await outbox.plan({
      ...message,
      channel: 'text',
      template: drill ? 'page-drill' : 'page',
      what: `${what}-text`,
    });
  await outbox.plan({ ...message, channel: 'email', template: 'crisis-page', what: `${what}-email` });
  if (mentor) await notePaged(records, mentor.mentorId, clock.now());
}

/** Notes that a mentor was paged now, for whose turn it is next. */
const notePaged = (records: Records, mentorId: string, at: Date): Promise<void> =>
  changeRow(records, { kind: 'mentor', id: mentorId }, (row) => ({
    row: { ...row, lastPagedAt: at.toISOString() },
    result: undefined,
  }));

/**
 * Whom this crisis may be brought to now, and why nobody where nobody is. Looked up for each rung: a consent, a training
 * or an absence may have changed. Somebody who is kept apart from this person (kin, a former partner, a change that was
 * asked for) is never paged. A drill is about nobody: it is brought to whoever is on call.
 */
export async function ladderPeople(
  { records, clock }: Pick<PageDeps, 'records' | 'clock'>,
  { participantId, drill }: Pick<Crisis, 'participantId' | 'drill'>,
): Promise<LadderPeople> {
  const now = clock.now();
  const { couple, ...own } = await ownMentors(records, { participantId, now });
  const keptApart = new Set(
    (couple?.refusals ?? []).filter(({ kind }) => !passing.has(kind)).map(({ mentorId }) => mentorId),
  );
  const isFit = (mentor: Mentor): boolean =>
    mayBePaged(mentor, now) &&
    !keptApart.has(mentor.mentorId) &&
    !mentor.exclusions.some((one) => one.participantId === participantId);
  const onCall = onCallAt(await loadRoster(records), now);
  return {
    ownMentors: own.mentors.filter(isFit),
    whyNoOwn: drill ? 'drill' : own.whyNone,
    onCall: onCall.filter(isFit),
    whyNoOnCall: onCall.length > 0 ? 'nobody-fit' : 'nobody-on-call',
  };
}

/** The mentors who accompany this person, where they may be told; otherwise why not. */
async function ownMentors(
  records: Records,
  { participantId, now }: Pick<Crisis, 'participantId'> & { readonly now: Date },
): Promise<{ couple: Couple | undefined; mentors: Mentor[]; whyNone: SkipReason }> {
  const participant =
    participantId === undefined ? undefined : await records.get('participant', participantId);
  const couple =
    participant?.coupleId === undefined ? undefined : await records.get('couple', participant.coupleId);
  const pairing =
    couple?.pairingId === undefined ? undefined : await records.get('pairing', couple.pairingId);
  if (
    !participant ||
    pairing?.state !== 'active' ||
    !pairing.participantIds.includes(participant.participantId)
  )
    return { couple, mentors: [], whyNone: 'no-pairing' };
  const cell = { purpose: 'share-crisis', recipient: 'mentor' } as const;
  if (!liveConsent(participant.consents, cell, now)) return { couple, mentors: [], whyNone: 'no-consent' };
  const found = await Promise.all(pairing.mentorIds.map((mentorId) => records.get('mentor', mentorId)));
  return { couple, mentors: found.filter((mentor) => mentor !== undefined), whyNone: 'nobody-fit' };
}

/** Reasons not to be offered a couple that say nothing against helping one of them. */
const passing: ReadonlySet<string> = new Set(['declined', 'offer-expired']);
