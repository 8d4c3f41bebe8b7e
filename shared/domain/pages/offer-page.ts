import { Temporal } from 'temporal-polyfill';
import { DeclineReason } from '../../contracts/intake.ts';
import type { Language } from '../../contracts/language.ts';
import type { Offer } from '../../contracts/pairing.ts';
import { reasonsForMentor } from '../next-offer.ts';
import { mayBeAnswered } from '../offer.ts';
import { choiceField } from './fields.ts';
import { page, type Programme } from './layout.ts';
import { markup, type Markup } from './markup.ts';
import { mentorWords } from './mentor-words.ts';

/** An offer as its mentor sees it: why they were asked, in their own terms, and nothing of the couple. */
export function offerPage(about: {
  readonly language: Language;
  readonly programme: Programme;
  readonly offer: Offer;
  readonly timeZone: string;
  /** Where the page is: `/l/…`. */
  readonly path: string;
  readonly now: Date;
}): string {
  const { language, programme, offer, path, now } = about;
  const words = mentorWords[language];
  const shown = mayBeAnswered(offer, now)
    ? { title: words.offerTitle, body: open(about) }
    : answered(offer, language);
  return page({
    language,
    programme,
    title: shown.title,
    inLanguage: (other) => `${path}?lang=${other}`,
    body: [markup`<h1>${shown.title}</h1>`, shown.body],
  });
}

function open({ language, offer, timeZone, path }: Parameters<typeof offerPage>[0]): Markup {
  const words = mentorWords[language];
  const reasons = reasonsForMentor(offer.reasons, language);
  const form = { language, typed: new URLSearchParams(), problems: [] };
  return markup`<p class="lead">${words.offerLead}</p>
${reasons.length > 0 && markup`<section class="card"><h2>${words.whyHeading}</h2><ul>${reasons.map((reason) => markup`<li>${reason}</li>`)}</ul></section>`}
<section class="notice">${words.offerFacts.map((fact) => markup`<p>${fact}</p>`)}${offer.mentorIds.length > 1 && markup`<p>${words.asCouple}</p>`}
<p><b>${words.answerBy} ${momentFor(new Date(offer.expiresAt), { language, timeZone })}</b></p></section>
<form method="post" action="${path}?lang=${language}">
<button name="answer" value="accept">${words.accept}</button>
</form>
<form method="post" action="${path}?lang=${language}">
${choiceField(form, {
  name: 'reason',
  label: words.declineHeading,
  hint: words.declineHint,
  kind: 'radio',
  options: DeclineReason.options.map((reason) => [reason, words.reasons[reason]]),
})}
<button class="second" name="answer" value="decline">${words.decline}</button>
</form>`;
}

function answered({ state }: Offer, language: Language): { title: string; body: Markup } {
  const words = mentorWords[language];
  if (state === 'accepted') return { title: words.acceptedTitle, body: markup`<p>${words.accepted}</p>` };
  if (state === 'declined') return { title: words.declinedTitle, body: markup`<p>${words.declined}</p>` };
  return { title: words.overTitle, body: markup`<p>${words.over}</p>` };
}

/** A day and an hour in the reader's own time: Friday, November 27, 3:00 PM EST. */
function momentFor(
  moment: Date,
  { language, timeZone }: { readonly language: Language; readonly timeZone: string },
): string {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime())
    .toZonedDateTimeISO(timeZone)
    .toLocaleString(language === 'es' ? 'es-US' : 'en-US', {
      weekday: 'long',
      month: 'long',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZoneName: 'short',
    });
}
