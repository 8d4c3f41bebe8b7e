import { acknowledgeCrisis } from '#shared/steps/acknowledge-crisis';
import { closeCrisis } from '#shared/steps/close-crisis';
import { openCrisis } from '#shared/steps/open-crisis';
import { minutesLater } from '#test/support/builders';
import { trained } from '#test/support/crisis';
import { aWorld, type World } from '#test/support/memory-world';
import { aMentor } from '#test/support/mentors';

const crisisId = 'crisis-sms-1';
const raised = {
  source: 'sms-1',
  participantId: 'p-ana001',
  severity: 'imminent',
  reasons: ['r'],
  reply: 'crisis-suicide',
} as const;

/** Ana's crisis, in which Dana, Eve and the coordinator were paged. */
async function given(): Promise<World> {
  const world = aWorld();
  await world.given();
  for (const [mentorId, phone] of [
    ['m-dana01', '+12025550111'],
    ['m-eve001', '+12025550112'],
  ] as const)
    await world.write('mentor', mentorId, aMentor({ mentorId, phone, ...trained }));
  await openCrisis(world, raised);
  const { revision: _revision, ...row } = await crisisOf(world);
  const at = world.clock.now().toISOString();
  const who = ['m-dana01', 'm-eve001', 'coordinator'];
  const pages = [{ rung: 'everybody' as const, who, at, enteredAt: at }];
  await world.write('crisis', crisisId, { ...row, pages, taskToken: world.flows.wait('ladder') });
  return world;
}

async function crisisOf(world: World, id = crisisId) {
  const row = await world.records.get('crisis', id);
  if (!row) throw new Error(`there is no ${id}`);
  return row;
}

const toldToStandDown = (world: World): string[] =>
  world
    .planned()
    .filter((id) => id.includes('stand-down'))
    .toSorted();

describe('taking over a crisis', () => {
  it('lets the ladder go on, which stands the others down', async () => {
    const world = await given();

    const result = await acknowledgeCrisis(world, crisisId, 'm-dana01');

    expect(result).toEqual({ outcome: 'taken' });
    expect(world.flows.completed).toEqual([{ taskToken: 'ladder', outcome: 'acknowledged' }]);
    expect(toldToStandDown(world)).toEqual([]);
  });

  it('stands the others down itself where no ladder waits any more', async () => {
    const world = await given();
    world.flows.expire('ladder');

    await acknowledgeCrisis(world, crisisId, 'm-dana01');

    expect(toldToStandDown(world)).toEqual([
      'coordinator_crisis-sms-1-stand-down-email',
      'm-eve001_crisis-sms-1-stand-down-email',
      'm-eve001_crisis-sms-1-stand-down-text',
    ]);
    expect(world.planned()).toContain('p-ana001_crisis-sms-1-seen');
    expect(world.openTasks().filter(({ kind }) => kind === 'crisis-follow-up')).toHaveLength(3);
  });

  it('is of the first one; the second is told so, and the first may say it twice', async () => {
    const world = await given();
    world.flows.expire('ladder');

    const first = await acknowledgeCrisis(world, crisisId, 'm-dana01');
    const second = await acknowledgeCrisis(world, crisisId, 'm-eve001');
    const again = await acknowledgeCrisis(world, crisisId, 'm-dana01');

    expect([first, second, again].map(({ outcome }) => outcome)).toEqual([
      'taken',
      'taken-by-another',
      'taken',
    ]);
    expect(await crisisOf(world)).toMatchObject({ acknowledgedBy: 'm-dana01' });
    expect(world.openTasks().filter(({ kind }) => kind === 'crisis-follow-up')).toHaveLength(3);
  });

  it('is refused once a person has closed it', async () => {
    const world = await given();
    await closeCrisis(world, { crisisId, outcome: 'spoke-safe-now', by: 'sub-1' });

    expect(await acknowledgeCrisis(world, crisisId, 'm-dana01')).toEqual({ outcome: 'closed' });
  });
});

describe('closing a crisis', () => {
  it('ends the ladder, its task, its concern and its code, once', async () => {
    const world = await given();
    const { code } = await crisisOf(world);

    const first = await closeCrisis(world, { crisisId, outcome: 'with-a-clinician', by: 'sub-1' });
    world.clock.moveTo(minutesLater(10));
    const again = await closeCrisis(world, { crisisId, outcome: 'not-a-crisis', by: 'sub-2' });

    expect([first, again]).toEqual([{ outcome: 'closed' }, { outcome: 'closed-before' }]);
    expect(await crisisOf(world)).toMatchObject({
      state: 'closed',
      outcome: 'with-a-clinician',
      closedBy: 'sub-1',
    });
    expect(world.flows.completed).toEqual([{ taskToken: 'ladder', outcome: 'closed' }]);
    expect(await world.records.get('code-claim', code)).toBeUndefined();
    expect(await world.records.get('task', `t-${crisisId}`)).toMatchObject({
      state: 'closed',
      closedBy: 'sub-1',
    });
    expect((await world.journey())?.openCrisisId).toBeUndefined();
    expect((await world.journey())?.concerns).toEqual([]);
    expect((await world.journey())?.cadence?.step).toMatchObject({ everyDays: 7 });
  });

  it('leaves the follow-ups to people, but where it was none', async () => {
    for (const [outcome, open] of [
      ['not-reached', 3],
      ['not-a-crisis', 0],
    ] as const) {
      const world = await given();
      world.flows.expire('ladder');
      await acknowledgeCrisis(world, crisisId, 'm-dana01');

      await closeCrisis(world, { crisisId, outcome, by: 'm-dana01' });

      expect(world.openTasks()).toHaveLength(open);
    }
  });

  it('leaves another crisis of the same person open, and closes the one that it superseded', async () => {
    const world = aWorld();
    await world.given();
    await openCrisis(world, { ...raised, severity: 'high' });
    await openCrisis(world, { ...raised, source: 'sms-2' });

    await closeCrisis(world, { crisisId, outcome: 'spoke-safe-now', by: 'sub-1' });
    const between = await world.journey();
    await closeCrisis(world, { crisisId: 'crisis-sms-2', outcome: 'spoke-safe-now', by: 'sub-1' });

    expect(between).toMatchObject({ openCrisisId: 'crisis-sms-2', concerns: ['t-crisis-sms-2'] });
    expect(await crisisOf(world, 'crisis-sms-2')).toMatchObject({ state: 'closed', supersedes: crisisId });
    expect((await world.journey())?.concerns).toEqual([]);
  });
});
