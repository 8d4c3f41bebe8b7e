import type { Participant } from '#shared/contracts/participant';
import type { Programme } from '#shared/domain/pages/layout';
import { ownPartPage } from '#shared/domain/pages/own-part-page';
import { contradictionsIn, ownPartIn } from '#shared/domain/pages/read-form';
import { readOwnPart } from '#shared/domain/read-intake';
import { completeOwnPart } from '#shared/steps/complete-own-part';
import type { CheckInEndDeps } from '#shared/steps/end-check-in';
import { html, problem, seeOther, type HttpResponse } from './http.ts';
import { notice, type LinkVisit } from './visit.ts';

export interface OwnPartDeps extends CheckInEndDeps {
  readonly programme: Programme;
}

/** A partner's own page; of the other partner's row nothing is read. */
export const showOwnPart = (deps: OwnPartDeps, link: LinkVisit): Promise<HttpResponse> =>
  asOwner(deps, link, async (participant) =>
    html(
      200,
      ownPartPage({
        language: languageFor(link, participant),
        programme: deps.programme,
        participant,
        path: link.path,
        isSaved: link.visit.query['saved'] === 'yes',
      }),
    ),
  );

/** Saves a partner's own part. */
export const takeOwnPart = (deps: OwnPartDeps, link: LinkVisit): Promise<HttpResponse> =>
  asOwner(deps, link, async (participant) => {
    const { visit, path } = link;
    if (visit.body.kind !== 'form') return problem(415, 'Send the form of the page');
    const { form } = visit.body;
    const reading = readOwnPart(ownPartIn(form));
    const problems = [...(reading.outcome === 'wrong' ? reading.problems : []), ...contradictionsIn(form)];
    if (reading.outcome === 'wrong' || problems.length > 0) {
      const language = languageFor(link, participant);
      const { programme } = deps;
      return html(422, ownPartPage({ language, programme, participant, path, typed: form, problems }));
    }
    await completeOwnPart(deps, participant.participantId, reading.part);
    return seeOther(`${path}?saved=yes&lang=${reading.part.language}`);
  });

async function asOwner(
  deps: OwnPartDeps,
  { visit, id, actorId }: LinkVisit,
  serve: (participant: Participant) => Promise<HttpResponse>,
): Promise<HttpResponse> {
  if (id !== actorId) return notice(deps, visit, 'invalid-link');
  const [participant, journey] = await Promise.all([
    deps.records.get('participant', id),
    deps.records.get('journey', id),
  ]);
  if (!participant || !journey) return notice(deps, visit, 'invalid-link');
  if (journey.state === 'ended') return notice(deps, visit, 'nothing-here');
  return serve(participant);
}

const languageFor = ({ visit }: LinkVisit, { language }: Participant) =>
  visit.isLanguageAskedFor ? visit.language : language;
