import { codesFor } from '#shared/domain/crisis';
import { Transient } from '#shared/runtime/errors';
import { closeCrisis } from '#shared/steps/close-crisis';
import { openCrisis, type CrisisRaised } from '#shared/steps/open-crisis';
import { minutesLater } from '#test/support/builders';
import { aCrisis } from '#test/support/crisis';
import { aWorld, type World } from '#test/support/memory-world';

const raised = (fields: Partial<CrisisRaised> = {}): CrisisRaised => ({
  source: 'sms-1',
  participantId: 'p-ana001',
  severity: 'imminent',
  reasons: ['suicide-intent', 'suicide-intent'],
  inboundMessageId: 'sms-1',
  reply: 'crisis-suicide',
  ...fields,
});
const crisisIds = (world: World): string[] => world.records.all('crisis').map(({ crisisId }) => crisisId);

/** All that an opened crisis leaves behind, but for times and revisions. */
const leftBehind = async (world: World) => ({
  crises: world.records
    .all('crisis')
    .map(({ crisisId, code, reasons, state }) => ({ crisisId, code, reasons, state })),
  claims: world.records.all('code-claim').map(({ code, crisisId }) => ({ code, crisisId })),
  messages: world.planned().toSorted(),
  tasks: world.tasks().map(({ taskId, kind, state }) => ({ taskId, kind, state })),
  journey: [(await world.journey())?.openCrisisId, (await world.journey())?.concerns],
  executions: [...world.flows.inputs],
});

describe('opening a crisis', () => {
  it('leaves the safe reply, a ladder, a task due at once and a concern; each of them once', async () => {
    const world = aWorld();
    await world.given();

    await openCrisis(world, raised());
    await openCrisis(world, raised());

    expect(await leftBehind(world)).toEqual({
      crises: [
        {
          crisisId: 'crisis-sms-1',
          code: [...codesFor('crisis-sms-1')][0],
          reasons: ['suicide-intent'],
          state: 'open',
        },
      ],
      claims: [{ code: [...codesFor('crisis-sms-1')][0], crisisId: 'crisis-sms-1' }],
      messages: ['coordinator_t-crisis-sms-1', 'p-ana001_crisis-sms-1-reply'],
      tasks: [{ taskId: 't-crisis-sms-1', kind: 'crisis', state: 'open' }],
      journey: ['crisis-sms-1', ['t-crisis-sms-1']],
      executions: [['crisis:crisis-sms-1', { crisisId: 'crisis-sms-1', waitSeconds: 300 }]],
    });
    expect(world.openTasks()[0]?.dueAt).toBe(world.clock.now().toISOString());
  });

  it('plans the reply before anything else can fail', async () => {
    const world = aWorld();
    await world.given();
    world.workflows.start = () => Promise.reject(new Transient('by the test'));

    const opening = openCrisis(world, raised());

    await expect(opening).rejects.toThrow(Transient);
    expect(world.planned()[0]).toBe('p-ana001_crisis-sms-1-reply');
  });

  it('ends the same wherever the first run was cut off', async () => {
    const whole = aWorld();
    await whole.given();
    await openCrisis(whole, raised());

    for (let cut = 1; cut <= 9; cut += 1) {
      const world = aWorld();
      await world.given();
      const cutOff = cutAfter(world, cut);
      await openCrisis(world, raised()).catch(() => undefined);
      cutOff.mend();
      await openCrisis(world, raised());

      expect(await leftBehind(world)).toEqual(await leftBehind(whole));
    }
  });

  it('opens nothing again when a text is delivered once more after a person has closed its crisis', async () => {
    const world = aWorld();
    await world.given();
    await openCrisis(world, raised());
    await closeCrisis(world, { crisisId: 'crisis-sms-1', outcome: 'not-a-crisis', by: 'sub-1' });

    const again = await openCrisis(world, raised());

    expect(again).toEqual({ crisisId: 'crisis-sms-1' });
    expect(world.records.all('crisis').map(({ state }) => state)).toEqual(['closed']);
    expect(world.openTasks()).toEqual([]);
    expect((await world.journey())?.openCrisisId).toBeUndefined();
  });

  it('tells the waiting loop to plan again: contact is weekly from now on', async () => {
    const world = aWorld();
    await world.given();
    const journey = await world.journey();
    if (!journey?.loop) throw new Error('Ana has no loop');
    const { revision: _revision, ...row } = journey;
    await world.write('journey', 'p-ana001', {
      ...row,
      loop: { ...journey.loop, taskToken: world.flows.wait('loop') },
    });

    await openCrisis(world, raised());

    expect(world.flows.completed).toEqual([{ taskToken: 'loop', outcome: 'changed' }]);
    expect((await world.journey())?.cadence?.step).toMatchObject({ everyDays: 7 });
  });

  it('takes the next code where the first is taken by another crisis', async () => {
    const world = aWorld();
    await world.given();
    const [first = '', second = ''] = codesFor('crisis-sms-1');
    await world.write('code-claim', first, { code: first, crisisId: 'crisis-other' });

    await openCrisis(world, raised());

    expect(world.records.all('crisis')[0]?.code).toBe(second);
  });

  it('is one crisis for two texts of the same person at the same moment', async () => {
    const world = aWorld();
    await world.given();

    const opened = await Promise.all([
      openCrisis(world, raised()),
      openCrisis(world, raised({ source: 'sms-2' })),
    ]);

    expect(new Set(opened.map(({ crisisId }) => crisisId)).size).toBe(1);
    expect(crisisIds(world)).toHaveLength(1);
    expect(world.planned().filter((id) => id.endsWith('-reply'))).toHaveLength(2);
  });

  it('tells whoever has taken over that there is another text, and starts no second ladder', async () => {
    const world = aWorld();
    await world.given();
    await openCrisis(world, raised());
    const taken = aCrisis({
      state: 'acknowledged',
      acknowledgedBy: 'coordinator',
      acknowledgedAt: minutesLater(2).toISOString(),
    });
    await world.write('crisis', 'crisis-sms-1', taken);
    world.clock.moveTo(minutesLater(30));

    await openCrisis(world, raised({ source: 'sms-2' }));

    expect(crisisIds(world)).toEqual(['crisis-sms-1']);
    expect(world.planned()).toContain('coordinator_crisis-sms-1-again-sms-2-email');
    expect([...world.flows.executions.keys()]).toEqual(['crisis:crisis-sms-1']);
  });

  it('starts a ladder of its own an hour after somebody took over, and after nobody did', async () => {
    for (const before of [
      { state: 'acknowledged', acknowledgedBy: 'coordinator', acknowledgedAt: minutesLater(2).toISOString() },
      { state: 'unacknowledged' },
    ] as const) {
      const world = aWorld();
      await world.given();
      await openCrisis(world, raised());
      await world.write('crisis', 'crisis-sms-1', aCrisis(before));
      world.clock.moveTo(minutesLater(63));

      await openCrisis(world, raised({ source: 'sms-2' }));

      expect(crisisIds(world)).toEqual(['crisis-sms-1', 'crisis-sms-2']);
      expect((await world.records.get('crisis', 'crisis-sms-2'))?.supersedes).toBe(
        before.state === 'unacknowledged' ? 'crisis-sms-1' : undefined,
      );
    }
  });

  it('serves somebody who has left, has no mentor and stopped all texts: people are called, no text leaves', async () => {
    const world = aWorld();
    await world.given(
      { coupleId: undefined, texts: { state: 'stopped', at: minutesLater(-60).toISOString() } },
      { journey: { state: 'ended' } },
    );

    await openCrisis(world, raised());
    await world.deliver();

    expect([...world.flows.executions.keys()]).toEqual(['crisis:crisis-sms-1']);
    expect(world.openTasks().map(({ kind }) => kind)).toEqual(['crisis']);
    expect(world.texts.sent).toEqual([]);
  });
});

/** Everything that changes something works this often, and then fails until it is mended. */
function cutAfter(world: World, calls: number): { mend(): void } {
  let left = calls;
  const { records, queue, workflows } = world;
  const [write, enqueue, start] = [records.write, queue.enqueue, workflows.start];
  const counted = (): void => {
    left -= 1;
    if (left < 0) throw new Transient('by the test');
  };
  records.write = async (changes) => (counted(), write(changes));
  queue.enqueue = async (message) => (counted(), enqueue(message));
  workflows.start = async (execution) => (counted(), start(execution));
  return {
    mend: () => {
      left = Number.MAX_SAFE_INTEGER;
    },
  };
}
