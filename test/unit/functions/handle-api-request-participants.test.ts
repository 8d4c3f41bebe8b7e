import { callApi, conflictIn } from '#test/support/api-call';
import { aMessage, aParticipant, hoursLater, minutesLater, monday } from '#test/support/builders';
import { aWorld, type World } from '#test/support/memory-world';

const ana = { path: { participantId: 'p-ana001' } };
const stopped = { state: 'stopped' as const, at: hoursLater(-1).toISOString(), inboundMessageId: 'sms-9' };
const ben = {
  participantId: 'p-ben001',
  name: 'Ben',
  phone: '+12025550102',
  profile: { substances: ['opioids' as const] },
};

const act = (world: World, action: string, body?: unknown) =>
  callApi(world, `POST /participants/{participantId}/${action}`, { ...ana, body });
const journeyIn = ({ json }: { json: Record<string, unknown> }) => json['journey'];

describe('GET /participants', () => {
  it('lists who they are in pages, and nothing that they told us', async () => {
    const world = aWorld();
    await world.given({ profile: { children: true }, safetyHold: true, screen: 'to-review' });
    await world.given(ben);

    const first = await callApi(world, 'GET /participants', { query: { limit: '1' } });
    const second = await callApi(world, 'GET /participants', {
      query: { limit: '1', cursor: String(first.json['nextCursor']) },
    });

    expect(first.json['items']).toEqual([
      {
        participantId: 'p-ana001',
        coupleId: 'c-anaben',
        name: 'Ana',
        phone: '+12025550101',
        language: 'en',
        timeZone: 'Europe/London',
        texts: aParticipant().texts,
        createdAt: aParticipant().createdAt,
      },
    ]);
    expect(second.json).toEqual({ items: [expect.objectContaining({ participantId: 'p-ben001' })] });
  });
});

describe('GET /participants/{participantId}', () => {
  it('shows one participant with their journey, without a token, and nothing of the partner', async () => {
    const world = aWorld();
    const { at } = aParticipant().texts;
    await world.given(
      {},
      {
        journey: {
          loop: { name: 'weekly-check-in', run: 1, startedAt: at, taskToken: 'secret-token' },
          intake: { step: 'own-part', taskToken: 'secret-token' },
        },
      },
    );
    await world.given(ben);

    const response = await callApi(world, 'GET /participants/{participantId}', ana);

    expect(response.statusCode).toBe(200);
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.json).toMatchObject({
      name: 'Ana',
      journey: { state: 'active', loop: { run: 1 }, intake: { step: 'own-part' } },
    });
    expect(response.body).not.toMatch(/secret-token|revision|p-ben001|Ben|opioids/);
  });
});

describe('POST /participants/{participantId}/pause', () => {
  const until = hoursLater(72).toISOString();

  it('pauses until a moment, and cancels the check-in that stands open', async () => {
    const world = aWorld();
    await world.given({}, { checkIn: { state: 'asked' } });

    const response = await act(world, 'pause', { reason: 'hospital', until });

    expect(response.statusCode).toBe(200);
    expect(journeyIn(response)).toMatchObject({ state: 'paused', reason: 'hospital', pausedUntil: until });
    expect(await world.checkIn()).toMatchObject({ state: 'cancelled' });
    expect(world.planned()).toEqual([]);
  });

  it('changes nothing the second time, and takes another length', async () => {
    const world = aWorld();
    await world.given();
    await act(world, 'pause', { reason: 'away', until });
    const { revision } = (await world.journey()) ?? {};
    world.clock.moveTo(minutesLater(1));

    const again = await act(world, 'pause', { reason: 'away', until });
    const unchanged = await world.journey();
    const longer = await act(world, 'pause', { reason: 'away' });

    expect([again.statusCode, unchanged?.revision]).toEqual([200, revision]);
    expect(journeyIn(longer)).not.toHaveProperty('pausedUntil');
  });

  it.each([
    ['a moment that has passed', { reason: 'away', until: monday.toISOString() }, 'until'],
    ['no moment', { reason: 'away', until: 'tomorrow' }, 'until'],
    ['a reason of another kind', { reason: 'withdrawn' }, 'reason'],
    ['nothing', undefined, 'input'],
  ])('answers 400 to %s', async (_what, body, field) => {
    const world = aWorld();
    await world.given();

    const response = await act(world, 'pause', body);

    expect(response.statusCode).toBe(400);
    expect(response.json['errors']).toEqual([expect.objectContaining({ field })]);
    expect(await world.journey()).toMatchObject({ state: 'active' });
  });

  it.each([
    ['not-active', {}, { state: 'waiting' as const }],
    ['no-consent', { texts: stopped }, { state: 'paused' as const, reason: 'stopped' as const }],
  ])('answers 409 %s', async (code, participant, journey) => {
    const world = aWorld();
    await world.given(participant, { journey });

    const response = await act(world, 'pause', { reason: 'away' });

    expect([response.statusCode, conflictIn(response)]).toEqual([409, code]);
    expect(await world.journey()).toMatchObject(journey);
  });
});

describe('POST /participants/{participantId}/resume', () => {
  it('ends a pause, and changes nothing the second time', async () => {
    const world = aWorld();
    await world.given();
    await act(world, 'pause', { reason: 'away' });

    const first = await act(world, 'resume');
    const { revision } = (await world.journey()) ?? {};
    const second = await act(world, 'resume', {});

    expect(journeyIn(first)).toMatchObject({
      state: 'active',
      cadence: { step: { reason: { code: 'resumed' } } },
    });
    expect([second.statusCode, (await world.journey())?.revision]).toEqual([200, revision]);
  });

  it.each([
    ['not-active', {}, { state: 'ended' as const }],
    ['no-consent', { texts: stopped }, { state: 'paused' as const, reason: 'stopped' as const }],
  ])('answers 409 %s: only START undoes a STOP', async (code, participant, journey) => {
    const world = aWorld();
    await world.given(participant, { journey });

    const response = await act(world, 'resume');

    expect([response.statusCode, conflictIn(response)]).toEqual([409, code]);
    expect(await world.journey()).toMatchObject(journey);
  });
});

describe('POST /participants/{participantId}/start', () => {
  it.each(['waiting', 'ended'] as const)('begins check-ins of one who is %s, once', async (state) => {
    const world = aWorld();
    await world.given({}, { journey: { state } });

    const first = await act(world, 'start');
    const second = await act(world, 'start');

    expect([first.statusCode, second.statusCode]).toEqual([202, 200]);
    expect(journeyIn(second)).toMatchObject({ state: 'active' });
    expect([...world.flows.executions.keys()]).toEqual([expect.stringMatching(/^weekly-check-in:p-ana001-/)]);
  });

  it.each([
    ['in-intake', {}, { state: 'intake' as const }],
    ['paused', {}, { state: 'paused' as const }],
    ['no-consent', { texts: stopped }, { state: 'waiting' as const }],
  ])('answers 409 %s and starts nothing', async (code, participant, journey) => {
    const world = aWorld();
    await world.given(participant, { journey });

    const response = await act(world, 'start');

    expect([response.statusCode, conflictIn(response)]).toEqual([409, code]);
    expect(world.flows.executions.size).toBe(0);
  });
});

describe('POST /participants/{participantId}/withdrawal', () => {
  it('ends the way of this person with one farewell, also the second time', async () => {
    const world = aWorld();
    await world.given({ coupleId: undefined }, { checkIn: { state: 'asked' } });

    const first = await act(world, 'withdrawal', { reason: 'withdrawn' });
    const second = await act(world, 'withdrawal', { reason: 'withdrawn' });

    expect([first.statusCode, second.statusCode]).toEqual([200, 200]);
    expect(journeyIn(first)).toMatchObject({ state: 'ended', reason: 'withdrawn' });
    expect(world.planned()).toEqual([expect.stringMatching(/^p-ana001_ended-/)]);
  });

  it('answers 400 without a reason', async () => {
    const world = aWorld();
    await world.given();

    const response = await act(world, 'withdrawal', {});

    expect(response.statusCode).toBe(400);
    expect(await world.journey()).toMatchObject({ state: 'active' });
  });
});

describe('POST /participants/{participantId}/opt-out', () => {
  it('writes the record of a STOP for this person only, without a text [T5, T6]', async () => {
    const world = aWorld();
    await world.given({}, { checkIn: { state: 'asked' } });
    await world.given(ben);

    const response = await act(world, 'opt-out');

    expect(response.json).toMatchObject({
      texts: { state: 'stopped', at: expect.any(String) },
      journey: { state: 'paused', reason: 'stopped' },
    });
    expect(await world.checkIn()).toMatchObject({ state: 'cancelled' });
    expect(world.openTasks()).toEqual([
      expect.objectContaining({ kind: 'stopped', participantId: 'p-ana001' }),
    ]);
    expect(world.planned()).toEqual([expect.stringMatching(/^coordinator_/)]);
    expect(await world.participant('p-ben001')).toMatchObject({ texts: { state: 'given' } });
  });

  it('is one opt-out however often it is written down', async () => {
    const world = aWorld();
    await world.given();

    const first = await act(world, 'opt-out');
    const second = await act(world, 'opt-out');

    expect(second.json).toEqual(first.json);
    expect(world.tasks()).toHaveLength(1);
  });

  it('leaves a STOP by text as it is, with its proof', async () => {
    const world = aWorld();
    await world.given({ texts: stopped }, { journey: { state: 'paused', reason: 'stopped' } });

    const response = await act(world, 'opt-out');

    expect(response.json['texts']).toEqual(stopped);
    expect(world.tasks()).toEqual([]);
  });
});

describe('what happened to one participant', () => {
  it('lists check-ins, the newest first and never with a token', async () => {
    const world = aWorld();
    await world.given({}, { checkIn: { cycle: 1, state: 'missed', taskToken: 'secret-token' } });
    await world.given({}, { checkIn: { cycle: 2, state: 'asked', taskToken: 'secret-token' } });

    const response = await callApi(world, 'GET /participants/{participantId}/check-ins', ana);

    expect(response.json['items']).toEqual([
      expect.objectContaining({ cycle: 2 }),
      expect.objectContaining({ cycle: 1 }),
    ]);
    expect(response.body).not.toContain('secret-token');
  });

  it('lists messages with what was decided and tried', async () => {
    const world = aWorld();
    await world.given();
    const decision = {
      at: minutesLater(1).toISOString(),
      decision: 'refuse' as const,
      reason: 'paused' as const,
      inputs: { participant: 3 },
    };
    const message = aMessage({ state: 'refused', decisions: [decision] });
    await world.write('message', message.messageId, message);

    const response = await callApi(world, 'GET /participants/{participantId}/messages', ana);

    expect(response.json).toEqual({ items: [message] });
  });
});
