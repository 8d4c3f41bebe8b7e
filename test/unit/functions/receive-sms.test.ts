import { receiveSms } from '#functions/receive-sms/handler';
import { aReply, hoursLater, smsEvent } from '#test/support/builders';
import { aWorld, type World } from '#test/support/memory-world';

const checkInId = 'p-ana001-c001';
const allDone = { batchItemFailures: [] };

const receiving = (world: World) => world.run('receive-sms', receiveSms);

describe('receive-sms: answers', () => {
  it.each(['asked', 'nudged'] as const)(
    'records the answer to a check-in that was %s and lets its step go on',
    async (state) => {
      const world = aWorld();
      world.given({}, { state, taskToken: world.flows.wait('token-1') });

      const output = await receiving(world)(smsEvent({ body: '4', id: 'sms-7' }));

      expect(output).toEqual(allDone);
      expect(world.checkIn()).toMatchObject({
        state: 'answered',
        reply: { score: 4, inboundMessageId: 'sms-7', receivedAt: hoursLater(1).toISOString() },
      });
      expect(world.flows.completed).toEqual([{ taskToken: 'token-1', outcome: 'answered' }]);
      expect(world.database.inboundTexts.get('sms-7')).toMatchObject({
        state: 'handled',
        outcome: 'answered',
      });
      expect(world.openTasks()).toEqual([]);
    },
  );

  it('does nothing when the same text is delivered again', async () => {
    const world = aWorld();
    world.given({}, { state: 'asked', taskToken: world.flows.wait('token-1') });
    const receive = receiving(world);
    await receive(smsEvent({ body: '4' }));
    world.flows.wait('token-1');

    await receive(smsEvent({ body: '4' }));

    expect(world.flows.completed).toHaveLength(1);
    expect(world.database.inboundTexts.size).toBe(1);
  });

  it('goes on where it stopped when it failed between recording and telling the step', async () => {
    const world = aWorld();
    world.given({}, { state: 'asked', taskToken: world.flows.wait('token-1') });
    const receive = receiving(world);
    const complete = world.steps.complete.bind(world.steps);
    world.steps.complete = () => Promise.reject(new Error('boom'));
    const first = await receive(smsEvent({ body: '4' }));
    world.steps.complete = complete;

    const second = await receive(smsEvent({ body: '4' }));

    expect(first).toEqual({ batchItemFailures: [{ itemIdentifier: 'sqs-sms-1' }] });
    expect(second).toEqual(allDone);
    expect(world.flows.completed).toEqual([{ taskToken: 'token-1', outcome: 'answered' }]);
  });

  it('takes a token that is gone for what it is: the next step finds the answer', async () => {
    const world = aWorld();
    world.given({}, { state: 'asked', taskToken: world.flows.wait('token-1') });
    world.flows.expire('token-1');

    const output = await receiving(world)(smsEvent({ body: '4' }));

    expect(output).toEqual(allDone);
    expect(world.checkIn()?.state).toBe('answered');
  });

  it.each(['missed', 'handed-over'] as const)(
    'keeps a late reply on the check-in that was %s',
    async (state) => {
      const world = aWorld();
      world.given({}, { state, taskToken: 'token-2' });

      await receiving(world)(smsEvent({ body: '2' }));

      expect(world.checkIn()).toMatchObject({ state, lateReply: { score: 2 } });
      expect(world.database.inboundTexts.get('sms-1')).toMatchObject({ outcome: 'late', checkInId });
      expect(world.flows.completed).toEqual([]);
    },
  );

  it('gives a late reply to the check-in before, while the next one waits to be asked', async () => {
    const world = aWorld();
    world.given({}, { state: 'missed', cycle: 1 });
    world.given({ lastCycle: 2 }, { state: 'scheduled', cycle: 2 });

    await receiving(world)(smsEvent({ body: '5' }));

    expect(world.checkIn(1)?.lateReply?.score).toBe(5);
    expect(world.checkIn(2)?.state).toBe('scheduled');
  });

  it('keeps it late when the check-in is missed at the very moment', async () => {
    const world = aWorld();
    world.given({}, { state: 'nudged' });
    const answer = world.checkIns.answer.bind(world.checkIns);
    world.checkIns.answer = async (id, reply) => {
      await world.checkIns.close({ checkInId: id, as: 'missed', at: hoursLater(72) });
      return answer(id, reply);
    };

    await receiving(world)(smsEvent({ body: '3' }));

    expect(world.checkIn()).toMatchObject({ state: 'missed', lateReply: { score: 3 } });
  });

  it('takes the same score again as a repetition, and another one to a person', async () => {
    const world = aWorld();
    world.given({}, { state: 'answered', reply: aReply(4, 'sms-0') });

    await receiving(world)(smsEvent({ body: '4', id: 'sms-1' }, { body: '1', id: 'sms-2' }));

    expect(world.database.inboundTexts.get('sms-1')?.outcome).toBe('repeated');
    expect(world.database.inboundTexts.get('sms-2')?.outcome).toBe('with-a-person');
    expect(world.checkIn()?.reply?.score).toBe(4);
    expect(world.openTasks()).toHaveLength(1);
  });

  it('counts a number with a note, and a person reads the note', async () => {
    const world = aWorld();
    world.given({}, { state: 'asked', taskToken: world.flows.wait('token-1') });

    await receiving(world)(smsEvent({ body: '2 - rough day, he came home late' }));

    expect(world.checkIn()?.reply?.score).toBe(2);
    expect(world.openTasks()).toEqual([
      expect.objectContaining({ kind: 'reply-to-read', inboundMessageId: 'sms-1', checkInId }),
    ]);
  });
});

describe('receive-sms: words for a person', () => {
  it.each([
    ['free text', 'we had a talk last night', 'reply-to-read'],
    ['a number out of range', '7', 'reply-to-read'],
    ['a sentence with a stop word', 'please stop this bill from coming', 'stop-or-not'],
    ['a call for help', 'HELP', 'help-asked'],
    ['nothing', '', 'reply-to-read'],
  ])('takes %s to a person, once, with ids only', async (_what, body, kind) => {
    const world = aWorld();
    world.given({}, { state: 'asked', taskToken: world.flows.wait('token-1') });
    const receive = receiving(world);

    await receive(smsEvent({ body }));
    await receive(smsEvent({ body }));

    const [task, ...others] = world.openTasks();
    expect(task).toMatchObject({ kind, inboundMessageId: 'sms-1', participantId: 'p-ana001' });
    expect(others).toEqual([]);
    expect(Object.values(task ?? {})).not.toContain(body);
    expect(world.database.inboundTexts.get('sms-1')?.body).toBe(body);
    expect(world.checkIn()?.state).toBe('asked');
  });

  it.each(['+12025550177', '88788'])(
    'takes a text from %s, which nobody has, to a person and answers nothing',
    async (from) => {
      const world = aWorld();
      world.given({}, { state: 'asked', taskToken: world.flows.wait('token-1') });

      const output = await receiving(world)(smsEvent({ from, body: '4' }));

      expect(output).toEqual(allDone);
      expect(world.openTasks()).toEqual([expect.objectContaining({ kind: 'unknown-sender' })]);
      expect(world.openTasks()[0]?.participantId).toBeUndefined();
      expect(world.texts.sent).toEqual([]);
      expect(world.checkIn()?.state).toBe('asked');
    },
  );

  it('takes a number to a person when nothing was ever asked', async () => {
    const world = aWorld();
    world.given();

    await receiving(world)(smsEvent({ body: '4' }));

    expect(world.database.inboundTexts.get('sms-1')?.outcome).toBe('with-a-person');
  });
});

describe('receive-sms: STOP and START', () => {
  it('opts out that person at once, ends the open check-in, and leaves the partner alone', async () => {
    const world = aWorld();
    world.given({}, { state: 'asked', taskToken: world.flows.wait('token-ana') });
    world.given(
      { participantId: 'p-ben001', phone: '+12025550102' },
      { state: 'asked', taskToken: world.flows.wait('token-ben') },
    );
    const partner = structuredClone([
      world.database.participants.get('p-ben001'),
      world.database.checkIns.get('p-ben001-c001'),
    ]);

    await receiving(world)(smsEvent({ body: 'Stop. Thank you' }));

    expect(world.database.participants.get('p-ana001')?.optedOut).toBe(true);
    expect(world.checkIn()?.state).toBe('cancelled');
    expect(world.flows.completed).toEqual([{ taskToken: 'token-ana', outcome: 'opted-out' }]);
    expect(world.texts.sent).toEqual([]);
    expect([
      world.database.participants.get('p-ben001'),
      world.database.checkIns.get('p-ben001-c001'),
    ]).toEqual(partner);
  });

  it('opts in again with START, and only with that', async () => {
    const world = aWorld();
    world.given({ optedOut: true, optOutChangedAt: hoursLater(0).toISOString() });
    const receive = receiving(world);

    await receive(smsEvent({ body: 'yes', id: 'sms-1' }, { body: '4', id: 'sms-2' }));
    const afterOthers = world.database.participants.get('p-ana001')?.optedOut;
    await receive(smsEvent({ body: 'Start!', id: 'sms-3' }));

    expect(afterOthers).toBe(true);
    expect(world.database.participants.get('p-ana001')?.optedOut).toBe(false);
  });

  it('ends opted in when START was sent after STOP and arrives before it', async () => {
    const world = aWorld();
    world.given();

    await receiving(world)(
      smsEvent(
        { body: 'START', id: 'sms-2', at: hoursLater(2) },
        { body: 'STOP', id: 'sms-1', at: hoursLater(1) },
      ),
    );

    expect(world.database.participants.get('p-ana001')?.optedOut).toBe(false);
  });

  it('ends opted out when both were sent at the same moment', async () => {
    const world = aWorld();
    world.given();

    await receiving(world)(smsEvent({ body: 'STOP', id: 'sms-1' }, { body: 'START', id: 'sms-2' }));

    expect(world.database.participants.get('p-ana001')?.optedOut).toBe(true);
  });

  it('changes nothing when STOP is delivered again after START', async () => {
    const world = aWorld();
    world.given();
    const receive = receiving(world);
    await receive(smsEvent({ body: 'STOP', id: 'sms-1', at: hoursLater(1) }));
    await receive(smsEvent({ body: 'START', id: 'sms-2', at: hoursLater(2) }));

    await receive(smsEvent({ body: 'STOP', id: 'sms-1', at: hoursLater(1) }));

    expect(world.database.participants.get('p-ana001')?.optedOut).toBe(false);
  });
});

describe('receive-sms: batches', () => {
  it('gives back only the records that failed', async () => {
    const world = aWorld();
    world.given({}, { state: 'asked', taskToken: world.flows.wait('token-1') });
    const event = smsEvent({ body: '4' });
    const broken = { messageId: 'sqs-broken', body: 'this is not JSON: secret words', attributes: {} };

    const output = await receiving(world)({ Records: [broken, ...event.Records] });

    expect(output).toEqual({ batchItemFailures: [{ itemIdentifier: 'sqs-broken' }] });
    expect(world.checkIn()?.state).toBe('answered');
    expect(world.lines.join('\n')).not.toContain('secret');
  });

  it.each([
    ['no number', { messageBody: '4', inboundMessageId: 'sms-1' }],
    ['no id', { originationNumber: '+12025550101', messageBody: '4' }],
    ['an id with a space', { originationNumber: '+12025550101', messageBody: '4', inboundMessageId: 'a b' }],
    [
      'far too long a text',
      { originationNumber: '+12025550101', messageBody: 'x'.repeat(5000), inboundMessageId: 'sms-1' },
    ],
  ])('gives back a record with %s', async (_what, body) => {
    const world = aWorld();
    const record = { messageId: 'sqs-1', body: JSON.stringify(body) };

    const output = await receiving(world)({ Records: [record] });

    expect(output).toEqual({ batchItemFailures: [{ itemIdentifier: 'sqs-1' }] });
    expect(world.lines.join('\n')).toContain('InvalidInput');
  });

  it('refuses an event that is no batch', async () => {
    const world = aWorld();

    await expect(receiving(world)({ hello: 'world' })).rejects.toMatchObject({ name: 'InvalidInput' });
  });
});
