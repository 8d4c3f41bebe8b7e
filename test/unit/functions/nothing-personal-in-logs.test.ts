import { askCheckIn } from '#functions/ask-check-in/handler';
import { awaitCheckIn } from '#functions/await-check-in/handler';
import { closeCheckIn } from '#functions/close-check-in/handler';
import { handOver } from '#functions/hand-over/handler';
import { nudgeCheckIn } from '#functions/nudge-check-in/handler';
import { planNextCheckIn } from '#functions/plan-check-in/handler';
import { receiveSms } from '#functions/receive-sms/handler';
import { sendEmail } from '#functions/send-email/handler';
import { sendText } from '#functions/send-text/handler';
import { sweepCheckIns } from '#functions/sweep-check-ins/handler';
import { aMessage, hoursLater, outboundEvent, smsEvent } from '#test/support/builders';
import { aWorld, type World } from '#test/support/memory-world';
import { aTask } from '#test/support/rows';

const checkInId = 'p-ana001-c001';
const poison = { name: 'Poisona Ivyson', phone: '+12025550142' };
const poisonedWords = 'poisonwords about the weekend';

const forbidden = /poison|ivyson|2025550142|weekend|secret-token|coordinator@/i;

const step = { checkInId, taskToken: 'secret-token' };
const loop = { participantId: 'p-ana001', execution: 'p-ana001-weekly-check-in-1' };

/** Each function as it runs through its longest path, over a record that must not be seen. */
const runs: [string, (world: World) => Promise<unknown>][] = [
  ['ask-check-in', (world) => world.run('ask-check-in', askCheckIn)(step)],
  ['nudge-check-in', (world) => world.run('nudge-check-in', nudgeCheckIn)(step)],
  ['close-check-in', (world) => world.run('close-check-in', closeCheckIn)(step)],
  ['hand-over', (world) => world.run('hand-over', handOver)({ checkInId, reason: 'missed' })],
  ['plan-check-in', (world) => world.run('plan-check-in', planNextCheckIn)(loop)],
  [
    'await-check-in',
    (world) => world.run('await-check-in', awaitCheckIn)({ ...loop, taskToken: 'secret-token' }),
  ],
  ['sweep-check-ins', (world) => world.run('sweep-check-ins', sweepCheckIns)({})],
  ['send-text', (world) => world.run('send-text', sendText)(outboundEvent('p-ana001_c001-wellbeing'))],
  ['send-email', (world) => world.run('send-email', sendEmail)(outboundEvent('coordinator_t-1'))],
  [
    'receive-sms',
    (world) =>
      world.run(
        'receive-sms',
        receiveSms,
      )(
        smsEvent(
          { from: poison.phone, body: poisonedWords, id: 'a' },
          { from: poison.phone, body: '4 - poisonwords', id: 'b' },
          { from: poison.phone, body: 'I want to kill myself, poisonwords', id: 'c' },
          { from: poison.phone, body: 'STOP', id: 'd' },
          { from: '+12025550143', body: poisonedWords, id: 'e' },
        ),
      ),
  ],
];

async function poisoned(): Promise<World> {
  const world = aWorld();
  await world.given(poison, { checkIn: { state: 'asked', taskToken: 'secret-token' } });
  await world.write('message', 'p-ana001_c001-wellbeing', aMessage());
  await world.write('task', 't-1', aTask());
  const notice = aMessage({
    messageId: 'coordinator_t-1',
    recipient: 'coordinator',
    channel: 'email',
    template: 'task-notice',
    messageClass: 'staff',
    params: { taskId: 't-1' },
  });
  await world.write('message', notice.messageId, notice);
  world.clock.moveTo(hoursLater(1));
  return world;
}

describe('nothing personal reaches a log, a metric or an error', () => {
  it.each(runs)('%s, when all goes well', async (_name, run) => {
    const world = await poisoned();

    await run(world);

    expect(world.lines.join('\n')).toContain('COMPLETED');
    expect(world.lines.join('\n')).not.toMatch(forbidden);
  });

  it.each(runs)('%s, when the store throws an error full of it', async (_name, run) => {
    const world = await poisoned();
    const explode = () =>
      Promise.reject(
        new SyntaxError(`Unexpected token in "${poisonedWords}"\n    at ${poison.name}`, {
          cause: poison.phone,
        }),
      );
    Object.assign(world.records, { get: explode, write: explode, list: explode, listOf: explode });

    const error: unknown = await run(world).catch((thrown: unknown) => thrown);

    expect(world.lines.join('\n')).toMatch(/FAILED/);
    expect(world.lines.join('\n')).not.toMatch(forbidden);
    const thrown = error instanceof Error ? `${error.name} ${error.message} ${error.stack}` : '';
    expect(thrown).not.toMatch(forbidden);
  });
});
