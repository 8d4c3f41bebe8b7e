import type { Crisis } from '#shared/contracts/crisis';
import { callApi, conflictIn } from '#test/support/api-call';
import { hoursLater } from '#test/support/builders';
import { aWorld, type World } from '#test/support/memory-world';
import { aCrisis, aTask } from '#test/support/rows';

const path = { crisisId: 'crisis-sms-1' };
const acknowledge = (world: World) => callApi(world, 'POST /crises/{crisisId}/acknowledge', { path });
const close = (world: World, outcome?: string) =>
  callApi(world, 'POST /crises/{crisisId}/close', { path, body: { outcome } });

async function aWorldWith(crisis: Partial<Crisis>): Promise<World> {
  const world = aWorld();
  const taskId = 't-crisis-sms-1';
  await world.given({}, { journey: { openCrisisId: 'crisis-sms-1', concerns: [taskId] } });
  await world.write('crisis', 'crisis-sms-1', aCrisis(crisis));
  await world.write('task', taskId, aTask({ taskId, kind: 'crisis', crisisId: 'crisis-sms-1' }));
  return world;
}

describe('GET /crises', () => {
  it('lists those that nobody has closed, the oldest first, without token and code', async () => {
    const world = await aWorldWith({ taskToken: 'secret-token', state: 'unacknowledged', code: '4821' });
    const older = aCrisis({ crisisId: 'crisis-sms-0', openedAt: hoursLater(-1).toISOString() });
    await world.write('crisis', older.crisisId, older);
    await world.write('crisis', 'crisis-sms-2', aCrisis({ crisisId: 'crisis-sms-2', state: 'closed' }));

    const response = await callApi(world, 'GET /crises');

    expect(response.json).toEqual({
      items: [
        expect.objectContaining({ crisisId: 'crisis-sms-0' }),
        expect.objectContaining({ crisisId: 'crisis-sms-1', state: 'unacknowledged' }),
      ],
    });
    expect(response.body).not.toMatch(/secret-token|"code"|4821/);
  });
});

describe('POST /crises/{crisisId}/acknowledge', () => {
  it('takes over for the coordinators and stops the ladder, also the second time', async () => {
    const world = await aWorldWith({});
    await world.write('crisis', 'crisis-sms-1', aCrisis({ taskToken: world.flows.wait('ladder') }));

    const first = await acknowledge(world);
    const second = await acknowledge(world);

    expect([first.statusCode, second.statusCode]).toEqual([200, 200]);
    expect(second.json).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'coordinator' });
    expect(world.flows.completed).toEqual([{ taskToken: 'ladder', outcome: 'acknowledged' }]);
  });

  it.each([
    ['taken-by-another', { state: 'acknowledged', acknowledgedBy: 'm-dana01' }],
    ['closed', { state: 'closed', outcome: 'spoke-safe-now' }],
  ] as const)('answers 409 %s', async (code, crisis) => {
    const world = await aWorldWith(crisis);

    const response = await acknowledge(world);

    expect([response.statusCode, conflictIn(response)]).toEqual([409, code]);
  });
});

describe('POST /crises/{crisisId}/close', () => {
  it('closes it with what became of it, its task and its concern too, once', async () => {
    const world = await aWorldWith({ state: 'acknowledged', acknowledgedBy: 'coordinator' });

    const first = await close(world, 'spoke-safe-now');
    const second = await close(world, 'spoke-safe-now');
    const other = await close(world, 'not-reached');

    expect([first.statusCode, second.statusCode]).toEqual([200, 200]);
    expect(second.json).toMatchObject({ state: 'closed', outcome: 'spoke-safe-now', closedBy: 'user-1' });
    expect([other.statusCode, conflictIn(other)]).toEqual([409, 'decided-before']);
    expect(await world.journey()).toMatchObject({ concerns: [] });
    expect(world.openTasks().filter(({ kind }) => kind === 'crisis')).toEqual([]);
  });

  it.each([undefined, 'fine'])('answers 400 to the outcome %s', async (outcome) => {
    const world = await aWorldWith({});

    const response = await close(world, outcome);

    expect(response.json['errors']).toEqual([expect.objectContaining({ field: 'outcome' })]);
    expect(await world.records.get('crisis', 'crisis-sms-1')).toMatchObject({ state: 'open' });
  });
});
