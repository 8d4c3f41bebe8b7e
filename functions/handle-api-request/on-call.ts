import { coordinatorApi as api } from '#shared/contracts/api';
import type { ProgrammeView } from '#shared/contracts/api-views';
import type { FieldError } from '#shared/contracts/http';
import type { UncoveredHours } from '#shared/contracts/roster';
import { onCallAt } from '#shared/domain/on-call';
import { takesPeopleIn } from '#shared/domain/programme';
import { coveredHours } from '#shared/domain/uncovered-hours';
import { goLive, uncoveredAhead } from '#shared/steps/go-live';
import { loadRoster } from '#shared/steps/load-roster';
import { cancelSwap, swapShift } from '#shared/steps/swap-shift';
import { invalid, serve, type RouteDeps } from './route.ts';

const daysShown = 14;

export const showOnCall = serve(api['GET /on-call'], async ({ records, clock, timeZone }) => {
  const roster = await loadRoster(records);
  const now = clock.now();
  return {
    body: {
      timeZone,
      now: onCallAt(roster, now).map(({ mentorId }) => mentorId),
      hours: coveredHours(roster, { from: now, days: daysShown, zone: timeZone }),
      swaps: roster.swaps.filter(
        ({ cancelledAt, endsAt }) => cancelledAt === undefined && endsAt > now.toISOString(),
      ),
    },
  };
});

export const postSwap = serve(api['POST /on-call/swaps'], async (deps, { body, subject }) => {
  if (body.endsAt <= body.startsAt) throw invalid('endsAt', 'must be after startsAt');
  if (body.endsAt <= deps.clock.now().toISOString()) throw invalid('endsAt', 'must be in the future');
  if (body.fromMentorId === body.toMentorId) throw invalid('toMentorId', 'must be another mentor');
  const result = await swapShift(deps, body, subject);
  if ('swap' in result) return { body: result.swap, status: result.outcome === 'swapped' ? 201 : 200 };
  return result.outcome === 'not-found' ? { missing: 'mentor' } : { conflict: result.outcome };
});

export const cancelOneSwap = serve(
  api['POST /on-call/swaps/{swapId}/cancel'],
  async (deps, { path: { swapId } }) => {
    const swap = await cancelSwap(deps, swapId);
    return swap ? { body: swap } : { missing: 'swap' };
  },
);

export const showProgramme = serve(api['GET /programme'], async (deps) => ({ body: await asItIs(deps) }));

export const takeLive = serve(api['POST /programme/go-live'], async (deps, { subject }) => {
  const gone = await goLive(deps, subject);
  return gone.outcome === 'uncovered'
    ? { conflict: 'uncovered-hours', errors: gone.hours.map(namedIn(deps.timeZone)) }
    : { body: await asItIs(deps) };
});

/** One line for each span of uncovered hours, as the programme's clocks show it and in UTC. */
const namedIn =
  (timeZone: string) =>
  ({ localFrom, localTo, from, to }: UncoveredHours): FieldError => ({
    field: 'onCall',
    message: `nobody from ${localFrom} to ${localTo} in ${timeZone} (${from} to ${to})`,
  });

async function asItIs(deps: RouteDeps): Promise<ProgrammeView> {
  const { records, timeZone, stage } = deps;
  const status = await records.get('programme', 'programme');
  return {
    ...(status ?? { state: 'preparing' as const }),
    takesPeopleIn: takesPeopleIn(status, stage),
    timeZone,
    uncoveredHours: await uncoveredAhead(deps),
  };
}
