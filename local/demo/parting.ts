import { loopExecutionOf } from '#shared/domain/journey';
import type { Participant } from '#shared/contracts/participant';
import type { Cloud } from '../cloud.ts';
import { recordsOf } from './gather.ts';
import type { Stage } from './stage.ts';

/** How two who enrolled together go apart: both stay in care, or the second leaves the programme. */
export type PartingWay = 'separation' | 'withdrawal';

/** What lies ahead of somebody, as plain text: when and how they are asked next, and what will ask them. */
export interface Ahead {
  readonly state: string | undefined;
  readonly askedNext: string | undefined;
  readonly cadence: string | undefined;
  readonly weekly: string;
  readonly loop: string | undefined;
}

/** One who stays in care while their partner goes: what lay ahead of them just before, and just after. */
export interface Parting {
  /** ISO time. */
  readonly at: string;
  readonly how: PartingWay;
  readonly participantId: string;
  readonly before: Ahead;
  readonly after: Ahead;
}

/** A coordinator notes that these two go apart. Nothing where they may not yet, as in the intake. */
export async function part(
  stage: Stage,
  phones: readonly [string, string],
  how: PartingWay,
): Promise<Parting[]> {
  const { cloud } = stage;
  const partners = await Promise.all(phones.map((phone) => participantOf(cloud, phone)));
  const [first, second] = partners;
  if (!first?.coupleId || !second) return [];
  const stay = how === 'separation' ? [first, second] : [first];
  const before = await Promise.all(stay.map((one) => aheadOf(cloud, one)));
  const at = new Date(stage.now()).toISOString();
  await (how === 'separation'
    ? stage.api('POST', `/couples/${first.coupleId}/separation`)
    : stage.api('POST', `/participants/${second.participantId}/withdrawal`, { reason: 'withdrawn' }));
  return Promise.all(
    stay.map(async (one, index) => ({
      at,
      how,
      participantId: one.participantId,
      before: before[index] ?? nothingAhead,
      after: await aheadOf(cloud, one),
    })),
  );
}

async function participantOf(cloud: Cloud, phone: string): Promise<Participant | undefined> {
  const records = recordsOf(cloud);
  const claim = await records.get('phone-claim', phone);
  return claim && records.get('participant', claim.holderId);
}

async function aheadOf(cloud: Cloud, { participantId }: Participant): Promise<Ahead> {
  const records = recordsOf(cloud);
  const [person, journey] = await Promise.all([
    records.get('participant', participantId),
    records.get('journey', participantId),
  ]);
  const loop = journey?.loop && loopExecutionOf(participantId, journey.loop);
  const run = cloud.stepFunctions.runs().find(({ execution }) => execution.name === loop);
  return {
    state: journey?.state,
    askedNext: journey?.cadence?.step.dueAt,
    cadence: journey?.cadence && JSON.stringify(journey.cadence),
    weekly: JSON.stringify([person?.schedule, person?.timeZone, person?.safeHours]),
    loop: run && `${run.execution.name} ${run.execution.status}`,
  };
}

const nothingAhead: Ahead = {
  state: undefined,
  askedNext: undefined,
  cadence: undefined,
  weekly: '',
  loop: undefined,
};
