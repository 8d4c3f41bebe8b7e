import { callApi, conflictIn, coordinator } from '#test/support/api-call';
import { aParticipant, hoursLater } from '#test/support/builders';
import { aCoupleRow } from '#test/support/matching-world';
import { aMentor } from '#test/support/mentors';
import { aWorld, type World } from '#test/support/memory-world';
import { aCrisis, anInboundText, aTask } from '#test/support/rows';
import type { Task } from '#shared/contracts/task';

const path = { taskId: 't-1' };
const close = (world: World, body?: unknown, sub = 'user-1') =>
  callApi(world, 'POST /tasks/{taskId}/close', { path, body, claims: { ...coordinator, sub } });

async function aWorldWith(task: Partial<Task>, participant = {}, journey = {}): Promise<World> {
  const world = aWorld();
  await world.given(participant, { journey });
  await world.write('task', 't-1', aTask(task));
  return world;
}

describe('GET /tasks', () => {
  it('lists what is open, by when somebody should have looked', async () => {
    const world = await aWorldWith({ dueAt: hoursLater(9).toISOString() });
    await world.write('task', 't-2', aTask({ taskId: 't-2', dueAt: hoursLater(4).toISOString() }));
    await world.write('task', 't-3', aTask({ taskId: 't-3', state: 'closed' }));

    const response = await callApi(world, 'GET /tasks');

    expect(response.json).toEqual({
      items: [expect.objectContaining({ taskId: 't-2' }), expect.objectContaining({ taskId: 't-1' })],
    });
  });
});

describe('GET /tasks/{taskId}', () => {
  it('shows the words that it is about, which no list does', async () => {
    const world = await aWorldWith({ inboundMessageId: 'sms-1' });
    await world.write('inbound-text', 'sms-1', anInboundText({ body: 'call me please' }));

    const one = await callApi(world, 'GET /tasks/{taskId}', { path });
    const list = await callApi(world, 'GET /tasks');

    expect(one.json['text']).toEqual({
      from: '+12025550101',
      body: 'call me please',
      receivedAt: hoursLater(1).toISOString(),
    });
    expect(list.body).not.toContain('call me');
  });

  it.each([undefined, 'sms-gone'])(
    'shows a task without words where there are none (%s)',
    async (inboundMessageId) => {
      const world = await aWorldWith({ inboundMessageId });

      const response = await callApi(world, 'GET /tasks/{taskId}', { path });

      expect(response.statusCode).toBe(200);
      expect(response.json).not.toHaveProperty('text');
    },
  );
});

describe('POST /tasks/{taskId}/close', () => {
  it('closes a task once and says by whom', async () => {
    const world = await aWorldWith({});

    const first = await close(world);
    const second = await close(world, {}, 'user-9');

    expect([first.statusCode, second.statusCode]).toEqual([200, 200]);
    expect(second.json).toMatchObject({ state: 'closed', closedBy: 'user-1' });
    expect(world.openTasks()).toEqual([]);
  });

  it('ends the concern that it was', async () => {
    const world = await aWorldWith({ kind: 'check-in-concern' }, {}, { concerns: ['t-1', 't-2'] });

    await close(world);

    expect(await world.journey()).toMatchObject({ concerns: ['t-2'] });
  });

  it.each([
    ['stop-or-not', undefined, 'must be one of stop, go-on'],
    ['stop-or-not', 'clear', 'must be one of stop, go-on'],
    ['safety-review', undefined, 'must be one of clear, keep'],
    ['reply-to-read', 'stop', 'must be left out: there is none to take'],
  ] as const)('answers 400 to %s with the decision %s', async (kind, decision, message) => {
    const world = await aWorldWith({ kind });

    const response = await close(world, { decision });

    expect([response.statusCode, response.json['errors']]).toEqual([400, [{ field: 'decision', message }]]);
    expect(world.openTasks()).toHaveLength(1);
  });

  it('stops texts where the coordinator reads a STOP in it, and cannot be decided otherwise afterwards', async () => {
    const texts = { state: 'given' as const, at: hoursLater(-48).toISOString() };
    const world = await aWorldWith(
      { kind: 'stop-or-not', inboundMessageId: 'sms-1' },
      { texts, undecidedStop: 't-1' },
    );

    const first = await close(world, { decision: 'stop' });
    const again = await close(world, { decision: 'stop' });
    const other = await close(world, { decision: 'go-on' });

    expect([first.statusCode, again.statusCode, other.statusCode]).toEqual([200, 200, 409]);
    expect(conflictIn(other)).toBe('decided-before');
    expect(await world.participant()).toMatchObject({ texts: { state: 'stopped' } });
    expect(await world.journey()).toMatchObject({ state: 'paused', reason: 'stopped' });
  });

  it('lets a review of safety clear the hold or keep it', async () => {
    const held = { screen: 'to-review' as const, safetyHold: true };
    const worlds = [
      await aWorldWith({ kind: 'safety-review' }, held),
      await aWorldWith({ kind: 'safety-review' }, held),
    ];

    await close(worlds[0] ?? aWorld(), { decision: 'clear' });
    await close(worlds[1] ?? aWorld(), { decision: 'keep' });

    expect(await Promise.all(worlds.map((world) => world.participant()))).toMatchObject([
      { screen: 'reviewed', safetyHold: false },
      { screen: 'reviewed', safetyHold: true },
    ]);
  });

  it('lets a couple that the hold kept from being matched look again', async () => {
    const world = await aWorldWith({ kind: 'safety-review' }, { screen: 'to-review', safetyHold: true });
    const waitlistToken = world.flows.wait('waitlist');
    const couple = aCoupleRow({ participantIds: ['p-ana001'], state: 'waitlisted', waitlistToken });
    await world.write('couple', couple.coupleId, couple);
    await world.write('mentor', 'm-dana01', aMentor());

    await close(world, { decision: 'clear' });

    expect(world.flows.completed).toEqual([{ taskToken: 'waitlist', outcome: 'woken' }]);
  });

  it('leaves a task open whose crisis is, and closes it after that', async () => {
    const world = await aWorldWith({ kind: 'crisis', crisisId: 'crisis-sms-1' });
    await world.write('crisis', 'crisis-sms-1', aCrisis({ state: 'acknowledged' }));

    const early = await close(world);
    await world.write('crisis', 'crisis-sms-1', aCrisis({ state: 'closed' }));
    const late = await close(world);

    expect([early.statusCode, conflictIn(early), late.statusCode]).toEqual([409, 'crisis-open', 200]);
  });

  it('leaves a task open whose couple waits for a decision', async () => {
    const world = await aWorldWith({ kind: 'intake-to-decide', coupleId: 'c-anaben' });
    await world.write('couple', 'c-anaben', aCoupleRow({ state: 'to-decide' }));

    const response = await close(world);

    expect([response.statusCode, conflictIn(response)]).toEqual([409, 'couple-to-decide']);
    expect(aParticipant().coupleId).toBe('c-anaben');
  });
});
