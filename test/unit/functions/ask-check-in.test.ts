import { askCheckIn } from '#functions/ask-check-in/handler';
import { hoursLater } from '#test/support/builders';
import { aWorld, type World } from '#test/support/memory-world';

const checkInId = 'p-ana001-c001';

const asking = (world: World) => world.run('ask-check-in', askCheckIn);

describe('ask-check-in', () => {
  it('saves the token before the text leaves', async () => {
    const world = aWorld();
    world.given({}, { state: 'scheduled' });
    let tokenWhenSent: string | undefined;
    const send = world.texts.messenger.send.bind(world.texts.messenger);
    world.texts.messenger.send = (text) => {
      tokenWhenSent = world.checkIn()?.taskToken;
      return send(text);
    };

    const output = await asking(world)({ checkInId, taskToken: world.flows.wait('token-1') });

    expect(output).toEqual({ outcome: 'waiting' });
    expect(tokenWhenSent).toBe('token-1');
    expect(world.checkIn()).toMatchObject({ state: 'asked', deadline: hoursLater(72).toISOString() });
    expect(world.texts.sent).toEqual([
      {
        to: '+12025550101',
        body: 'Alongside: How are you doing today, from 1 (hard) to 5 (good)? Reply with one number. Reply STOP to end.',
      },
    ]);
    expect(world.flows.completed).toEqual([]);
  });

  it('asks in the language of the participant', async () => {
    const world = aWorld();
    world.given({ language: 'es' }, {});

    await asking(world)({ checkInId, taskToken: 'token-1' });

    expect(world.texts.sent[0]?.body).toContain('¿Qué tal le va hoy');
  });

  it('sends nothing twice when it runs again with the token of the next attempt, and keeps that token', async () => {
    const world = aWorld();
    world.given({}, {});
    await asking(world)({ checkInId, taskToken: 'token-1' });

    const output = await asking(world)({ checkInId, taskToken: 'token-2' });

    expect(output).toEqual({ outcome: 'waiting' });
    expect(world.texts.sent).toHaveLength(1);
    expect(world.checkIn()?.taskToken).toBe('token-2');
    expect(world.openTasks()).toEqual([]);
  });

  it('completes the step at once when the person has opted out, and sends nothing', async () => {
    const world = aWorld();
    world.given({ optedOut: true }, {});

    const output = await asking(world)({ checkInId, taskToken: world.flows.wait('token-1') });

    expect(output).toEqual({ outcome: 'opted-out' });
    expect(world.flows.completed).toEqual([{ taskToken: 'token-1', outcome: 'opted-out' }]);
    expect(world.checkIn()?.state).toBe('cancelled');
    expect(world.texts.sent).toEqual([]);
  });

  it('sends nothing when STOP comes between reading the participant and sending', async () => {
    const world = aWorld();
    world.given({}, {});
    const markAsked = world.checkIns.markAsked.bind(world.checkIns);
    world.checkIns.markAsked = async (change) => {
      await world.participants.setOptedOut({ participantId: 'p-ana001', optedOut: true, at: hoursLater(0) });
      return markAsked(change);
    };

    const output = await asking(world)({ checkInId, taskToken: world.flows.wait('token-1') });

    expect(output).toEqual({ outcome: 'opted-out' });
    expect(world.texts.sent).toEqual([]);
    expect(world.flows.completed).toEqual([{ taskToken: 'token-1', outcome: 'opted-out' }]);
  });

  it('completes the step at once when the answer is there already', async () => {
    const world = aWorld();
    world.given({}, { state: 'answered' });

    await asking(world)({ checkInId, taskToken: world.flows.wait('token-2') });

    expect(world.flows.completed).toEqual([{ taskToken: 'token-2', outcome: 'answered' }]);
    expect(world.texts.sent).toEqual([]);
  });

  it('asks a person instead of sending again when nobody can tell whether the text was sent', async () => {
    const world = aWorld();
    world.given({}, {});
    world.texts.plan.push({ outcome: 'unknown', code: 'TimeoutError' });

    const first = await asking(world)({ checkInId, taskToken: 'token-1' });
    const second = await asking(world)({ checkInId, taskToken: 'token-2' });

    expect([first, second]).toEqual([{ outcome: 'waiting' }, { outcome: 'waiting' }]);
    expect(world.texts.sent).toHaveLength(1);
    expect(world.openTasks()).toEqual([
      expect.objectContaining({ kind: 'text-unconfirmed', checkInId, reason: `${checkInId}-question` }),
    ]);
  });

  it('asks a person when an earlier run ended while it was sending', async () => {
    const world = aWorld();
    world.given({}, { state: 'asked' });
    const at = hoursLater(0).toISOString();
    await world.ledger.claim({
      entry: {
        messageId: `${checkInId}-question`,
        participantId: 'p-ana001',
        channel: 'text',
        template: 'check-in-question',
        createdAt: at,
      },
      attempt: { attemptId: 'a-1', at },
    });

    await asking(world)({ checkInId, taskToken: 'token-2' });

    expect(world.texts.sent).toEqual([]);
    expect(world.openTasks()).toHaveLength(1);
  });

  it('tries again after a throttle, and both attempts are in the ledger', async () => {
    const world = aWorld();
    world.given({}, {});
    world.texts.plan.push({
      outcome: 'refused',
      code: 'ThrottledException',
      retryable: true,
      optedOut: false,
    });

    await expect(asking(world)({ checkInId, taskToken: 'token-1' })).rejects.toMatchObject({
      name: 'Transient',
    });
    await asking(world)({ checkInId, taskToken: 'token-2' });

    expect(world.texts.sent).toHaveLength(1);
    const entry = world.database.messages.get(`${checkInId}-question`);
    expect(entry?.attempts.map(({ state }) => state)).toEqual(['failed', 'sent']);
  });

  it('gives up when the carrier refuses the number for good', async () => {
    const world = aWorld();
    world.given({}, {});
    world.texts.plan.push({
      outcome: 'refused',
      code: 'InvalidParameter',
      retryable: false,
      optedOut: false,
    });

    await expect(asking(world)({ checkInId, taskToken: 'token-1' })).rejects.toMatchObject({
      name: 'Permanent',
    });
  });

  it('records the opt-out that only the carrier knew of', async () => {
    const world = aWorld();
    world.given({}, {});
    world.texts.plan.push({
      outcome: 'refused',
      code: 'OptedOutException',
      retryable: false,
      optedOut: true,
    });

    const output = await asking(world)({ checkInId, taskToken: world.flows.wait('token-1') });

    expect(output).toEqual({ outcome: 'opted-out' });
    expect(world.database.participants.get('p-ana001')?.optedOut).toBe(true);
    expect(world.checkIn()?.state).toBe('cancelled');
  });

  it.each([
    ['no token', { checkInId }, /taskToken/],
    ['no check-in id', { taskToken: 'token-1' }, /checkInId/],
    [
      'an id of something else',
      { checkInId: 'c001', taskToken: 'token-1' },
      /checkInId: must be a check-in id/,
    ],
    ['nothing', undefined, /input|checkInId/],
  ])('refuses %s with the field and the fix', async (_what, input, message) => {
    const world = aWorld();

    const run = asking(world)(input);

    await expect(run).rejects.toMatchObject({
      name: 'InvalidInput',
      message: expect.stringMatching(message),
    });
  });

  it('refuses a check-in that does not exist for good', async () => {
    const world = aWorld();

    await expect(asking(world)({ checkInId, taskToken: 'token-1' })).rejects.toMatchObject({
      name: 'Permanent',
    });
  });
});
