import type { Consent } from '../contracts/consent.ts';
import { MailTemplate, type Message } from '../contracts/message.ts';
import type { Mentor } from '../contracts/mentor.ts';
import type { Language } from '../contracts/language.ts';
import { stillCalls } from '../domain/crisis.ts';
import { crisisPage, crisisStandDown } from '../domain/mail/crisis-letters.ts';
import { emailOf } from '../domain/mail/email-of.ts';
import type { Email, Letter } from '../domain/mail/letter.ts';
import type { Programme } from '../domain/mail/mail-words.ts';
import { mentorOffer } from '../domain/mail/mentor-offer.ts';
import { nameable, pairingActive } from '../domain/mail/pairing-active.ts';
import { weeklyDigest } from '../domain/mail/weekly-digest.ts';
import { reasonsForMentor } from '../domain/next-offer.ts';
import { taskNotice } from '../domain/task-notice.ts';
import type { Clock } from '../ports/clock.ts';
import type { Records, Unchanged } from '../ports/records.ts';
import { Permanent } from '../runtime/errors.ts';
import type { LinkWriter } from './link-writer.ts';
import { loadDigest } from './load-digest.ts';
import { linkOf } from './render-text.ts';

/** What every email may say of the programme. */
export interface EmailWords extends Programme {
  readonly consoleUrl: string | undefined;
  /** In which the coordinators' shared address is written to. */
  readonly coordinatorLanguage: Language;
}

export interface RenderEmailDeps {
  readonly records: Records;
  readonly links: LinkWriter;
  readonly clock: Clock;
  readonly programme: EmailWords;
}

/** An email, the rows that must still be so when it leaves, and about whom it tells something under which consent. */
export interface RenderedEmail {
  readonly email: Email;
  readonly standsOn: readonly Unchanged[];
  readonly discloses: readonly { readonly participantId: string; readonly consents: readonly Consent[] }[];
}

/**
 * A planned email as it reads now: names, links and consents are looked up when it leaves. `undefined` where there is
 * nothing to say any more. No subject names a person or a substance [H2].
 */
export async function emailFor(
  deps: RenderEmailDeps,
  message: Message,
  mentor: Mentor | undefined,
): Promise<RenderedEmail | undefined> {
  switch (MailTemplate.safeParse(message.template).data) {
    case 'task-notice':
      return notice(deps, message);
    case 'mentor-offer':
      return mentor && offer(deps, message, mentor);
    case 'pairing-active':
      return mentor && pairing(deps, message, mentor);
    case 'weekly-digest':
      return mentor && digest(deps, message, mentor);
    case 'crisis-page':
      return page(deps, message, mentor);
    case 'crisis-stand-down':
      return standDown(deps, message, mentor);
    default:
      throw new Permanent('there is no email of this kind');
  }
}

const plain = (letter: Letter): RenderedEmail => ({ email: emailOf(letter), standsOn: [], discloses: [] });

const languageFor = ({ programme }: RenderEmailDeps, mentor: Mentor | undefined): Language =>
  mentor?.language ?? programme.coordinatorLanguage;

async function notice(
  { records, programme }: RenderEmailDeps,
  { params: { taskId } }: Message,
): Promise<RenderedEmail | undefined> {
  const task = taskId === undefined ? undefined : await records.get('task', taskId);
  if (task?.state !== 'open') return undefined;
  const email = taskNotice({ ...task, ...programme, language: programme.coordinatorLanguage });
  return { email, standsOn: [], discloses: [] };
}

async function offer(
  { records, links, clock, programme }: RenderEmailDeps,
  message: Message,
  mentor: Mentor,
): Promise<RenderedEmail | undefined> {
  const { offerId } = message.params;
  const row = offerId === undefined ? undefined : await records.get('offer', offerId);
  const isOpen = row?.state === 'open' && Date.parse(row.expiresAt) > clock.now().getTime();
  if (!isOpen || !row.mentorIds.includes(mentor.mentorId)) return undefined;
  const couple = await records.get('couple', row.coupleId);
  if (!couple) return undefined;
  const letter = mentorOffer(
    {
      participants: couple.participantIds.length,
      reasons: reasonsForMentor(row.reasons, mentor.language),
      expiresAt: new Date(row.expiresAt),
      url: await links.write(linkOf({ ...message, params: { ...message.params, link: 'offer' } })),
    },
    mentor,
    programme,
  );
  return plain(letter);
}

async function pairing(
  { records, clock, programme }: RenderEmailDeps,
  { params: { pairingId } }: Message,
  mentor: Mentor,
): Promise<RenderedEmail | undefined> {
  const row = pairingId === undefined ? undefined : await records.get('pairing', pairingId);
  if (row?.state !== 'active' || !row.mentorIds.includes(mentor.mentorId)) return undefined;
  const found = await Promise.all(row.participantIds.map((id) => records.get('participant', id)));
  const participants = found.filter((participant) => participant !== undefined);
  const named = participants.length === row.participantIds.length ? nameable(participants, clock.now()) : [];
  const letter = pairingActive(
    {
      participants: row.participantIds.length,
      named: named.map(({ participant }) => participant),
      since: new Date(row.since),
    },
    mentor,
    programme,
  );
  return {
    ...plain(letter),
    standsOn: [
      { unchanged: 'pairing', id: row.pairingId, revision: row.revision },
      ...(named.length > 0 ? participants : []).map(unchanged),
    ],
    discloses: named.map(({ participant: { participantId }, consent }) => ({
      participantId,
      consents: [consent],
    })),
  };
}

async function digest(
  deps: RenderEmailDeps,
  { params: { pairingIds = [] } }: Message,
  mentor: Mentor,
): Promise<RenderedEmail | undefined> {
  const loaded = await loadDigest(deps, mentor, pairingIds);
  if (!loaded) return undefined;
  const { pairings, shown } = loaded;
  return {
    ...plain(weeklyDigest(loaded.digest, mentor, deps.programme)),
    standsOn: [
      ...pairings.map(({ pairingId, revision }) => ({
        unchanged: 'pairing' as const,
        id: pairingId,
        revision,
      })),
      ...shown.map(unchanged),
    ],
    discloses: loaded.digest.sections.map(({ participantId, consents }) => ({ participantId, consents })),
  };
}

async function page(
  deps: RenderEmailDeps,
  message: Message,
  mentor: Mentor | undefined,
): Promise<RenderedEmail | undefined> {
  const { crisisId } = message.params;
  const crisis = crisisId === undefined ? undefined : await deps.records.get('crisis', crisisId);
  // Somebody took over while this one was on its way.
  if (!crisis || !stillCalls(crisis, message.recipient)) return undefined;
  const url = await deps.links.write(linkOf({ ...message, params: { ...message.params, link: 'crisis' } }));
  return plain(
    crisisPage({ url, isDrill: crisis.drill === true }, languageFor(deps, mentor), deps.programme),
  );
}

async function standDown(
  deps: RenderEmailDeps,
  { params: { crisisId }, recipient }: Message,
  mentor: Mentor | undefined,
): Promise<RenderedEmail | undefined> {
  const crisis = crisisId === undefined ? undefined : await deps.records.get('crisis', crisisId);
  if (!crisis || crisis.acknowledgedBy === recipient) return undefined;
  const about = { isDrill: crisis.drill === true };
  return plain(crisisStandDown(about, languageFor(deps, mentor), deps.programme));
}

const unchanged = ({ participantId, revision }: { participantId: string; revision: number }): Unchanged => ({
  unchanged: 'participant',
  id: participantId,
  revision,
});
