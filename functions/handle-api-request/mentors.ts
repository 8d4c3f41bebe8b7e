import { coordinatorApi as api, mostImported } from '#shared/contracts/api';
import type { ImportReport, MentorView } from '#shared/contracts/api-views';
import type { FieldError } from '#shared/contracts/http';
import type { MentorProfile } from '#shared/contracts/mentor';
import { columnOf } from '#shared/domain/mentor-columns';
import { readMentor } from '#shared/domain/read-mentor';
import { readMentorsJson } from '#shared/domain/read-mentors';
import { readMentorsCsv } from '#shared/domain/read-mentors-csv';
import { InvalidInput } from '#shared/runtime/errors';
import { addMentor, changeProfile, type MentorWritten } from '#shared/steps/add-mentor';
import { releaseMentor } from '#shared/steps/release-mentor';
import { wakeWaitlist } from '#shared/steps/wake-waitlist';
import { invalid, serve, type Reply, type RouteDeps } from './route.ts';

export const postMentor = serve(api['POST /mentors'], async (deps, { body }) =>
  replyTo(deps, await addMentor(deps, profileIn(body))),
);

export const listMentors = serve(api['GET /mentors'], async ({ records }, { query }) => ({
  body: await records.list('mentors', query),
}));

export const showMentor = serve(api['GET /mentors/{mentorId}'], async ({ records }, { path }) => {
  const mentor = await records.get('mentor', path.mentorId);
  return mentor ? { body: mentor } : { missing: 'mentor' };
});

export const putMentor = serve(api['PUT /mentors/{mentorId}'], async (deps, { path, body }) => {
  const { version, ...typed } = body;
  const written = await changeProfile(deps, { mentorId: path.mentorId, version, profile: profileIn(typed) });
  if (written.outcome === 'not-found') return { missing: 'mentor' };
  if (written.outcome === 'changed-meanwhile') return { conflict: 'changed-meanwhile' };
  return replyTo(deps, written);
});

/** One after the other, so that of two rows with one number the first has it, in every run. */
export const importMentors = serve(api['POST /mentors/import'], async (deps, { body }) => {
  const { mentors, errors } = readList(body);
  if (mentors.length > mostImported) throw invalid('body', `must have at most ${mostImported} rows`);
  const counts = { added: 0, updated: 0, unchanged: 0 };
  const mistakes: Mistake[] = [...errors];
  for (const { profile, ...place } of mentors) {
    const written = await addMentor(deps, profile);
    if ('mentor' in written) {
      counts[written.outcome] += 1;
      if (written.mentor.status === 'left') await releaseMentor(deps, written.mentor.mentorId);
    } else mistakes.push({ ...place, ...mistakeAt(place, taken[written.outcome]) });
  }
  await wakeWaitlist(deps);
  return { body: { ...counts, errors: mistakes.toSorted((a, b) => placeOf(a) - placeOf(b)) } };
});

type Mistake = ImportReport['errors'][number];

type Place = Pick<Mistake, 'line' | 'index'>;

/** A string is a CSV file. */
function readList(body: string | readonly unknown[]): {
  readonly mentors: readonly (Place & { readonly profile: MentorProfile })[];
  readonly errors: readonly Mistake[];
} {
  if (typeof body === 'string') {
    const { mentors, errors } = readMentorsCsv(body);
    return { mentors: mentors.map(({ line, mentor }) => ({ line, profile: mentor })), errors };
  }
  const { mentors, errors } = readMentorsJson(body);
  return { mentors: mentors.map(({ index, mentor }) => ({ index, profile: mentor })), errors };
}

/** In a file, a field is known by the title of its column. */
const mistakeAt = ({ line }: Place, { field, message }: FieldError): FieldError => ({
  field: line === undefined ? field : (columnOf(field)?.title ?? field),
  message,
});

const placeOf = ({ line, index }: Place): number => line ?? index ?? 0;

function profileIn(typed: unknown): MentorProfile {
  const read = readMentor(typed);
  if ('errors' in read) throw new InvalidInput(read.errors);
  return read.mentor;
}

const taken: Record<'phone-taken' | 'email-taken', FieldError> = {
  'phone-taken': { field: 'phone', message: 'belongs to somebody else' },
  'email-taken': { field: 'email', message: 'belongs to another mentor' },
};

/** There may be room now for a couple that waits; also the second time, since the first may have crashed before. */
async function replyTo(deps: RouteDeps, written: MentorWritten): Promise<Reply<MentorView>> {
  if (!('mentor' in written)) return { conflict: written.outcome, errors: [taken[written.outcome]] };
  // Whoever serves no more leaves nobody behind.
  if (written.mentor.status === 'left') await releaseMentor(deps, written.mentor.mentorId);
  await wakeWaitlist(deps);
  return { body: written.mentor, status: written.outcome === 'added' ? 201 : 200 };
}
