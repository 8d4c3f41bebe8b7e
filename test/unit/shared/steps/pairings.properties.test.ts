import * as fc from 'fast-check';
import type { Records } from '#shared/ports/records';
import { Transient } from '#shared/runtime/errors';
import { changeRow } from '#shared/steps/change-row';
import { nextOffer } from '#shared/domain/next-offer';
import { profileOf } from '#shared/domain/offer';
import { answerOffer } from '#shared/steps/answer-offer';
import { changeMentor } from '#shared/steps/change-mentor';
import { endPairing } from '#shared/steps/end-pairing';
import { releaseMentor } from '#shared/steps/release-mentor';
import { separateCouple } from '#shared/steps/separate-couple';
import { startMatching } from '#shared/steps/start-matching';
import { wakeWaitlist } from '#shared/steps/wake-waitlist';
import { withdraw } from '#shared/steps/withdraw';
import { aMatchingWorld, executionsIn, type MatchingWorld } from '#test/support/matching-world';

const COUPLES = 4;
const MENTORS = 3;
const digits = (index: number): string => `00000${index}`;
const coupleIdOf = (index: number): string => `c-${digits(index)}`;
const mentorIdOf = (index: number): string => `m-${digits(index)}`;
const participantIdOf = (couple: number, which: number): string => `p-${digits(2 * couple + which)}`;

const couple = fc.nat({ max: COUPLES - 1 });
const mentor = fc.nat({ max: MENTORS - 1 });

/** What may happen at any moment, to anybody. */
const event = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('goes-on' as const), which: fc.nat({ max: 9 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('times-out' as const), which: fc.nat({ max: 9 }) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('answers' as const),
      mentor,
      answer: fc.constantFrom('accept' as const, 'decline' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('starts' as const), couple }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('capacity' as const), mentor, capacity: fc.nat({ max: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('leaves' as const), mentor }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('withdraws' as const), couple, which: fc.nat({ max: 1 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('changes' as const), couple }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('completes' as const), couple }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('separates' as const), couple }) },
);
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

describe('pairings, whatever happens at once', () => {
  it('keep every load right and within capacity, and leave no couple between two states', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.array(event, { minLength: 1, maxLength: 3 }), { maxLength: 25 }),
        fc.array(fc.record({ capacity: fc.nat({ max: 3 }), couple: fc.boolean() }), {
          minLength: MENTORS,
          maxLength: MENTORS,
        }),
        async (scheduler, history, mentors) => {
          const world = aMatchingWorld((records) => interleaved(scheduler, records, () => check(world)));
          const executions = executionsIn(world);
          await arrive(world, mentors);

          for (const together of history) {
            await scheduler.waitFor(Promise.all(together.map((one) => happen(world, executions, one))));
            world.hoursPass(1);
          }
          await scheduler.waitFor(toTheEnd(world, executions));

          check(world);
          expectSettled(world);
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** Every read and write of every step is a moment at which any other may come in between. */
function interleaved(scheduler: fc.Scheduler, records: Records, afterWrite: () => void): Records {
  const turn = () => scheduler.schedule(Promise.resolve());
  return {
    get: async (kind, id) => (await turn(), records.get(kind, id)),
    list: async (list, page) => (await turn(), records.list(list, page)),
    listOf: async (kind, owner, page) => (await turn(), records.listOf(kind, owner, page)),
    async write(changes) {
      await turn();
      const loads = await Promise.all(
        changes.flatMap((change) =>
          'put' in change && change.put === 'mentor'
            ? [records.get('mentor', change.row.mentorId).then((before) => ({ before, after: change.row }))]
            : [],
        ),
      );
      const written = await records.write(changes);
      if (written === 'written') {
        for (const { before, after } of loads)
          if (after.load > (before?.load ?? 0)) expect(after.load).toBeLessThanOrEqual(after.capacity);
        afterWrite();
      }
      return written;
    },
  };
}

/** A mentor carries what they are offered and what they have: no more, no less. */
function check({ kept }: MatchingWorld): void {
  const carried = [
    ...kept.all('offer').filter(({ state }) => state === 'open'),
    ...kept.all('pairing').filter(({ state }) => state === 'active'),
  ];
  for (const { mentorId, load } of kept.all('mentor')) {
    const own = carried.filter(({ mentorIds }) => mentorIds.includes(mentorId));
    expect({ mentorId, load }).toEqual({ mentorId, load: own.reduce((sum, { weight }) => sum + weight, 0) });
  }
  for (const { openOfferId, pairingId } of kept.all('couple'))
    expect(openOfferId === undefined || pairingId === undefined).toBe(true);
}

async function arrive(
  world: MatchingWorld,
  mentors: readonly { capacity: number; couple: boolean }[],
): Promise<void> {
  await world.mentors(
    ...mentors.map(({ capacity, couple: serves }, index) => ({
      mentorId: mentorIdOf(index),
      capacity,
      ...(serves && index > 0 && { partnerEmail: `${mentorIdOf(index - 1)}@example.org` }),
    })),
  );
  for (let index = 0; index < COUPLES; index += 1) {
    await world.couple({
      coupleId: coupleIdOf(index),
      participantIds: [participantIdOf(index, 0), participantIdOf(index, 1)],
      weight: index === 0 ? 2 : 1,
    });
  }
}

async function happen(
  world: MatchingWorld,
  executions: ReturnType<typeof executionsIn>,
  one: Event,
): Promise<void> {
  try {
    await act(world, executions, one);
  } catch (error) {
    // Five lost races in a row: whoever asked is told to ask again.
    if (!(error instanceof Transient)) throw error;
  }
}

async function act(
  world: MatchingWorld,
  executions: ReturnType<typeof executionsIn>,
  one: Event,
): Promise<unknown> {
  const nameAt = (index: number): string | undefined =>
    executions.names()[index % Math.max(1, executions.names().length)];
  switch (one.kind) {
    case 'goes-on':
    case 'times-out': {
      const name = nameAt(one.which);
      return name === undefined ? undefined : executions.advance(name, one.kind === 'times-out');
    }
    case 'answers': {
      const mentorId = mentorIdOf(one.mentor);
      const offer = world.kept.all('offer').findLast(({ mentorIds }) => mentorIds.includes(mentorId));
      return offer && answerOffer(world, { offerId: offer.offerId, mentorId, answer: one.answer });
    }
    case 'starts':
      return startMatching(world, coupleIdOf(one.couple));
    case 'capacity':
    case 'leaves':
      await changeRow(world.records, { kind: 'mentor', id: mentorIdOf(one.mentor) }, (row) => ({
        row: one.kind === 'leaves' ? { ...row, status: 'left' } : { ...row, capacity: one.capacity },
        result: undefined,
      }));
      return one.kind === 'leaves' ? releaseMentor(world, mentorIdOf(one.mentor)) : wakeWaitlist(world);
    case 'withdraws':
      return withdraw(world, { participantId: participantIdOf(one.couple, one.which) });
    case 'changes':
      return changeMentor(world, { coupleId: coupleIdOf(one.couple) });
    case 'completes':
      return endPairing(world, { coupleId: coupleIdOf(one.couple), reason: 'completed' });
    default:
      return separateCouple(world, coupleIdOf(one.couple));
  }
}

/** Every couple's search is on, every offer is answered, by turns in each way, until nothing moves any more. */
async function toTheEnd(world: MatchingWorld, executions: ReturnType<typeof executionsIn>): Promise<void> {
  const searching = world.kept
    .all('couple')
    .filter(({ state }) => state === 'intake' || state === 'matching');
  for (const { coupleId } of searching) await startMatching(world, coupleId);
  for (let turn = 0; turn < 100; turn += 1) {
    await executions.settle();
    const [open] = world.kept.all('offer').filter(({ state }) => state === 'open');
    if (!open) return;
    const [mentorId = ''] = open.mentorIds;
    if (turn % 3 === 0) for (const name of executions.names()) await executions.advance(name, true);
    else
      await answerOffer(world, {
        offerId: open.offerId,
        mentorId,
        answer: turn % 3 === 1 ? 'accept' : 'decline',
      });
  }
  throw new Error('the offers never end');
}

/** Paired, waiting for a mentor whom really nobody has, or over; and nobody is woken in vain or forgotten. */
function expectSettled({ kept, clock }: MatchingWorld): void {
  for (const one of kept.all('couple')) {
    expect(['paired', 'waitlisted', 'ended', 'separated']).toContain(one.state);
    const pairing = kept
      .all('pairing')
      .filter(({ coupleId, state }) => coupleId === one.coupleId && state === 'active');
    expect(pairing.map(({ pairingId }) => pairingId)).toEqual(
      one.pairingId === undefined ? [] : [one.pairingId],
    );
    expect(one.pairingId !== undefined).toBe(one.state === 'paired');
    if (one.state !== 'waitlisted') continue;
    const partners = kept
      .all('participant')
      .filter(
        ({ participantId }) =>
          one.participantIds.includes(participantId) &&
          kept.all('journey').find((journey) => journey.participantId === participantId)?.state !== 'ended',
      );
    const best = nextOffer({
      couple: profileOf(one, partners),
      mentors: kept.all('mentor'),
      at: clock.now(),
    });
    expect(best.kind).toBe('nobody-left');
  }
}
