import { receiveSms } from '#functions/receive-sms/handler';
import type { Journey } from '#shared/contracts/journey';
import type { Participant, TextConsentState } from '#shared/contracts/participant';
import { hoursLater, smsEvent } from '#test/support/builders';
import { aWorld, type World } from '#test/support/memory-world';

const receiving = (world: World) => world.run('receive-sms', receiveSms);

const ben = { participantId: 'p-ben001', phone: '+12025550102' };

/** Ana and Ben were both asked; Ana's step waits under `token-ana`. */
async function bothAsked(): Promise<World> {
  const world = aWorld();
  await world.given({}, { checkIn: { state: 'asked', taskToken: world.flows.wait('token-ana') } });
  await world.given(ben, { checkIn: { state: 'asked', taskToken: world.flows.wait('token-ben') } });
  return world;
}

const rowsOf = async (world: World, participantId: string) => [
  await world.participant(participantId),
  await world.journey(participantId),
  await world.records.get('check-in', `${participantId}-c001`),
];

const consent = (state: TextConsentState, hours = -1): Pick<Participant, 'texts'> => ({
  texts: { state, at: hoursLater(hours).toISOString() },
});

describe('receive-sms: STOP', () => {
  it('ends texts for this person at once, and leaves the partner as they are', async () => {
    const world = await bothAsked();
    const partner = await rowsOf(world, 'p-ben001');

    await receiving(world)(smsEvent({ body: 'Stop. Thank you' }));

    expect(await world.participant()).toMatchObject({
      texts: { state: 'stopped', at: hoursLater(1).toISOString(), inboundMessageId: 'sms-1' },
    });
    expect(await world.journey()).toMatchObject({ state: 'paused', reason: 'stopped' });
    expect(await world.checkIn()).toMatchObject({ state: 'cancelled' });
    expect(world.flows.completed).toEqual([{ taskToken: 'token-ana', outcome: 'cancelled' }]);
    expect(world.openTasks()).toEqual([
      expect.objectContaining({ kind: 'stopped', participantId: 'p-ana001' }),
    ]);
    expect(await rowsOf(world, 'p-ben001')).toEqual(partner);
  });

  it('is confirmed once, and nothing else leaves afterwards', async () => {
    const world = await bothAsked();
    await receiving(world)(
      smsEvent(
        { body: 'STOP', id: 'sms-1', at: hoursLater(0) },
        { body: 'stop', id: 'sms-2', at: hoursLater(0.01) },
        { body: 'what is this', id: 'sms-3', at: hoursLater(0.02) },
      ),
    );

    await world.deliver();

    expect(world.texts.sent.map(({ messageId }) => messageId)).toEqual(['p-ana001_stop-sms-1']);
  });

  it('is confirmed also where the first run was interrupted before that', async () => {
    const world = await bothAsked();
    const plan = world.outbox.plan.bind(world.outbox);
    world.outbox.plan = () => Promise.reject(new Error('boom'));
    const receive = receiving(world);
    const first = await receive(smsEvent({ body: 'STOP' }));
    world.outbox.plan = plan;

    await receive(smsEvent({ body: 'STOP' }));

    expect(first.batchItemFailures).toHaveLength(1);
    expect(world.planned()).toContain('p-ana001_stop-sms-1');
    expect(await world.journey()).toMatchObject({ state: 'paused', reason: 'stopped' });
  });

  it('outlives a pause that would have ended by itself', async () => {
    const world = aWorld();
    const pausedUntil = hoursLater(48).toISOString();
    await world.given({}, { journey: { state: 'paused', reason: 'asked', pausedUntil } });

    await receiving(world)(smsEvent({ body: 'STOP' }));

    const journey = await world.journey();
    expect(journey).toMatchObject({ state: 'paused', reason: 'stopped' });
    expect(journey?.pausedUntil).toBeUndefined();
  });

  it.each([
    ['PAUSE', 'pause 2 weeks'],
    ['RESUME', 'resume'],
    ['BACK', 'back'],
    ['YES', 'yes'],
    ['an answer', '4'],
  ])('is not undone by %s', async (_what, body) => {
    const world = await bothAsked();
    const receive = receiving(world);
    await receive(smsEvent({ body: 'STOP', id: 'sms-1' }));

    await receive(smsEvent({ body, id: 'sms-2', at: hoursLater(2) }));

    expect(await world.participant()).toMatchObject({ texts: { state: 'stopped' } });
    expect(await world.journey()).toMatchObject({ state: 'paused', reason: 'stopped' });
  });

  it('during the intake lets the waiting step go on as declined', async () => {
    const world = aWorld();
    const intake = { step: 'agreement', taskToken: world.flows.wait('intake-1') } as const;
    await world.given(consent('invited'), { journey: { state: 'intake', intake } });

    await receiving(world)(smsEvent({ body: 'STOP' }));

    expect(world.flows.completed).toEqual([{ taskToken: 'intake-1', outcome: 'declined' }]);
    expect(await world.journey()).toMatchObject({ state: 'intake' });
  });
});

describe('receive-sms: START', () => {
  it('undoes STOP, and check-ins go on from the next one', async () => {
    const world = await bothAsked();
    const receive = receiving(world);
    await receive(smsEvent({ body: 'STOP', id: 'sms-1' }));

    await receive(smsEvent({ body: 'Start!', id: 'sms-2', at: hoursLater(2) }));

    expect(await world.participant()).toMatchObject({
      texts: { state: 'given', inboundMessageId: 'sms-2' },
    });
    expect(await world.journey()).toMatchObject({
      state: 'active',
      replan: true,
      cadence: { step: { reason: { code: 'resumed' } } },
    });
    expect(world.planned()).toContain('p-ana001_start-sms-2');
  });

  it('leaves a pause alone that the person had asked for', async () => {
    const world = aWorld();
    await world.given({}, { journey: { state: 'paused', reason: 'asked' } });

    await receiving(world)(smsEvent({ body: 'START' }));

    expect(await world.journey()).toMatchObject({ state: 'paused', reason: 'asked' });
    expect(world.planned()).toEqual([]);
  });

  it('agrees where this number was only invited, and the intake goes on', async () => {
    const world = aWorld();
    const intake = { step: 'agreement', taskToken: world.flows.wait('intake-1') } as const;
    await world.given(consent('invited'), { journey: { state: 'intake', intake } });

    await receiving(world)(smsEvent({ body: 'START' }));

    expect(await world.participant()).toMatchObject({ texts: { state: 'given' } });
    expect(world.flows.completed).toEqual([{ taskToken: 'intake-1', outcome: 'agreed' }]);
  });

  it.each([
    ['paired', 1],
    ['matching', 0],
  ] as const)('begins check-ins of somebody whose couple is %s meanwhile: %d', async (state, started) => {
    const world = aWorld();
    await world.given(consent('stopped'), {
      journey: { state: 'waiting', loop: undefined, cadence: undefined },
    });
    await world.write('couple', 'c-anaben', {
      coupleId: 'c-anaben',
      participantIds: ['p-ana001', 'p-ben001'],
      state,
      createdAt: hoursLater(-48).toISOString(),
      questions: [],
      weight: 1,
      refusals: [],
      previousMentorIds: [],
      offers: 0,
      matchings: 0,
    });

    await receiving(world)(smsEvent({ body: 'START' }));

    expect(world.flows.executions.size).toBe(started);
    expect((await world.journey())?.state).toBe(started === 1 ? 'active' : 'waiting');
  });
});

describe('receive-sms: STOP and START in any order', () => {
  it.each([
    ['START was sent after STOP and arrives before it', ['START', 2], ['STOP', 1], 'given'],
    ['STOP was sent after START and arrives before it', ['STOP', 2], ['START', 1], 'stopped'],
    ['both were sent at the same moment', ['STOP', 1], ['START', 1], 'stopped'],
    ['both were sent at the same moment, the other first', ['START', 1], ['STOP', 1], 'stopped'],
  ] as const)('ends as the later one says where %s', async (_what, first, second, state) => {
    const world = await bothAsked();

    await receiving(world)(
      smsEvent(
        { body: first[0], id: 'sms-1', at: hoursLater(first[1]) },
        { body: second[0], id: 'sms-2', at: hoursLater(second[1]) },
      ),
    );

    expect((await world.participant())?.texts.state).toBe(state);
  });

  it('does not let a START between two STOPs win that arrives last', async () => {
    const world = await bothAsked();

    await receiving(world)(
      smsEvent(
        { body: 'STOP', id: 'sms-1', at: hoursLater(1) },
        { body: 'STOP', id: 'sms-3', at: hoursLater(3) },
        { body: 'START', id: 'sms-2', at: hoursLater(2) },
      ),
    );

    expect(await world.participant()).toMatchObject({
      texts: { state: 'stopped', inboundMessageId: 'sms-1', at: hoursLater(3).toISOString() },
    });
  });

  it('changes nothing when STOP is delivered again after START', async () => {
    const world = await bothAsked();
    const receive = receiving(world);
    const stop = smsEvent({ body: 'STOP', id: 'sms-1', at: hoursLater(1) });
    await receive(stop);
    await receive(smsEvent({ body: 'START', id: 'sms-2', at: hoursLater(2) }));

    await receive(stop);

    expect(await world.participant()).toMatchObject({ texts: { state: 'given' } });
    expect(await world.journey()).toMatchObject({ state: 'active' });
  });
});

describe('receive-sms: YES and NO', () => {
  const invited = async (journey: Partial<Journey> = {}) => {
    const world = aWorld();
    const intake = { step: 'agreement', taskToken: world.flows.wait('intake-1') } as const;
    await world.given(consent('invited'), { journey: { state: 'intake', intake, ...journey } });
    return world;
  };

  it('agree, with the text as proof, and the intake goes on', async () => {
    const world = await invited();

    await receiving(world)(smsEvent({ body: 'Yes please' }));

    expect(await world.participant()).toMatchObject({
      texts: { state: 'given', at: hoursLater(1).toISOString(), inboundMessageId: 'sms-1' },
    });
    expect(world.flows.completed).toEqual([{ taskToken: 'intake-1', outcome: 'agreed' }]);
    expect((await world.records.get('inbound-text', 'sms-1'))?.outcome).toBe('agreed');
    expect(world.openTasks()).toEqual([]);
  });

  it('decline, politely, and the intake goes on', async () => {
    const world = await invited();

    await receiving(world)(smsEvent({ body: 'no thanks' }));
    await world.deliver();

    expect(await world.participant()).toMatchObject({ texts: { state: 'declined' } });
    expect(world.flows.completed).toEqual([{ taskToken: 'intake-1', outcome: 'declined' }]);
    expect(world.texts.sent).toHaveLength(1);
  });

  it('that come when nobody waits for them any more are picked up by a person', async () => {
    const world = await invited({ state: 'ended', reason: 'no-answer' });

    await receiving(world)(smsEvent({ body: 'yes' }));

    expect(await world.participant()).toMatchObject({ texts: { state: 'given' } });
    expect(world.openTasks()).toEqual([expect.objectContaining({ kind: 'reply-to-read' })]);
  });

  it('tell the intake once more where the first run was interrupted', async () => {
    const world = await invited();
    const complete = world.steps.complete.bind(world.steps);
    world.steps.complete = () => Promise.reject(new Error('boom'));
    const receive = receiving(world);
    await receive(smsEvent({ body: 'yes' }));
    world.steps.complete = complete;

    await receive(smsEvent({ body: 'yes' }));

    expect(world.flows.completed).toEqual([{ taskToken: 'intake-1', outcome: 'agreed' }]);
  });

  it('mean nothing where this number has agreed: they answer what is asked', async () => {
    const world = await bothAsked();

    await receiving(world)(smsEvent({ body: 'no' }));

    expect(await world.participant()).toMatchObject({ texts: { state: 'given' } });
    expect((await world.records.get('inbound-text', 'sms-1'))?.outcome).toBe('asked-again');
  });
});

describe('receive-sms: a sentence that may be a STOP', () => {
  const body = 'please stop this bill from coming';

  it('is for a person, and nothing automatic leaves until they have decided', async () => {
    const world = await bothAsked();

    await receiving(world)(smsEvent({ body }));

    const [task] = world.openTasks();
    expect(task).toMatchObject({ kind: 'stop-or-not', inboundMessageId: 'sms-1' });
    expect(await world.participant()).toMatchObject({
      texts: { state: 'given' },
      undecidedStop: task?.taskId,
    });
    expect(world.planned().filter((id) => id.startsWith('p-'))).toEqual([]);
  });

  it('is settled by a START or a STOP that comes after it', async () => {
    for (const word of ['START', 'STOP']) {
      const world = await bothAsked();

      await receiving(world)(smsEvent({ body, id: 'sms-1' }, { body: word, id: 'sms-2', at: hoursLater(2) }));

      expect((await world.participant())?.undecidedStop).toBeUndefined();
    }
  });

  it('keeps the first of two such tasks', async () => {
    const world = await bothAsked();

    await receiving(world)(smsEvent({ body, id: 'sms-1' }, { body, id: 'sms-2', at: hoursLater(2) }));

    expect(await world.participant()).toMatchObject({ undecidedStop: 't-text-sms-1' });
    expect(world.openTasks()).toHaveLength(2);
  });
});

describe('receive-sms: HELP and wrong numbers', () => {
  it('HELP is answered at any hour, also where this number has not agreed', async () => {
    const world = aWorld();
    await world.given(consent('invited'), { journey: { state: 'intake' } });
    world.clock.moveTo(hoursLater(15));

    await receiving(world)(smsEvent({ body: 'info', at: hoursLater(15) }));
    await world.deliver();

    expect(world.texts.sent).toEqual([
      expect.objectContaining({ body: expect.stringContaining('555 0198') }),
    ]);
  });

  it.each([
    ['HELP ME!!', 'help-asked'],
    ['home', 'help-asked'],
  ])('%s may be a cry: a person reads it too', async (body, kind) => {
    const world = await bothAsked();

    await receiving(world)(smsEvent({ body }));

    expect(world.openTasks()).toContainEqual(expect.objectContaining({ kind, inboundMessageId: 'sms-1' }));
    expect(world.planned()).toContain('p-ana001_help-sms-1');
  });

  it('a wrong number gets nothing more, not even a confirmation, and a person corrects it', async () => {
    const world = await bothAsked();

    await receiving(world)(smsEvent({ body: 'wrong number', at: hoursLater(0) }));
    await world.deliver();

    expect(await world.participant()).toMatchObject({ texts: { state: 'stopped' } });
    expect(await world.journey()).toMatchObject({ state: 'paused', reason: 'stopped' });
    expect(world.openTasks()).toEqual([expect.objectContaining({ kind: 'wrong-number' })]);
    expect(world.texts.sent).toEqual([]);
  });
});
