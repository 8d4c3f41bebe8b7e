import { askCheckIn } from '#functions/ask-check-in/handler';
import { closeCheckIn } from '#functions/close-check-in/handler';
import { handOver } from '#functions/hand-over/handler';
import { handleApiRequest } from '#functions/handle-api-request/handler';
import { nudgeCheckIn } from '#functions/nudge-check-in/handler';
import { receiveSms } from '#functions/receive-sms/handler';
import { sweepCheckIns } from '#functions/sweep-check-ins/handler';
import { hoursLater, smsEvent } from '#test/support/builders';
import { aWorld, type World } from '#test/support/memory-world';

const checkInId = 'p-ana001-c001';
const poison = { name: 'Poisona Ivyson', phone: '+12025550142' };
const poisonedWords = 'poisonwords about the weekend';
const claims = { sub: 'user-1', 'cognito:groups': '[coordinator]' };

const forbidden = /poison|ivyson|2025550142|weekend|secret-token|coordinator@/i;

const step = { checkInId, taskToken: 'secret-token' };
const httpEvent = (routeKey: string, body?: unknown) => ({
  routeKey,
  pathParameters: { participantId: 'p-ana001', taskId: 't-1' },
  body: JSON.stringify(body),
  requestContext: { authorizer: { jwt: { claims } } },
});

/** Each function as it runs through its longest path, over a record that must not be seen. */
const runs: [string, (world: World) => Promise<unknown>][] = [
  ['ask-check-in', (world) => world.run('ask-check-in', askCheckIn)(step)],
  ['nudge-check-in', (world) => world.run('nudge-check-in', nudgeCheckIn)(step)],
  ['close-check-in', (world) => world.run('close-check-in', closeCheckIn)(step)],
  ['hand-over', (world) => world.run('hand-over', handOver)({ checkInId, reason: 'missed' })],
  ['sweep-check-ins', (world) => world.run('sweep-check-ins', sweepCheckIns)({})],
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
          { from: poison.phone, body: 'STOP', id: 'c' },
          { from: '+12025550143', body: poisonedWords, id: 'd' },
        ),
      ),
  ],
  [
    'handle-api-request',
    (world) =>
      world.run(
        'handle-api-request',
        handleApiRequest,
      )(httpEvent('POST /participants', { ...poison, consentedToTexts: true })),
  ],
  [
    'handle-api-request (list)',
    (world) => world.run('handle-api-request', handleApiRequest)(httpEvent('GET /participants')),
  ],
];

describe('nothing personal reaches a log, a metric or an error', () => {
  it.each(runs)('%s, when all goes well', async (_name, run) => {
    const world = aWorld();
    world.given(poison, { state: 'asked', taskToken: 'secret-token' });
    world.clock.moveTo(hoursLater(80));

    await run(world);

    expect(world.lines.join('\n')).toContain('COMPLETED');
    expect(world.lines.join('\n')).not.toMatch(forbidden);
  });

  it.each(runs)('%s, when a store throws an error full of it', async (_name, run) => {
    const world = aWorld();
    world.given(poison, { state: 'asked', taskToken: 'secret-token' });
    world.clock.moveTo(hoursLater(80));
    const explode = () =>
      Promise.reject(
        new SyntaxError(`Unexpected token in "${poisonedWords}"\n    at ${poison.name}`, {
          cause: poison.phone,
        }),
      );
    Object.assign(world.checkIns, { get: explode, close: explode });
    Object.assign(world.participants, { findByPhone: explode, add: explode, list: explode });

    const error: unknown = await run(world).catch((thrown: unknown) => thrown);

    expect(world.lines.join('\n')).toMatch(/FAILED/);
    expect(world.lines.join('\n')).not.toMatch(forbidden);
    const thrown = error instanceof Error ? `${error.name} ${error.message} ${error.stack}` : '';
    expect(thrown).not.toMatch(forbidden);
  });
});
