import type { NewCouple } from '../contracts/intake.ts';
import type { Couple } from '../contracts/pairing.ts';
import type { Participant } from '../contracts/participant.ts';
import { newCoupleRows } from '../domain/new-couple.ts';
import type { Clock } from '../ports/clock.ts';
import type { Records } from '../ports/records.ts';
import type { Workflows } from '../ports/workflows.ts';
import { Transient } from '../runtime/errors.ts';
import { put } from './change-row.ts';

export interface EnrolDeps {
  readonly records: Records;
  readonly workflows: Pick<Workflows, 'start'>;
  readonly clock: Clock;
  readonly newId: () => string;
}

export type Enrolment =
  | { readonly outcome: 'enrolled'; readonly coupleId: string; readonly participantIds: readonly string[] }
  | {
      readonly outcome: 'phone-taken';
      readonly field: 'phone' | 'partnerPhone';
      /** Who has the number: a participant or a mentor. For coordinators only [F9]. */
      readonly holderId: string;
    };

/**
 * Records a couple, both partners, their journeys and their numbers in one transaction, and starts their intake. Safe
 * to repeat from any point: the same `submissionId` with the same numbers is the same couple, and a run that crashed
 * before the start is finished by the next one. A number is claimed once and for ever, so nobody can make us text it
 * again [T1]; a shared phone is claimed for the partner who enrols, since nobody can tell who of two types a text.
 */
export async function enrolCouple(deps: EnrolDeps, couple: NewCouple): Promise<Enrolment> {
  const enrolment = await recorded(deps, couple);
  if (enrolment.outcome === 'enrolled') await startIntake(deps, enrolment);
  return enrolment;
}

/** Starts the intake of a couple, once however often it is asked for. */
export const startIntake = (
  { workflows }: Pick<EnrolDeps, 'workflows'>,
  { coupleId, participantIds }: { readonly coupleId: string; readonly participantIds: readonly string[] },
) => workflows.start({ workflow: 'intake', name: coupleId, input: { coupleId, participantIds } });

async function recorded({ records, clock, newId }: EnrolDeps, newCouple: NewCouple): Promise<Enrolment> {
  let key = newCouple.submissionId ?? newId();
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const { couple, participants, journeys, claims } = newCoupleRows(newCouple, key, clock.now());
    const written = await records.write([
      put('couple', couple, 0),
      ...participants.map((row) => put('participant', row, 0)),
      ...journeys.map((row) => put('journey', row, 0)),
      ...claims.map((row) => put('phone-claim', row, 0)),
    ]);
    if (written === 'written') return enrolled(couple);

    const before = await records.get('couple', couple.coupleId);
    if (before && (await isOf(records, before, participants))) return enrolled(before);
    // Somebody went back, corrected the form and sent it again: another couple, under a key of its own.
    if (before) key = newId();
    const taken = await takenAmong(records, newCouple);
    if (taken) return taken;
  }
  throw new Transient('a couple could not be recorded four times in a row');
}

const enrolled = ({ coupleId, participantIds }: Couple): Enrolment => ({
  outcome: 'enrolled',
  coupleId,
  participantIds,
});

/** Whether the couple that has this id was made of the same two numbers. */
async function isOf(
  records: Records,
  { participantIds }: Couple,
  participants: readonly Participant[],
): Promise<boolean> {
  const stored = await Promise.all(participantIds.map((id) => records.get('participant', id)));
  return participants.every(({ phone }, index) => stored[index]?.phone === phone);
}

async function takenAmong(records: Records, { phone, partner }: NewCouple): Promise<Enrolment | undefined> {
  const own = await records.get('phone-claim', phone);
  if (own) return { outcome: 'phone-taken', field: 'phone', holderId: own.holderId };
  const other = await records.get('phone-claim', partner.phone);
  return other && { outcome: 'phone-taken', field: 'partnerPhone', holderId: other.holderId };
}
