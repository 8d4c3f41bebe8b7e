import { PagedPerson, type Crisis } from '#shared/contracts/crisis';
import type { Language } from '#shared/contracts/language';
import { crisisPage } from '#shared/domain/pages/crisis-page';
import type { Programme } from '#shared/domain/pages/layout';
import type { Log } from '#shared/ports/report';
import { acknowledgeCrisis, passCrisisOn, type AcknowledgeDeps } from '#shared/steps/acknowledge-crisis';
import { discloseContact } from '#shared/steps/disclose-contact';
import { html, problem, seeOther, type HttpResponse } from './http.ts';
import { notice, type LinkVisit } from './visit.ts';

export interface CrisisPageDeps extends AcknowledgeDeps {
  readonly programme: Programme;
  readonly log: Log;
}

/** A crisis, for somebody who was paged: a button; whom to call only once it is theirs. */
export const showCrisis = (deps: CrisisPageDeps, link: LinkVisit): Promise<HttpResponse> =>
  asPaged(deps, link, async ({ crisis, who, language }) => {
    const { programme, log } = deps;
    const contact = await discloseContact(deps, crisis, who);
    if (contact) log.info('CONTACT_SHOWN', { participantId: contact.participantId, reason: 'share-crisis' });
    return html(
      200,
      crisisPage({
        language,
        programme,
        crisis,
        actorId: who,
        contact,
        path: link.path,
        hasPassed: link.visit.query['passed'] === 'yes',
      }),
    );
  });

/** Takes it over, or lets the next one be paged. What came of it, the page shows that comes next. */
export const takeCrisis = (deps: CrisisPageDeps, link: LinkVisit): Promise<HttpResponse> =>
  asPaged(deps, link, async ({ crisis: { crisisId }, who, language }) => {
    const { body } = link.visit;
    if (body.kind !== 'form') return problem(415, 'Send the form of the page');
    const answer = body.form.get('answer');
    if (answer === 'take-over') await acknowledgeCrisis(deps, crisisId, who);
    if (answer === 'cannot') await passCrisisOn(deps, crisisId, who);
    return seeOther(`${link.path}?lang=${language}${answer === 'cannot' ? '&passed=yes' : ''}`);
  });

async function asPaged(
  deps: CrisisPageDeps,
  { visit, id, actorId }: LinkVisit,
  serve: (about: {
    readonly crisis: Crisis;
    readonly who: PagedPerson;
    readonly language: Language;
  }) => Promise<HttpResponse>,
): Promise<HttpResponse> {
  const who = PagedPerson.safeParse(actorId).data;
  const [crisis, mentor] = await Promise.all([
    deps.records.get('crisis', id),
    who === undefined || who === 'coordinator' ? undefined : deps.records.get('mentor', who),
  ]);
  const isThere = who === 'coordinator' || (mentor !== undefined && mentor.status !== 'left');
  if (!crisis || who === undefined || !isThere) return notice(deps, visit, 'invalid-link');
  const language = visit.isLanguageAskedFor || !mentor ? visit.language : mentor.language;
  return serve({ crisis, who, language });
}
