import { Temporal } from 'temporal-polyfill';
import type { Language } from '../contracts/language.ts';
import type { Mentor } from '../contracts/mentor.ts';
import type { Message } from '../contracts/message.ts';
import type { Participant } from '../contracts/participant.ts';
import { TextTemplate } from '../contracts/text-template.ts';
import { wordsToShare } from '../domain/release.ts';
import { wordsOf } from '../domain/wordings/words-of.ts';
import type { Records } from '../ports/records.ts';
import { Permanent } from '../runtime/errors.ts';
import type { LinkWriter } from './link-writer.ts';

/** What every text may say of the programme. */
export interface ProgrammeWords {
  readonly programmeName: string;
  readonly supportPhone: string;
}

export interface RenderTextDeps {
  readonly records: Records;
  readonly links: LinkWriter;
  readonly programme: ProgrammeWords;
}

/**
 * The words of a planned text for this reader, as they are now: names and links are looked up when it leaves, so that a
 * row never holds them. The only place that gives words to a text.
 */
export async function textFor(
  { records, links, programme }: RenderTextDeps,
  message: Message,
  reader: Participant | Mentor,
): Promise<string> {
  const template = TextTemplate.safeParse(message.template);
  if (!template.success) throw new Permanent('this message is no text');
  const { params } = message;
  const crisis = params.crisisId === undefined ? undefined : await records.get('crisis', params.crisisId);
  const shared = params.releaseId === undefined ? undefined : await sharedWords(records, params.releaseId);
  const otherId = shared?.participantId ?? params.otherId;
  const other = otherId === undefined ? undefined : await records.get('participant', otherId);
  const mentorName = await mentorNameFor(records, params);
  return wordsOf({
    template: template.data,
    language: reader.language,
    privacyLevel: levelFor(reader),
    params: {
      ...programme,
      ...(mentorName !== undefined && { mentorName }),
      ...(other && { otherName: firstNameOf(other.name) }),
      ...(shared && { sharedWords: shared.words }),
      ...(params.questionId && { questionId: params.questionId }),
      ...(params.level && { level: params.level }),
      ...(params.when && { when: dayFor(new Date(params.when), reader) }),
      ...(crisis && 'mentorId' in reader && { code: crisis.code }),
      ...(params.link && { url: await links.write(linkOf(message)) }),
    },
  });
}

/** The first names of both of a mentor couple, where a text has room for them; else of the first. */
async function mentorNameFor(
  records: Records,
  { pairingId, mentorId }: Message['params'],
): Promise<string | undefined> {
  const pairing = pairingId === undefined ? undefined : await records.get('pairing', pairingId);
  const ids = pairing?.mentorIds ?? (mentorId === undefined ? [] : [mentorId]);
  const mentors = await Promise.all(ids.map((id) => records.get('mentor', id)));
  const names = mentors.flatMap((mentor) => (mentor ? [firstNameOf(mentor.name)] : []));
  const together = names.join(' & ');
  return together.length <= longestName ? together || undefined : names[0];
}

const longestName = 20;

/** The words of the one text that was released, and whose they are. */
async function sharedWords(
  records: Records,
  releaseId: string,
): Promise<{ readonly participantId: string; readonly words: string } | undefined> {
  const release = await records.get('release', releaseId);
  const text = release && (await records.get('inbound-text', release.inboundMessageId));
  return text && { participantId: release.participantId, words: wordsToShare(text.body) };
}

const levelFor = (reader: Participant | Mentor) => {
  if (!('privacyLevel' in reader)) return 'full';
  return reader.sharedPhone ? 'discreet' : reader.privacyLevel;
};

/** For how long a link can be used. */
export const linkHours = { 'own-part': 14 * 24, offer: 48, crisis: 24 } as const;

/** The link that a message carries: about what it names, for whom it goes to. */
export function linkOf({
  params,
  recipient,
  plannedAt,
}: Pick<Message, 'params' | 'recipient' | 'plannedAt'>) {
  const purpose = params.link ?? 'own-part';
  const id = { 'own-part': recipient, offer: params.offerId, crisis: params.crisisId }[purpose];
  if (id === undefined) throw new Permanent(`a link for ${purpose} needs to know about what`);
  const expiresAt = new Date(Date.parse(plannedAt) + linkHours[purpose] * 3_600_000);
  return { purpose, id, actorId: recipient, expiresAt };
}

/** As the reader says it behind "until": Monday, Dec 7 · el lunes 7 dic. */
export function dayFor(
  moment: Date,
  { language, timeZone }: { language: Language; timeZone: string },
): string {
  const day = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone);
  const options = { weekday: 'long', month: 'short', day: 'numeric' } as const;
  const words = day.toPlainDate().toLocaleString(language === 'es' ? 'es-US' : 'en-US', options);
  return language === 'es' ? `el ${words.replace(',', '')}` : words;
}

export const firstNameOf = (name: string): string => name.trim().split(/\s+/)[0] ?? name;
