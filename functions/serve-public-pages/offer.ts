import { DeclineReason } from '#shared/contracts/intake';
import type { Mentor } from '#shared/contracts/mentor';
import type { Offer } from '#shared/contracts/pairing';
import type { Programme } from '#shared/domain/pages/layout';
import { offerPage } from '#shared/domain/pages/offer-page';
import { answerOffer } from '#shared/steps/answer-offer';
import type { WakeDeps } from '#shared/steps/wake-waitlist';
import { html, problem, seeOther, type HttpResponse } from './http.ts';
import { notice, type LinkVisit } from './visit.ts';

export interface OfferPageDeps extends WakeDeps {
  readonly programme: Programme;
}

/** An offer, for the mentor to whom it was made. */
export const showOffer = (deps: OfferPageDeps, link: LinkVisit): Promise<HttpResponse> =>
  asMentor(deps, link, async (offer, { timeZone, language }) =>
    html(
      200,
      offerPage({
        language: link.visit.isLanguageAskedFor ? link.visit.language : language,
        programme: deps.programme,
        offer,
        timeZone,
        path: link.path,
        now: deps.clock.now(),
      }),
    ),
  );

/** The mentor's answer. What came of it, the page shows that comes next. */
export const takeOffer = (deps: OfferPageDeps, link: LinkVisit): Promise<HttpResponse> =>
  asMentor(deps, link, async ({ offerId }, { mentorId, language }) => {
    const { body } = link.visit;
    if (body.kind !== 'form') return problem(415, 'Send the form of the page');
    const answer = body.form.get('answer');
    if (answer === 'accept') await answerOffer(deps, { offerId, mentorId, answer });
    if (answer === 'decline') {
      const reason = DeclineReason.catch('not-said').parse(body.form.get('reason'));
      await answerOffer(deps, { offerId, mentorId, answer, reason });
    }
    return seeOther(`${link.path}?lang=${link.visit.isLanguageAskedFor ? link.visit.language : language}`);
  });

async function asMentor(
  deps: OfferPageDeps,
  { visit, id, actorId }: LinkVisit,
  serve: (offer: Offer, mentor: Mentor) => Promise<HttpResponse>,
): Promise<HttpResponse> {
  const [offer, mentor] = await Promise.all([
    deps.records.get('offer', id),
    deps.records.get('mentor', actorId),
  ]);
  if (!offer?.mentorIds.includes(actorId) || !mentor) return notice(deps, visit, 'invalid-link');
  return serve(offer, mentor);
}
