import { receiveSms } from '#functions/receive-sms/handler';
import { answersOf, cleanAnswers, hoursLater, minutesLater, monday, smsEvent } from '#test/support/builders';
import { aWorld, type World } from '#test/support/memory-world';

const checkInId = 'p-ana001-c001';
const allDone = { batchItemFailures: [] };

const receiving = (world: World) => world.run('receive-sms', receiveSms);

/** Ana was asked the first question at `monday`; her step waits under `token-1`. */
async function asked(checkIn: Parameters<World['given']>[1] = {}): Promise<World> {
  const world = aWorld();
  await world.given(
    {},
    {
      checkIn: { state: 'asked', taskToken: world.flows.wait('token-1'), ...checkIn.checkIn },
      ...(checkIn.journey && { journey: checkIn.journey }),
    },
  );
  return world;
}

const askedUpTo = (...questionIds: string[]) =>
  questionIds.map((questionId, index) => ({
    questionId: questionId as 'wellbeing',
    askedAt: minutesLater(index).toISOString(),
  }));

describe('receive-sms: an answer', () => {
  it.each(['asked', 'nudged'] as const)(
    'to a check-in that was %s is kept, and the next question is planned',
    async (state) => {
      const world = await asked({ checkIn: { state } });

      const output = await receiving(world)(smsEvent({ body: '4', id: 'sms-7' }));

      expect(output).toEqual(allDone);
      expect(await world.checkIn()).toMatchObject({
        state,
        answers: { wellbeing: { kind: 'answer', value: 4 } },
        takenIn: ['sms-7'],
        asked: [{ questionId: 'wellbeing' }, { questionId: 'craving', askedAt: hoursLater(1).toISOString() }],
      });
      expect(await world.message('p-ana001_c001-craving')).toMatchObject({
        template: 'question-craving',
        messageClass: 'reply',
      });
      expect(world.flows.completed).toEqual([]);
      expect(await world.records.get('inbound-text', 'sms-7')).toMatchObject({
        state: 'handled',
        outcome: 'answered',
        participantId: 'p-ana001',
        checkInId,
      });
      expect(world.openTasks()).toEqual([]);
    },
  );

  it('to the last question thanks, ends the check-in and lets its step go on', async () => {
    const world = await asked({
      checkIn: {
        answers: answersOf([4, 2, 8, 3]),
        asked: askedUpTo('wellbeing', 'craving', 'confidence', 'support', 'contact'),
      },
    });

    await receiving(world)(smsEvent({ body: 'no' }));

    expect(await world.checkIn()).toMatchObject({
      state: 'answered',
      answers: cleanAnswers,
      closedAt: hoursLater(1).toISOString(),
    });
    expect(world.planned()).toEqual(['p-ana001_c001-thanks']);
    expect(world.flows.completed).toEqual([{ taskToken: 'token-1', outcome: 'answered' }]);
  });

  it('that skips is an answer too', async () => {
    const world = await asked();

    await receiving(world)(smsEvent({ body: 'skip' }));

    expect(await world.checkIn()).toMatchObject({ answers: { wellbeing: { kind: 'skip' } } });
    expect(world.planned()).toEqual(['p-ana001_c001-craving']);
  });

  it('does nothing when the same text is delivered again', async () => {
    const world = await asked();
    const receive = receiving(world);
    await receive(smsEvent({ body: '4' }));
    const before = [await world.checkIn(), world.planned()];

    const output = await receive(smsEvent({ body: '4' }));

    expect(output).toEqual(allDone);
    expect([await world.checkIn(), world.planned()]).toEqual(before);
    expect(world.records.all('inbound-text')).toHaveLength(1);
  });

  it('goes on where it stopped when it failed between recording and asking', async () => {
    const world = await asked();
    const plan = world.outbox.plan.bind(world.outbox);
    world.outbox.plan = () => Promise.reject(new Error('boom'));
    const receive = receiving(world);
    const first = await receive(smsEvent({ body: '4' }));
    world.outbox.plan = plan;

    const second = await receive(smsEvent({ body: '4' }));

    expect(first).toEqual({ batchItemFailures: [{ itemIdentifier: 'sqs-sms-1' }] });
    expect(second).toEqual(allDone);
    expect(world.planned()).toEqual(['p-ana001_c001-craving']);
    expect((await world.checkIn())?.takenIn).toEqual(['sms-1']);
  });

  it('goes on where it stopped when it failed between the end and telling the step', async () => {
    const world = await asked({
      checkIn: {
        answers: answersOf([4, 2, 8, 3]),
        asked: askedUpTo('wellbeing', 'craving', 'confidence', 'support', 'contact'),
      },
    });
    const complete = world.steps.complete.bind(world.steps);
    world.steps.complete = () => Promise.reject(new Error('boom'));
    const receive = receiving(world);
    await receive(smsEvent({ body: '2' }));
    world.steps.complete = complete;

    await receive(smsEvent({ body: '2' }));

    expect(world.flows.completed).toEqual([{ taskToken: 'token-1', outcome: 'answered' }]);
    expect(world.planned()).toEqual(['p-ana001_c001-thanks']);
  });

  it('takes a token that is gone for what it is: the next step finds the answer', async () => {
    const world = await asked({
      checkIn: {
        answers: answersOf([4, 2, 8, 3]),
        asked: askedUpTo('wellbeing', 'craving', 'confidence', 'support', 'contact'),
      },
    });
    world.flows.expire('token-1');

    expect(await receiving(world)(smsEvent({ body: '2' }))).toEqual(allDone);

    expect(await world.checkIn()).toMatchObject({ state: 'answered' });
  });

  it('that says the same again is a repetition, and another one is for a person', async () => {
    const world = await asked({ checkIn: { state: 'answered', answers: cleanAnswers } });

    await receiving(world)(smsEvent({ body: '4', id: 'sms-1' }, { body: '1', id: 'sms-2' }));

    expect((await world.records.get('inbound-text', 'sms-1'))?.outcome).toBe('repeated');
    expect((await world.records.get('inbound-text', 'sms-2'))?.outcome).toBe('with-a-person');
    expect((await world.checkIn())?.answers).toEqual(cleanAnswers);
    expect(world.openTasks()).toHaveLength(1);
  });

  it('that comes a second after the next question left belongs to the one before', async () => {
    const world = await asked({
      checkIn: {
        answers: answersOf([4]),
        asked: [
          { questionId: 'wellbeing', askedAt: monday.toISOString() },
          { questionId: 'craving', askedAt: hoursLater(1).toISOString() },
        ],
      },
    });

    await receiving(world)(smsEvent({ body: '4', at: new Date(hoursLater(1).getTime() + 1000) }));

    expect((await world.checkIn())?.answers).toEqual(answersOf([4]));
    expect((await world.records.get('inbound-text', 'sms-1'))?.outcome).toBe('repeated');
  });

  it('counts with its note, and a person reads the note', async () => {
    const world = await asked();

    await receiving(world)(smsEvent({ body: '4 - she came home late' }));

    expect(await world.checkIn()).toMatchObject({ answers: { wellbeing: { value: 4 } } });
    expect(world.openTasks()).toEqual([
      expect.objectContaining({ kind: 'reply-to-read', inboundMessageId: 'sms-1', checkInId }),
    ]);
    expect(world.planned()).toContain('p-ana001_c001-craving');
  });
});

describe('receive-sms: an answer that comes late', () => {
  it.each(['missed', 'partial', 'handed-over', 'cancelled'] as const)(
    'is kept on the check-in that was %s, changes no score, and is thanked for once',
    async (state) => {
      const world = await asked({ checkIn: { state } });
      const before = await world.checkIn();

      await receiving(world)(smsEvent({ body: '4' }));

      expect(await world.checkIn()).toMatchObject({
        state,
        answers: before?.answers,
        lateAnswers: [{ questionId: 'wellbeing', answer: { value: 4 }, inboundMessageId: 'sms-1' }],
      });
      expect(world.planned()).toEqual(['p-ana001_c001-late']);
      expect(await world.records.get('inbound-text', 'sms-1')).toMatchObject({ outcome: 'late', checkInId });
      expect(world.flows.completed).toEqual([]);
    },
  );

  it('belongs to the check-in before, while the next one waits to be asked', async () => {
    const world = await asked({ checkIn: { state: 'missed', cycle: 1 } });
    await world.given({}, { checkIn: { state: 'scheduled', cycle: 2 } });

    await receiving(world)(smsEvent({ body: '5' }));

    expect((await world.checkIn(1))?.lateAnswers).toHaveLength(1);
    expect(await world.checkIn(2)).toMatchObject({ state: 'scheduled', answers: {} });
  });

  it('is late when the check-in is missed at the very moment', async () => {
    const world = await asked({ checkIn: { state: 'nudged' } });
    const write = world.records.write.bind(world.records);
    let isFirst = true;
    world.records.write = async (changes) => {
      const isAnswer = changes.some((change) => 'put' in change && change.put === 'check-in');
      if (isAnswer && isFirst) {
        isFirst = false;
        const row = await world.checkIn();
        if (row) await write([{ put: 'check-in', row: { ...row, state: 'missed' }, after: row.revision }]);
      }
      return write(changes);
    };

    await receiving(world)(smsEvent({ body: '3' }));

    expect(await world.checkIn()).toMatchObject({ state: 'missed', lateAnswers: [{ answer: { value: 3 } }] });
  });

  it('that worries is a concern all the same', async () => {
    const world = await asked({ checkIn: { state: 'missed' } });

    await receiving(world)(smsEvent({ body: '1' }));

    expect(world.openTasks()).toEqual([expect.objectContaining({ kind: 'check-in-concern' })]);
  });
});

describe('receive-sms: an answer that worries', () => {
  it('is a task once, and makes contact weekly', async () => {
    const world = await asked();

    await receiving(world)(smsEvent({ body: '2' }));

    const taskId = `t-concern-${checkInId}-wellbeing-low`;
    expect(world.openTasks()).toEqual([
      expect.objectContaining({ taskId, kind: 'check-in-concern', reason: 'wellbeing-low', checkInId }),
    ]);
    expect(await world.journey()).toMatchObject({
      concerns: [taskId],
      replan: true,
      cadence: { needCyclesLeft: 4, step: { reason: { signal: 'concern-in-answers' } } },
    });
    expect(world.planned()).toContain('p-ana001_c001-craving');
  });

  it('is none where it only asks to be watched', async () => {
    const world = await asked({
      checkIn: { answers: answersOf([4]), asked: askedUpTo('wellbeing', 'craving') },
    });

    await receiving(world)(smsEvent({ body: '6' }));

    expect(world.openTasks()).toEqual([]);
    expect((await world.journey())?.concerns).toEqual([]);
  });

  it('that asks for a call is a need of its own', async () => {
    const world = await asked({
      checkIn: {
        answers: answersOf([4, 2, 8, 3]),
        asked: askedUpTo('wellbeing', 'craving', 'confidence', 'support', 'contact'),
      },
    });

    await receiving(world)(smsEvent({ body: 'yes' }));

    expect(world.openTasks()).toEqual([expect.objectContaining({ reason: 'contact-wanted' })]);
    expect(await world.journey()).toMatchObject({
      cadence: { step: { reason: { signal: 'asked-for-more' } } },
    });
    expect(world.flows.completed).toEqual([{ taskToken: 'token-1', outcome: 'answered' }]);
  });
});

describe('receive-sms: what no rule can read', () => {
  it('is asked for once more, and the second time a person reads it', async () => {
    const world = await asked();

    await receiving(world)(smsEvent({ body: 'dunno', id: 'sms-1' }, { body: 'hmm', id: 'sms-2' }));

    expect(await world.message('p-ana001_c001-again-wellbeing')).toMatchObject({
      template: 'unclear',
      params: { questionId: 'wellbeing', checkInId },
    });
    expect((await world.records.get('inbound-text', 'sms-1'))?.outcome).toBe('asked-again');
    expect((await world.records.get('inbound-text', 'sms-2'))?.outcome).toBe('with-a-person');
    expect(world.openTasks()).toEqual([expect.objectContaining({ kind: 'reply-to-read' })]);
    expect(await world.checkIn()).toMatchObject({ state: 'asked', askedAgain: ['wellbeing'] });
  });

  it('does not ask twice for one text that comes twice', async () => {
    const world = await asked();
    const plan = world.outbox.plan.bind(world.outbox);
    world.outbox.plan = () => Promise.reject(new Error('boom'));
    const receive = receiving(world);
    await receive(smsEvent({ body: 'dunno' }));
    world.outbox.plan = plan;

    await receive(smsEvent({ body: 'dunno' }));

    expect(world.planned()).toEqual(['p-ana001_c001-again-wellbeing']);
    expect(world.openTasks()).toEqual([]);
  });

  it.each([
    ['a sentence', 'we had a long talk last night and it went well'],
    ['nothing', ''],
  ])('%s: the question stays open', async (_what, body) => {
    const world = await asked();

    await receiving(world)(smsEvent({ body, id: 'sms-1' }, { body: '4', id: 'sms-2', at: hoursLater(2) }));

    expect(await world.checkIn()).toMatchObject({ answers: { wellbeing: { value: 4 } } });
  });

  it('a sentence reaches a person at once, who has its id and not its words', async () => {
    const world = await asked();
    const body = 'we had a long talk last night and it went well';
    const receive = receiving(world);

    await receive(smsEvent({ body }));
    await receive(smsEvent({ body }));

    expect(world.openTasks()).toEqual([
      expect.objectContaining({
        kind: 'reply-to-read',
        inboundMessageId: 'sms-1',
        participantId: 'p-ana001',
      }),
    ]);
    expect(JSON.stringify(world.openTasks())).not.toContain('talk');
    expect((await world.records.get('inbound-text', 'sms-1'))?.body).toBe(body);
    expect(world.planned()).toContain('p-ana001_passed-on-2026-03-02');
  });

  it('tells the texter once a day that words have arrived', async () => {
    const world = await asked();
    const texts = [1, 2, 30].map((hours) => ({
      body: `the bus was late again and we walked ${hours}`,
      id: `sms-${hours}`,
      at: hoursLater(hours),
    }));

    await receiving(world)(smsEvent(...texts));

    expect(world.openTasks()).toHaveLength(3);
    expect(world.planned().filter((id) => id.includes('passed-on'))).toHaveLength(2);
  });

  it('a number is for a person where nothing was ever asked', async () => {
    const world = aWorld();
    await world.given();

    await receiving(world)(smsEvent({ body: '4' }));

    expect((await world.records.get('inbound-text', 'sms-1'))?.outcome).toBe('with-a-person');
  });
});

describe('receive-sms: the private screen', () => {
  const questions = ['own-phone', 'safe-home', 'careful'] as const;
  const screen = (answers: number[]) => ({
    checkIn: {
      cycle: 0,
      questionSetId: 'safety-screen-1',
      asked: askedUpTo(...questions.slice(0, answers.length + 1)),
      answers: answersOf(answers, 'safety-screen-1'),
    } as const,
    journey: { state: 'intake', lastCycle: 0 } as const,
  });

  async function inIntake(answers: number[]): Promise<World> {
    const world = await asked(screen(answers));
    const row = await world.participant();
    if (row) await world.write('participant', 'p-ana001', { ...row, screen: 'pending' });
    return world;
  }

  it('is clear only where every answer is the safe one', async () => {
    const world = await inIntake([1, 1]);

    await receiving(world)(smsEvent({ body: '2' }));

    expect(await world.participant()).toMatchObject({ screen: 'clear', safetyHold: false });
    expect(world.openTasks()).toEqual([]);
    expect(world.flows.completed).toEqual([{ taskToken: 'token-1', outcome: 'answered' }]);
  });

  it.each([
    ['an answer that worries', [1, 2], '2'],
    ['one that is skipped', [1, 1], 'skip'],
    ['one that is not sure', [1, 1], '3'],
  ])('holds everything joint, silently, for %s', async (_what, before, last) => {
    const world = await inIntake(before);

    await receiving(world)(smsEvent({ body: last }));

    expect(await world.participant()).toMatchObject({ screen: 'to-review', safetyHold: true });
    expect(world.openTasks()).toEqual([
      expect.objectContaining({ kind: 'safety-review', participantId: 'p-ana001' }),
    ]);
    // The same thanks as for everybody: whoever looks over a shoulder learns nothing.
    expect(world.planned().filter((id) => id.startsWith('p-'))).toEqual(['p-ana001_c000-thanks']);
  });

  it('is for a person where a crisis breaks it off', async () => {
    const world = await inIntake([1]);

    await receiving(world)(smsEvent({ body: 'I want to kill myself' }));

    expect(await world.participant()).toMatchObject({ screen: 'to-review', safetyHold: true });
    expect(await world.checkIn(0)).toMatchObject({ state: 'cancelled', reason: 'crisis' });
  });
});

describe('receive-sms: a crisis in the middle of a check-in', () => {
  it('opens a crisis, asks nothing more, and lets the check-in’s step go on', async () => {
    const world = await asked();

    const output = await receiving(world)(smsEvent({ body: '1 I want to kill myself tonight' }));

    expect(output).toEqual(allDone);
    expect(await world.records.get('inbound-text', 'sms-1')).toMatchObject({ outcome: 'crisis' });
    expect(world.records.all('crisis')).toEqual([
      expect.objectContaining({ participantId: 'p-ana001', inboundMessageId: 'sms-1', state: 'open' }),
    ]);
    expect(await world.checkIn()).toMatchObject({ state: 'cancelled', reason: 'crisis' });
    expect(world.flows.completed).toContainEqual({ taskToken: 'token-1', outcome: 'cancelled' });
    expect(world.planned().filter((id) => id.includes('c001'))).toEqual([]);
    expect([...world.flows.executions.keys()]).toEqual([expect.stringMatching(/^crisis:crisis-/)]);
  });

  it('is one crisis, however often the text comes', async () => {
    const world = await asked();
    const start = world.workflows.start.bind(world.workflows);
    world.workflows.start = () => Promise.reject(new Error('boom'));
    const receive = receiving(world);
    await receive(smsEvent({ body: 'I want to kill myself' }));
    world.workflows.start = start;

    await receive(smsEvent({ body: 'I want to kill myself' }));

    expect(world.records.all('crisis')).toHaveLength(1);
    expect(world.flows.executions.size).toBe(1);
    expect(world.texts.sent).toEqual([]);
    await world.deliver();
    expect(world.texts.sent).toHaveLength(1);
  });
});
