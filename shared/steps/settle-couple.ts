import type { Couple } from '../contracts/pairing.ts';
import type { Journey } from '../contracts/journey.ts';
import type { Participant } from '../contracts/participant.ts';
import type { Stored } from '../contracts/rows.ts';
import { closed } from '../domain/close-task.ts';
import type { Settlement } from '../domain/eligibility.ts';
import type { Clock } from '../ports/clock.ts';
import type { Change, Records } from '../ports/records.ts';
import { Permanent } from '../runtime/errors.ts';
import { changeRow, put } from './change-row.ts';
import { startMatching, type StartMatchingDeps } from './start-matching.ts';

export interface SettleCoupleDeps extends StartMatchingDeps {
  readonly clock: Clock;
}

/** One partner as stored, whether they take part or not. */
export interface StoredPartner {
  readonly participant: Stored<Participant>;
  readonly journey: Stored<Journey>;
}

/** What became of a couple, with the partners and the waiting step as they were before. */
export interface Settled<Refused> {
  readonly couple: Couple;
  readonly partners: readonly StoredPartner[];
  readonly decisionToken: string | undefined;
  /** Where nothing was changed. */
  readonly refused: Refused | undefined;
}

/**
 * Settles a couple's intake on what all its rows say at this moment, and writes everything in one go: the couple, its
 * partners' journeys, and the end of the task that asked for it. Nothing of it holds when somebody stopped meanwhile.
 */
export const settleCouple = <Refused extends string | undefined>(
  deps: SettleCoupleDeps,
  coupleId: string,
  {
    by,
    settle,
  }: {
    readonly by: string;
    readonly settle: (couple: Couple, partners: readonly StoredPartner[]) => Settlement | Refused;
  },
): Promise<Settled<Refused>> =>
  changeRow<'couple', Settled<Refused>>(deps.records, { kind: 'couple', id: coupleId }, async (row) => {
    const { revision: _revision, ...couple } = row;
    const partners = await partnersIn(deps.records, couple);
    const basis = { partners, decisionToken: couple.decisionToken };
    const settlement = settle(couple, partners);
    if (typeof settlement !== 'object') return { result: { ...basis, couple, refused: settlement } };
    return {
      row: settlement.couple,
      also: [
        ...partners.flatMap((partner) => changesOf(partner, settlement)),
        ...settlement.singles.map((single) => put('couple', single.couple, 0)),
        ...(await closingTask(deps, couple, { by, isDecided: settlement.couple.state !== 'to-decide' })),
      ],
      result: { ...basis, couple: settlement.couple, refused: undefined },
    };
  });

/**
 * Has a mentor looked for, for a couple that was settled so, or for each partner alone. Safe to repeat: a search that was
 * begun is the same one.
 */
export async function startSearches(deps: SettleCoupleDeps, couple: Couple): Promise<void> {
  const own = await Promise.all(
    couple.participantIds.map((participantId) => deps.records.get('participant', participantId)),
  );
  const ids = couple.state === 'separated' ? own.map((one) => one?.coupleId) : [couple.coupleId];
  for (const coupleId of ids) {
    const row = coupleId === undefined ? undefined : await deps.records.get('couple', coupleId);
    if (row?.state === 'matching') await startMatching(deps, row.coupleId);
  }
}

const partnersIn = (records: Records, { participantIds }: Couple): Promise<StoredPartner[]> =>
  Promise.all(
    participantIds.map(async (participantId) => {
      const [participant, journey] = await Promise.all([
        records.get('participant', participantId),
        records.get('journey', participantId),
      ]);
      if (!participant || !journey) throw new Permanent('a couple without its participant');
      return { participant, journey };
    }),
  );

/** What changes of a partner; what was decided on and does not change must still be as it was. */
function changesOf({ participant, journey }: StoredPartner, { journeys, singles }: Settlement): Change[] {
  const { participantId } = participant;
  const isTheirs = (row: { readonly participantId: string }): boolean => row.participantId === participantId;
  const moved = journeys.find(isTheirs);
  const single = singles.find((one) => isTheirs(one.participant));
  return [
    moved
      ? put('journey', moved, journey.revision)
      : { unchanged: 'journey', id: participantId, revision: journey.revision },
    single
      ? put('participant', single.participant, participant.revision)
      : { unchanged: 'participant', id: participantId, revision: participant.revision },
  ];
}

async function closingTask(
  { records, clock }: SettleCoupleDeps,
  { decisionTaskId }: Couple,
  { by, isDecided }: { readonly by: string; readonly isDecided: boolean },
): Promise<Change[]> {
  const stored =
    isDecided && decisionTaskId !== undefined ? await records.get('task', decisionTaskId) : undefined;
  if (!stored) return [];
  const { revision, ...task } = stored;
  const after = closed(task, { by, at: clock.now() });
  return after ? [put('task', after, revision)] : [];
}
