import { messageIdOf } from '#shared/contracts/message';
import { digestDue } from '#shared/domain/mail/digest-time';
import type { Clock } from '#shared/ports/clock';
import type { Records } from '#shared/ports/records';
import type { Log, MetricSink } from '#shared/ports/report';
import { Transient } from '#shared/runtime/errors';
import type { Outbox } from '#shared/steps/outbox';

export interface SendDigestsDeps {
  readonly records: Records;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: MetricSink;
}

export interface DigestsOutcome {
  readonly outcome: 'looked';
  /** Digests that this run planned; those of an earlier run are not counted again. */
  readonly planned: number;
}

/** No programme has more pairings at a time than these pages hold; a run that finds more says so and fails. */
const pageSize = 100;
const maxPages = 100;

/** The most that one digest looks at, as its message holds. */
const pairingsPerMentor = 40;

/**
 * Plans the weekly digest of every mentor with a pairing whose Monday morning has come: one a mentor and week, however
 * often it runs, and also where runs before it were late or missing. What stands in it is decided when it leaves. One
 * mentor who fails does not keep the others from theirs; the run fails afterwards.
 */
export const sendDigests = (deps: SendDigestsDeps) => async (): Promise<DigestsOutcome> => {
  const { log, metrics } = deps;
  const outcomes: Planned[] = [];
  for (const [mentorId, pairingIds] of await pairingsByMentor(deps.records)) {
    const outcome = planFor(deps, mentorId, pairingIds).catch((error: unknown) => {
      log.error('DIGEST_FAILED', {}, error);
      return 'failed' as const;
    });
    outcomes.push(await outcome);
  }
  const count = (one: Planned): number => outcomes.filter((outcome) => outcome === one).length;

  metrics.count('DigestsPlanned', count('planned'));
  log.info('DIGESTS_PLANNED', { count: count('planned') });
  if (count('failed') > 0) throw new Transient(`${count('failed')} digests could not be planned`);
  return { outcome: 'looked', planned: count('planned') };
};

type Planned = 'planned' | 'planned-before' | 'not-due' | 'failed';

async function planFor(
  { records, outbox, clock }: SendDigestsDeps,
  mentorId: string,
  pairingIds: readonly string[],
): Promise<Planned> {
  const mentor = await records.get('mentor', mentorId);
  const due = mentor && digestDue(mentor, clock.now());
  if (!due) return 'not-due';
  const what = `digest-${due.week}`;
  const known = await records.get('message', messageIdOf(mentorId, what));
  if (known && known.state !== 'planned') return 'planned-before';
  const { outcome } = await outbox.plan({
    recipient: mentorId,
    channel: 'email',
    template: 'weekly-digest',
    messageClass: 'staff',
    what,
    params: { week: due.week, pairingIds: pairingIds.slice(0, pairingsPerMentor) },
    sendBefore: due.sendBefore,
  });
  return outcome;
}

async function pairingsByMentor(records: Records): Promise<ReadonlyMap<string, readonly string[]>> {
  const byMentor = new Map<string, string[]>();
  let cursor: string | undefined;
  for (let pages = 0; pages < maxPages; pages += 1) {
    const page = await records.list('active-pairings', { limit: pageSize, cursor });
    for (const { pairingId, mentorIds } of page.items)
      for (const mentorId of mentorIds)
        byMentor.set(mentorId, [...(byMentor.get(mentorId) ?? []), pairingId]);
    cursor = page.nextCursor;
    if (cursor === undefined) return byMentor;
  }
  throw new Transient('there are more pairings than one run looks at');
}
