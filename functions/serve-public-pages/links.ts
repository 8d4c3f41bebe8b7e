import type { LinkSigner } from '#shared/ports/link-signer';
import { readLink, type LinkReading } from '#shared/steps/read-link';
import { showCrisis, takeCrisis, type CrisisPageDeps } from './crisis.ts';
import type { HttpResponse } from './http.ts';
import { showOffer, takeOffer, type OfferPageDeps } from './offer.ts';
import { showOwnPart, takeOwnPart, type OwnPartDeps } from './own-part.ts';
import { notice, type LinkVisit, type Visit } from './visit.ts';

export type LinkDeps = OwnPartDeps &
  OfferPageDeps &
  CrisisPageDeps & { readonly signer: Pick<LinkSigner, 'verify'> };

type LinkPage = (deps: LinkDeps, link: LinkVisit) => Promise<HttpResponse>;
type Purpose = Extract<LinkReading, { outcome: 'good' }>['purpose'];

/** The page behind a link. Opening it changes nothing, however often and by whomever. */
export const showLink = (deps: LinkDeps, visit: Visit): Promise<HttpResponse> =>
  through(deps, visit, { 'own-part': showOwnPart, offer: showOffer, crisis: showCrisis });

/** Does what a link is for. That it was done before, the row says on which it acts. */
export const takeLink = (deps: LinkDeps, visit: Visit): Promise<HttpResponse> =>
  through(deps, visit, { 'own-part': takeOwnPart, offer: takeOffer, crisis: takeCrisis });

async function through(
  deps: LinkDeps,
  visit: Visit,
  pages: Record<Purpose, LinkPage>,
): Promise<HttpResponse> {
  const reading = await readLink(deps, visit.token);
  if (reading.outcome === 'invalid') return notice(deps, visit, 'invalid-link');
  if (reading.outcome === 'expired') return notice(deps, visit, `expired-${reading.purpose}`);
  const { purpose, id, actorId } = reading;
  return pages[purpose](deps, { visit, id, actorId, path: `/l/${visit.token}` });
}
