import type { Consent } from '../../contracts/consent.ts';
import type { Crisis } from '../../contracts/crisis.ts';
import type { Language } from '../../contracts/language.ts';
import type { Participant } from '../../contracts/participant.ts';
import { liveConsent } from '../consents.ts';
import { page, phoneLink, type Programme } from './layout.ts';
import { markup, type Markup } from './markup.ts';
import { mentorWords } from './mentor-words.ts';
import { part2Notice } from './page-words.ts';

/** Who is told whom to call: the first name and the number, and the consent that permits it. */
export type Contact = Pick<Participant, 'participantId' | 'name' | 'phone'> & { readonly consent: Consent };

/**
 * Whom this person may call: only who has taken the crisis over, only while it is open, and only by the participant's
 * live consent [F2, F5, F6]. A coordinator finds everything in the console.
 */
export function contactFor(about: {
  readonly crisis: Crisis;
  readonly actorId: string;
  readonly participant: Participant | undefined;
  readonly now: Date;
}): Contact | undefined {
  const { crisis, actorId, participant, now } = about;
  const isTheirs = crisis.state === 'acknowledged' && crisis.acknowledgedBy === actorId;
  if (!isTheirs || actorId === 'coordinator' || !participant) return undefined;
  const { participantId, name, phone, consents } = participant;
  const consent = liveConsent(consents, { purpose: 'share-crisis', recipient: 'mentor' }, now);
  return consent && { participantId, name, phone, consent };
}

/** A crisis as a paged person sees it: a button first; whom to call only once it is theirs. */
export function crisisPage(about: {
  readonly language: Language;
  readonly programme: Programme;
  readonly crisis: Crisis;
  readonly actorId: string;
  readonly contact: Contact | undefined;
  /** They have just said that they cannot come. */
  readonly hasPassed: boolean;
  /** Where the page is: `/l/…`. */
  readonly path: string;
}): string {
  const { language, programme, path } = about;
  const { title, body } = shown(about);
  return page({
    language,
    programme,
    title,
    inLanguage: (other) => `${path}?lang=${other}`,
    body: [markup`<h1>${title}</h1>`, body],
  });
}

function shown(about: Parameters<typeof crisisPage>[0]): { title: string; body: Markup } {
  const { language, crisis, actorId, path, hasPassed } = about;
  const words = mentorWords[language];
  if (crisis.state === 'closed') return { title: words.closedTitle, body: markup`<p>${words.closed}</p>` };
  if (crisis.state === 'acknowledged')
    return crisis.acknowledgedBy === actorId
      ? { title: crisis.drill ? words.drillTitle : words.yoursTitle, body: taken(about) }
      : { title: words.takenTitle, body: markup`<p>${words.taken}</p>` };
  return {
    title: crisis.drill ? words.drillTitle : words.crisisTitle,
    body: markup`<p class="lead">${hasPassed ? words.passed : crisis.drill ? words.drillLead : words.crisisLead}</p>
<form method="post" action="${path}?lang=${language}"><button name="answer" value="take-over">${words.takeOver}</button></form>
${!hasPassed && markup`<form method="post" action="${path}?lang=${language}"><button class="second" name="answer" value="cannot">${words.cannot}</button></form>`}`,
  };
}

function taken({ language, programme, crisis, actorId, contact }: Parameters<typeof crisisPage>[0]): Markup {
  const words = mentorWords[language];
  if (crisis.drill) return markup`<p class="lead">${words.drillTaken}</p>`;
  if (actorId === 'coordinator') return markup`<p class="lead">${words.staff}</p>`;
  const coordinator = markup`<p class="who">${phoneLink(programme.supportPhone)}</p>`;
  if (!contact) return markup`<section class="card"><p>${words.noContact}</p>${coordinator}</section>`;
  const [first = contact.name] = contact.name.trim().split(/\s+/);
  return markup`<section class="card"><p class="who">${first}</p><p class="who">${phoneLink(contact.phone)}</p></section>
<section class="notice">${words.yoursAdvice.map((line) => markup`<p>${line}</p>`)}${coordinator}</section>
<p>${words.notForYou}</p>
<p class="quiet">${words.scope} ${part2Notice}</p>`;
}
