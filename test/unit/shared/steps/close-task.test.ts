import type { Participant } from '#shared/contracts/participant';
import type { Task } from '#shared/contracts/task';
import { closeTask } from '#shared/steps/close-task';
import { stopTexts } from '#shared/steps/stop-texts';
import { hoursLater, minutesLater } from '#test/support/builders';
import { aWorld } from '#test/support/memory-world';
import { anInboundText, aTask } from '#test/support/rows';

const given = { state: 'given' as const, at: hoursLater(-48).toISOString() };

/** Ana's text that may be a STOP, read an hour after `monday`. */
async function aDoubt(participant: Partial<Participant> = {}, task: Partial<Task> = {}) {
  const world = aWorld();
  await world.given({ texts: given, undecidedStop: 't-1', ...participant });
  await world.write('inbound-text', 'sms-1', anInboundText({ receivedAt: hoursLater(1).toISOString() }));
  await world.write('task', 't-1', aTask({ kind: 'stop-or-not', inboundMessageId: 'sms-1', ...task }));
  world.clock.moveTo(hoursLater(3));
  return world;
}

describe('a text that may be a STOP', () => {
  it('counts as one from the moment at which it came, with the text as the proof [T9, T14]', async () => {
    const world = await aDoubt();

    const result = await closeTask(world, { taskId: 't-1', by: 'user-1', decision: 'stop' });

    expect(result).toMatchObject({ outcome: 'closed', task: { decision: 'stop', closedBy: 'user-1' } });
    expect(await world.participant()).toMatchObject({
      texts: { state: 'stopped', at: hoursLater(1).toISOString(), inboundMessageId: 'sms-1' },
    });
    expect(await world.participant()).not.toHaveProperty('undecidedStop');
    expect(world.openTasks()).toEqual([expect.objectContaining({ taskId: 't-stopped-sms-1' })]);
    expect(world.planned().filter((id) => id.startsWith('p-'))).toEqual([]);
  });

  it('does not undo a START that came after it [T8]', async () => {
    const texts = { state: 'given' as const, at: hoursLater(2).toISOString(), inboundMessageId: 'sms-2' };
    const world = await aDoubt({ texts, undecidedStop: undefined });

    await closeTask(world, { taskId: 't-1', by: 'user-1', decision: 'stop' });

    expect(await world.participant()).toMatchObject({ texts });
    expect(await world.journey()).toMatchObject({ state: 'active' });
    expect(world.openTasks()).toEqual([]);
  });

  it('is no STOP where the coordinator says so: texts go on', async () => {
    const world = await aDoubt();

    await closeTask(world, { taskId: 't-1', by: 'user-1', decision: 'go-on' });

    expect(await world.participant()).toMatchObject({ texts: given });
    expect(await world.participant()).not.toHaveProperty('undecidedStop');
    expect(await world.journey()).toMatchObject({ state: 'active' });
  });

  it('leaves the doubt of another text where it is', async () => {
    const world = await aDoubt({ undecidedStop: 't-2' });

    await closeTask(world, { taskId: 't-1', by: 'user-1', decision: 'go-on' });

    expect(await world.participant()).toMatchObject({ undecidedStop: 't-2' });
  });

  it('finishes what a run before it left undone, and nothing else the second time', async () => {
    const world = await aDoubt();
    const { complete } = world.steps;
    const { open } = world.desk;
    const crash = () => Promise.reject(new Error('crashed'));
    const desk = { open: crash };
    const closing = { taskId: 't-1', by: 'user-1', decision: 'stop' as const };
    await expect(closeTask({ ...world, desk }, closing)).rejects.toThrow('crashed');

    const again = await closeTask({ ...world, steps: { complete }, desk: { open } }, closing);
    await closeTask(world, closing);

    expect(again.outcome).toBe('closed-before');
    expect(world.openTasks()).toEqual([expect.objectContaining({ kind: 'stopped' })]);
  });
});

describe('closeTask', () => {
  it('closes the task and ends its concern together or not at all', async () => {
    const world = aWorld();
    await world.given({}, { journey: { concerns: ['t-1'] } });
    await world.write('task', 't-1', aTask({ kind: 'check-in-concern' }));
    const { write } = world.records;
    const written: number[] = [];
    world.records.write = async (changes) => {
      written.push(changes.length);
      return write(changes);
    };

    await closeTask(world, { taskId: 't-1', by: 'user-1' });

    expect(written).toEqual([2]);
    expect(await world.journey()).toMatchObject({ concerns: [] });
  });

  it.each([
    ['keep', 'clear', true],
    ['clear', 'keep', false],
  ] as const)('keeps to %s when somebody says %s afterwards', async (first, second, safetyHold) => {
    const world = aWorld();
    await world.given({ screen: 'to-review', safetyHold: true });
    await world.write('task', 't-1', aTask({ kind: 'safety-review' }));
    await closeTask(world, { taskId: 't-1', by: 'user-1', decision: first });

    const result = await closeTask(world, { taskId: 't-1', by: 'user-2', decision: second });

    expect(result).toMatchObject({
      outcome: 'decided-before',
      task: { decision: first, closedBy: 'user-1' },
    });
    expect(await world.participant()).toMatchObject({ safetyHold });
  });

  it('says that there is no such task', async () => {
    expect(await closeTask(aWorld(), { taskId: 't-none', by: 'user-1' })).toEqual({ outcome: 'not-found' });
  });
});

describe('stopTexts', () => {
  it('lets an intake that waits for this number go on', async () => {
    const world = aWorld();
    const intake = { step: 'agreement' as const, taskToken: world.flows.wait('agreement') };
    await world.given({ texts: { ...given, state: 'invited' } }, { journey: { state: 'intake', intake } });

    await stopTexts(world, 'p-ana001');

    expect(world.flows.completed).toEqual([{ taskToken: 'agreement', outcome: 'declined' }]);
    expect(await world.participant()).toMatchObject({ texts: { state: 'stopped' } });
  });

  it('is undone by the START that comes after it, and written down again after that', async () => {
    const world = aWorld();
    await world.given();
    await stopTexts(world, 'p-ana001');
    const stopped = await world.participant();
    const { revision: _revision, ...row } = stopped ?? { revision: 0 };
    await world.write('participant', 'p-ana001', {
      ...Object(row),
      texts: { state: 'given', at: minutesLater(5).toISOString(), inboundMessageId: 'sms-2' },
    });
    world.clock.moveTo(minutesLater(9));

    await stopTexts(world, 'p-ana001');

    expect(await world.participant()).toMatchObject({
      texts: { state: 'stopped', at: minutesLater(9).toISOString() },
    });
    expect(world.tasks()).toHaveLength(2);
  });
});
