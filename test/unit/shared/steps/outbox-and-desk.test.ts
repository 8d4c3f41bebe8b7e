import { hoursLater, monday } from '#test/support/builders';
import { aWorld } from '#test/support/memory-world';

const hello = {
  recipient: 'p-ana001',
  channel: 'text',
  template: 'thanks',
  messageClass: 'reply',
  what: 'hello',
  params: {},
  sendBefore: hoursLater(12),
} as const;

describe('the outbox', () => {
  it('keeps a message before it is queued', async () => {
    const world = aWorld();
    let stored: unknown;
    const enqueue = world.queue.enqueue.bind(world.queue);
    world.queue.enqueue = async (one) => {
      stored = await world.message(one.messageId);
      return enqueue(one);
    };

    const result = await world.outbox.plan(hello);

    expect(result).toEqual({ outcome: 'planned' });
    expect(stored).toMatchObject({ state: 'planned', plannedAt: monday.toISOString(), attempts: [] });
  });

  it('plans the same for the same person once', async () => {
    const world = aWorld();
    await world.outbox.plan(hello);
    world.clock.moveTo(hoursLater(1));

    const again = await world.outbox.plan({ ...hello, template: 'help' });

    expect(again).toEqual({ outcome: 'planned-before' });
    expect(await world.message('p-ana001_hello')).toMatchObject({ template: 'thanks', revision: 1 });
  });

  it('wakes one that still waits, and none that is settled', async () => {
    const world = aWorld();
    await world.outbox.plan(hello);
    world.outbound.take(monday);

    await world.outbox.plan(hello);
    const woken = world.outbound.take(monday).length;
    const row = await world.message('p-ana001_hello');
    if (row) await world.write('message', 'p-ana001_hello', { ...row, state: 'sent' });
    await world.outbox.plan(hello);

    expect([woken, world.outbound.take(monday).length]).toEqual([1, 0]);
  });

  it('has a text for later looked at by the gate at once, and an email when its time comes', async () => {
    const world = aWorld();

    await world.outbox.plan({ ...hello, notBefore: hoursLater(3) });
    await world.outbox.plan({ ...hello, channel: 'email', what: 'letter', notBefore: hoursLater(3) });

    expect(world.outbound.waiting()).toEqual([
      { messageId: 'p-ana001_hello', channel: 'text' },
      { messageId: 'p-ana001_letter', channel: 'email', at: hoursLater(3) },
    ]);
  });
});

describe('the task desk', () => {
  const task = { taskId: 't-1', kind: 'reply-to-read', participantId: 'p-ana001' } as const;

  it('opens a task once, with a time by which somebody should look, and tells the coordinators once', async () => {
    const world = aWorld();

    await world.desk.open(task);
    world.clock.moveTo(hoursLater(1));
    const again = await world.desk.open({ ...task, kind: 'help-asked' });

    expect(again).toMatchObject({ kind: 'reply-to-read', openedAt: monday.toISOString() });
    expect(Date.parse(again.dueAt)).toBeGreaterThan(monday.getTime());
    expect(world.planned()).toEqual(['coordinator_t-1']);
  });

  it('tells them also where the first run was interrupted before that', async () => {
    const world = aWorld();
    const plan = world.outbox.plan.bind(world.outbox);
    world.outbox.plan = () => Promise.reject(new Error('boom'));
    await expect(world.desk.open(task)).rejects.toThrow();
    world.outbox.plan = plan;

    await world.desk.open(task);

    expect(world.tasks()).toHaveLength(1);
    expect(world.planned()).toEqual(['coordinator_t-1']);
  });

  it('does not open a closed one again, and bothers nobody with it', async () => {
    const world = aWorld();
    const opened = await world.desk.open(task);
    await world.write('task', 't-1', { ...opened, state: 'closed', closedAt: monday.toISOString() });
    world.outbound.take(monday);

    const again = await world.desk.open(task);

    expect(again.state).toBe('closed');
    expect(world.outbound.waiting()).toEqual([]);
  });

  it('writes an email without anything personal', async () => {
    const world = aWorld();
    await world.given();
    await world.desk.open(task);

    await world.deliver();

    expect(world.mails.sent).toEqual([expect.objectContaining({ to: 'coordinator@example.org' })]);
    expect(JSON.stringify(world.mails.sent)).not.toMatch(/Ana\b|2025550101/);
  });
});
