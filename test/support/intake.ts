import type { Journey } from '#shared/contracts/journey';
import { memoryOutboundQueue } from '#shared/adapters/memory/outbound-queue';
import type { OwnPart } from '#shared/contracts/intake';
import type { Couple, CoupleDecision } from '#shared/contracts/pairing';
import type { Participant } from '#shared/contracts/participant';
import { put } from '#shared/steps/change-row';
import { decideCouple } from '#shared/steps/decide-couple';
import { outbox } from '#shared/steps/outbox';
import { taskDesk } from '#shared/steps/task-desk';
import type { World } from './world.ts';

export const ANA = { participantId: 'p-ana001', phone: '+12025550101' } as const;
export const BEN = { participantId: 'p-ben001', phone: '+12025550102' } as const;
export const COUPLE = 'c-anaben';

/** A couple whose intake has not begun: a row as enrolling writes it. */
export const aCouple = (fields: Partial<Couple> = {}): Couple => ({
  coupleId: COUPLE,
  participantIds: [ANA.participantId, BEN.participantId],
  state: 'intake',
  createdAt: '2026-11-24T15:00:00.000Z',
  questions: [],
  weight: 1,
  refusals: [],
  previousMentorIds: [],
  offers: 0,
  matchings: 0,
  ...fields,
});

/** What a partner writes on their own page. */
export const ownPart: OwnPart = {
  name: 'Ben',
  language: 'en',
  timeZone: 'America/New_York',
  schedule: { weekday: 'tuesday', time: '10:00' },
  privacyLevel: 'normal',
};

/** Somebody who was signed up and has said nothing yet, but for their own part of the page. */
const invited = (at: string): Partial<Participant> => ({
  coupleId: COUPLE,
  texts: { state: 'invited', at },
  screen: 'pending',
  ownPartAt: at,
});

/** Ana and Ben enrol, and their intake starts; both have done their own part where nothing else is said. */
export async function enrol(
  world: World,
  {
    ana = {},
    ben = {},
    couple = {},
  }: { ana?: Partial<Participant>; ben?: Partial<Participant>; couple?: Partial<Couple> } = {},
): Promise<void> {
  const at = world.clock.now().toISOString();
  const journey: Partial<Journey> = { state: 'intake' };
  await world.given({ participant: { ...invited(at), ...ANA, ...ana }, journey });
  await world.given({ participant: { ...invited(at), ...BEN, name: 'Ben', ...ben }, journey });
  const row = aCouple({ createdAt: at, ...couple });
  await world.records.write([put('couple', row, 0)]);
  await begin(world);
}

/** Starts the intake of the couple that is there; a second time changes nothing. */
export async function begin(world: World): Promise<void> {
  await world.workflows.start({
    workflow: 'intake',
    name: COUPLE,
    input: { coupleId: COUPLE, participantIds: [ANA.participantId, BEN.participantId] },
  });
  await world.cloud.clock.settle();
}

/** The answers to the private screen that worry nobody, and one that does: not safe at home. */
export const CLEAR = ['1', '1', '2'] as const;
export const UNSAFE = ['1', '2', '2'] as const;

/** What happens to them, and the words to act on it; of the world that stands at that moment. */
export function intakeIn(world: () => World) {
  const run = () => world().run(COUPLE);
  const couple = () => world().records.get('couple', COUPLE);
  const journey = ({ participantId }: { participantId: string }) =>
    world().records.get('journey', participantId);
  const participant = ({ participantId }: { participantId: string }) =>
    world().records.get('participant', participantId);
  const texts = ({ phone }: { phone: string }): string[] => world().textsTo(phone);
  const planned = async ({ participantId }: { participantId: string }): Promise<string[]> => {
    const { items } = await world().records.listOf('message', participantId, { limit: 100 });
    return items
      .toSorted((a, b) => (a.plannedAt < b.plannedAt ? -1 : 1))
      .map(({ template, state }) => `${template} ${state}`);
  };
  const kinds = async (): Promise<string[]> => (await world().tasks()).map(({ kind }) => kind).toSorted();
  /** These texts, a minute apart. */
  const say = async (who: { phone: string }, ...bodies: string[]): Promise<void> =>
    world().answer(who.phone, ...bodies);
  /** What the console calls, as the function behind the API has it; what it plans leaves with the next sweep. */
  const deps = () => {
    const { records, clock, steps, workflows } = world();
    const box = outbox({ records, queue: memoryOutboundQueue().queue, clock });
    return { records, clock, steps, workflows, outbox: box, desk: taskDesk({ records, outbox: box, clock }) };
  };
  const decide = async (decision: CoupleDecision, by = 'coordinator-1') => {
    const result = await decideCouple(deps(), { coupleId: COUPLE, decision, by });
    await world().cloud.clock.settle();
    return result;
  };
  return { run, couple, journey, participant, texts, planned, kinds, say, deps, decide };
}
