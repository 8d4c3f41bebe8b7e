import { answerOffer } from '#shared/steps/answer-offer';
import { changeMentor } from '#shared/steps/change-mentor';
import { changeRow } from '#shared/steps/change-row';
import { endPairing } from '#shared/steps/end-pairing';
import { releaseMentor } from '#shared/steps/release-mentor';
import { separateCouple } from '#shared/steps/separate-couple';
import { startMatching } from '#shared/steps/start-matching';
import { withdraw } from '#shared/steps/withdraw';
import { aMatchingWorld, executionsIn, type MatchingWorld } from '#test/support/matching-world';

const offerId = 'o-anaben-1';
const coupleId = 'c-anaben';

/** What may crash half-way, and in which situation it is called. */
const operations: Record<
  string,
  { given: 'offered' | 'paired'; act: (deps: MatchingWorld) => Promise<unknown> }
> = {
  accepting: {
    given: 'offered',
    act: (deps) => answerOffer(deps, { offerId, mentorId: 'm-dana01', answer: 'accept' }),
  },
  declining: {
    given: 'offered',
    act: (deps) => answerOffer(deps, { offerId, mentorId: 'm-dana01', answer: 'decline' }),
  },
  starting: { given: 'offered', act: (deps) => startMatching(deps, coupleId) },
  'changing the mentor': { given: 'paired', act: (deps) => changeMentor(deps, { coupleId }) },
  completing: { given: 'paired', act: (deps) => endPairing(deps, { coupleId, reason: 'completed' }) },
  'separating with a mentor': { given: 'paired', act: (deps) => separateCouple(deps, coupleId) },
  'separating during an offer': { given: 'offered', act: (deps) => separateCouple(deps, coupleId) },
  'the last withdrawal during an offer': {
    given: 'offered',
    async act(deps) {
      await withdraw(deps, { participantId: 'p-ana001' });
      await withdraw(deps, { participantId: 'p-ben001' });
    },
  },
  'one withdrawal from a pairing': {
    given: 'paired',
    act: (deps) => withdraw(deps, { participantId: 'p-ana001' }),
  },
  'a mentor leaving during an offer': { given: 'offered', act: (deps) => leave(deps) },
  'a mentor leaving a pairing': { given: 'paired', act: (deps) => leave(deps) },
};

async function leave(deps: MatchingWorld): Promise<void> {
  await changeRow(deps.records, { kind: 'mentor', id: 'm-dana01' }, (mentor) => ({
    row: { ...mentor, status: 'left' },
    result: undefined,
  }));
  await releaseMentor(deps, 'm-dana01');
}

/** Ana and Ben have Dana, or are offered to her; Cyb and Dot wait behind them for the same place. */
async function aWorldWhere(given: 'offered' | 'paired') {
  const world = aMatchingWorld();
  const executions = executionsIn(world);
  await world.mentors({ mentorId: 'm-dana01', capacity: 1 });
  await world.couple();
  await world.couple({ coupleId: 'c-cybdot', participantIds: ['p-cyb001', 'p-dot001'] });
  await startMatching(world, coupleId);
  await executions.settle();
  await startMatching(world, 'c-cybdot');
  await executions.settle();
  if (given === 'paired') await answerOffer(world, { offerId, mentorId: 'm-dana01', answer: 'accept' });
  await executions.settle();
  return { world, executions };
}

/** All that is kept, without how often it was written, once everything that still waits for an answer has timed out. */
async function outcomeOf({ world, executions }: Awaited<ReturnType<typeof aWorldWhere>>) {
  await executions.settle();
  for (const name of executions.names()) await executions.advance(name, true);
  await executions.settle();
  const kinds = [
    'couple',
    'offer',
    'pairing',
    'mentor',
    'participant',
    'journey',
    'message',
    'task',
  ] as const;
  return {
    rows: kinds.map((kind) =>
      world.kept
        .all(kind)
        .map(({ revision: _revision, ...row }) => JSON.stringify(row).replaceAll(/"token-\d+"/g, '"token"'))
        .toSorted(),
    ),
    executions: [...world.flows.executions].map((one) => one.join(' ')).toSorted(),
  };
}

/** The same, but that whatever it calls ends it all at this moment: before the call has an effect, or right after. */
function crashingAt(world: MatchingWorld, moment: number): { deps: MatchingWorld; crashed: () => boolean } {
  let passed = 0;
  const tick = (): void => {
    passed += 1;
    if (passed === moment) throw new Error('the process is gone');
  };
  const breaking = <Target extends object>(target: Target): Target =>
    new Proxy(target, {
      get(of, key) {
        const value: unknown = Reflect.get(of, key);
        if (typeof value !== 'function') return value;
        return async (...given: unknown[]): Promise<unknown> => {
          tick();
          const result: unknown = await Reflect.apply(value, of, given);
          tick();
          return result;
        };
      },
    });
  const { records, steps, workflows, outbox, desk } = world;
  const deps = {
    ...world,
    records: breaking(records),
    steps: breaking(steps),
    workflows: breaking(workflows),
    outbox: breaking(outbox),
    desk: breaking(desk),
  };
  return { deps, crashed: () => passed >= moment };
}

describe('whatever crashes half-way and runs again', () => {
  it.each(Object.keys(operations))('%s ends as if it had run once', async (name) => {
    const { given, act } = operations[name] ?? {
      given: 'offered',
      act: () => Promise.reject(new Error(name)),
    };
    const untroubled = await aWorldWhere(given);
    await act(untroubled.world);
    const expected = await outcomeOf(untroubled);
    let moments = 0;

    for (let moment = 1; ; moment += 1) {
      const troubled = await aWorldWhere(given);
      const { deps, crashed } = crashingAt(troubled.world, moment);
      await act(deps).catch((error: unknown) => {
        if (!String(error).includes('the process is gone')) throw error;
      });
      if (!crashed()) break;
      moments += 1;
      await act(troubled.world);

      expect(await outcomeOf(troubled)).toEqual(expected);
    }

    expect(moments).toBeGreaterThan(4);
  });
});
