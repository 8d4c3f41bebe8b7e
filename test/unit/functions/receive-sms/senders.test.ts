import { receiveSms } from '#functions/receive-sms/handler';
import { hoursLater, smsEvent } from '#test/support/builders';
import { aMentor } from '#test/support/mentors';
import { aWorld, type World } from '#test/support/memory-world';
import { aCrisis } from '#test/support/rows';

const allDone = { batchItemFailures: [] };
const receiving = (world: World) => world.run('receive-sms', receiveSms);

describe('receive-sms: numbers that nobody has', () => {
  it.each(['+12025550177', '88788'])(
    '%s reaches a person, is answered nothing, and touches nobody',
    async (from) => {
      const world = aWorld();
      await world.given({}, { checkIn: { state: 'asked' } });
      const before = [await world.participant(), await world.journey(), await world.checkIn()];

      const output = await receiving(world)(smsEvent({ from, body: '4' }));

      expect(output).toEqual(allDone);
      expect(world.openTasks()).toEqual([expect.objectContaining({ kind: 'unknown-sender' })]);
      expect(world.openTasks()[0]?.participantId).toBeUndefined();
      expect(world.planned()).toEqual(['coordinator_t-text-sms-1']);
      expect([await world.participant(), await world.journey(), await world.checkIn()]).toEqual(before);
    },
  );
});

describe('receive-sms: mentors', () => {
  const DANA = '+12025550130';

  async function withDana(): Promise<World> {
    const world = aWorld();
    await world.given();
    await world.write('mentor', 'm-dana01', aMentor({ phone: DANA }));
    await world.write('phone-claim', DANA, { phone: DANA, holderId: 'm-dana01' });
    return world;
  }

  it('anything but a code is for the coordinators', async () => {
    const world = await withDana();

    await receiving(world)(smsEvent({ from: DANA, body: 'I talked to them, all is well' }));

    expect(world.openTasks()).toEqual([
      expect.objectContaining({ kind: 'reply-to-read', mentorId: 'm-dana01', inboundMessageId: 'sms-1' }),
    ]);
  });

  it('a code of a page that went to another mentor takes over nothing', async () => {
    const world = await withDana();
    const pages = [
      {
        rung: 'mentor' as const,
        who: ['m-other01'],
        at: hoursLater(0).toISOString(),
        enteredAt: hoursLater(0).toISOString(),
      },
    ];
    await world.write('crisis', 'crisis-sms-0', aCrisis({ crisisId: 'crisis-sms-0', pages }));
    await world.write('code-claim', '1234', { code: '1234', crisisId: 'crisis-sms-0' });

    await receiving(world)(smsEvent({ from: DANA, body: '1234' }));

    expect(await world.records.get('crisis', 'crisis-sms-0')).toMatchObject({ state: 'open' });
    expect(world.openTasks()).toEqual([expect.objectContaining({ kind: 'reply-to-read' })]);
  });

  it('the code of their own page takes over', async () => {
    const world = await withDana();
    const pages = [
      {
        rung: 'mentor' as const,
        who: ['m-dana01'],
        at: hoursLater(0).toISOString(),
        enteredAt: hoursLater(0).toISOString(),
      },
    ];
    const taskToken = world.flows.wait('ladder-1');
    await world.write('crisis', 'crisis-sms-0', aCrisis({ crisisId: 'crisis-sms-0', pages, taskToken }));
    await world.write('code-claim', '1234', { code: '1234', crisisId: 'crisis-sms-0' });

    await receiving(world)(smsEvent({ from: DANA, body: '1234 on my way' }));

    expect(await world.records.get('crisis', 'crisis-sms-0')).toMatchObject({
      state: 'acknowledged',
      acknowledgedBy: 'm-dana01',
    });
    expect(world.flows.completed).toContainEqual({ taskToken: 'ladder-1', outcome: 'acknowledged' });
    expect((await world.records.get('inbound-text', 'sms-1'))?.outcome).toBe('acknowledged');
  });
});

describe('receive-sms: batches', () => {
  it('gives back only the records that failed', async () => {
    const world = aWorld();
    await world.given({}, { checkIn: { state: 'asked' } });
    const event = smsEvent({ body: '4' });
    const broken = { messageId: 'sqs-broken', body: 'this is not JSON: secret words', attributes: {} };

    const output = await receiving(world)({ Records: [broken, ...event.Records] });

    expect(output).toEqual({ batchItemFailures: [{ itemIdentifier: 'sqs-broken' }] });
    expect(await world.checkIn()).toMatchObject({ answers: { wellbeing: { value: 4 } } });
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

    const output = await receiving(world)({ Records: [{ messageId: 'sqs-1', body: JSON.stringify(body) }] });

    expect(output).toEqual({ batchItemFailures: [{ itemIdentifier: 'sqs-1' }] });
    expect(world.lines.join('\n')).toContain('InvalidInput');
  });

  it('stores a text before anything is done with it', async () => {
    const world = aWorld();
    await world.given();
    const get = world.records.get.bind(world.records);
    world.records.get = (kind, id) =>
      kind === 'phone-claim' ? Promise.reject(new Error('boom')) : get(kind, id);

    const output = await receiving(world)(smsEvent({ body: 'hello you' }));

    expect(output.batchItemFailures).toHaveLength(1);
    expect(await get('inbound-text', 'sms-1')).toMatchObject({
      state: 'received',
      body: 'hello you',
      expiresAt: Math.floor(hoursLater(1).getTime() / 1000) + 90 * 86_400,
    });
  });

  it('refuses an event that is no batch', async () => {
    await expect(receiving(aWorld())({ hello: 'world' })).rejects.toMatchObject({ name: 'InvalidInput' });
  });
});
