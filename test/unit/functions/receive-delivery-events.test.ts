import { receiveDeliveryEvents } from '#functions/receive-delivery-events/handler';
import { receiveSms } from '#functions/receive-sms/handler';
import type { Message, MessageState } from '#shared/contracts/message';
import { aMessage, monday, smsEvent } from '#test/support/builders';
import { aMailEvent, aTextEvent, deliveryRecords } from '#test/support/delivery-events';
import { aMentor } from '#test/support/mentors';
import { aCrisis } from '#test/support/rows';
import { aWorld, type World } from '#test/support/memory-world';

const messageId = 'p-ana001_c001-wellbeing';
const offerId = 'm-dana01_offer';
const allDone = { batchItemFailures: [] };
const at = monday.toISOString();

const receiving = (world: World) => {
  const receive = world.run('receive-delivery-events', receiveDeliveryEvents);
  return (...bodies: unknown[]) => receive(deliveryRecords(...bodies));
};

/** Ana's first question and an offer to Dana, both with the provider. */
async function underWay(fields: Partial<Message> = {}): Promise<World> {
  const world = aWorld();
  await world.given({}, { checkIn: { state: 'asked', taskToken: world.flows.wait('token-1') } });
  await world.write('mentor', 'm-dana01', aMentor({ mentorId: 'm-dana01', email: 'dana@example.org' }));
  const attempts = [{ attemptId: 'a-1', at, state: 'sent', providerId: 'provider-1' }] as const;
  const sent = { state: 'sent' as MessageState, attempts: [...attempts] };
  const text = aMessage({ ...sent, ...fields });
  await world.write('message', text.messageId, text);
  const offer = {
    recipient: 'm-dana01',
    channel: 'email',
    template: 'mentor-offer',
    messageClass: 'staff',
  } as const;
  await world.write('message', offerId, aMessage({ ...sent, ...offer, messageId: offerId, params: {} }));
  return world;
}

const unreachable = aTextEvent({ eventType: 'TEXT_UNREACHABLE' });
const invalid = aTextEvent({ eventType: 'TEXT_INVALID' });

describe('receive-delivery-events: what became of a text', () => {
  it('is written down at its attempt, once, and nothing else happens', async () => {
    const world = await underWay();
    const receive = receiving(world);

    const output = await receive(
      aTextEvent(),
      aTextEvent(),
      aTextEvent({ eventType: 'TEXT_QUEUED' }),
      unreachable,
    );

    expect(output).toEqual(allDone);
    expect(await world.message(messageId)).toMatchObject({
      state: 'delivered',
      revision: 2,
      attempts: [{ attemptId: 'a-1', state: 'delivered', providerId: 'provider-1' }],
    });
    expect(await world.checkIn()).toMatchObject({ state: 'asked' });
    expect(world.tasks()).toEqual([]);
  });

  it('makes an unknown one known', async () => {
    const lost = { attemptId: 'a-1', at, state: 'unknown', code: 'Interrupted' } as const;
    const world = await underWay({ state: 'unknown', attempts: [lost] });

    await receiving(world)(aTextEvent({ eventType: 'TEXT_SUCCESSFUL' }));

    expect(await world.message(messageId)).toMatchObject({ state: 'sent', attempts: [{ state: 'sent' }] });
  });

  it.each(['TEXT_UNREACHABLE', 'TEXT_BLOCKED', 'TEXT_TTL_EXPIRED', 'TEXT_SPAM', 'TEXT_CARRIER_BLOCKED'])(
    '%s of a question ends its check-in with a person, once, and leaves the number alone',
    async (eventType) => {
      const world = await underWay();
      const receive = receiving(world);
      const reason = `provider-${eventType.slice('TEXT_'.length)}`;

      await receive(aTextEvent({ eventType }), aTextEvent({ eventType }));
      await receive(aTextEvent({ eventType }));

      expect(await world.checkIn()).toMatchObject({ state: 'handed-over', reason });
      expect(world.flows.completed).toEqual([{ taskToken: 'token-1', outcome: 'handed-over' }]);
      expect(world.openTasks()).toEqual([expect.objectContaining({ kind: 'check-in-failed', reason })]);
      expect(await world.participant()).not.toHaveProperty('numberFailed');
    },
  );

  it('hands nothing over where the person has answered that question since', async () => {
    const world = await underWay();
    const row = await world.checkIn();
    const asked = [...(row?.asked ?? []), { questionId: 'craving' as const, askedAt: at }];
    if (row) await world.write('check-in', row.checkInId, { ...row, asked });

    await receiving(world)(unreachable);

    expect(await world.message(messageId)).toMatchObject({ state: 'failed' });
    expect(await world.checkIn()).toMatchObject({ state: 'asked' });
    expect(world.tasks()).toEqual([]);
  });

  it('of a reminder that did not arrive does no harm, and another text becomes a task', async () => {
    const nudge = await underWay({ template: 'nudge' });
    const thanks = await underWay({ template: 'thanks', params: {} });

    await receiving(nudge)(unreachable);
    await receiving(thanks)(unreachable);

    expect([nudge.tasks(), (await nudge.checkIn())?.state]).toEqual([[], 'asked']);
    expect(thanks.openTasks()).toEqual([
      expect.objectContaining({
        kind: 'text-not-sent',
        participantId: 'p-ana001',
        reason: 'provider-UNREACHABLE',
      }),
    ]);
  });

  it('goes on where it was interrupted after the state was written', async () => {
    const world = await underWay();
    const open = world.desk.open.bind(world.desk);
    world.desk.open = () => Promise.reject(new Error('boom'));
    const receive = receiving(world);
    const first = await receive(unreachable);
    world.desk.open = open;

    const second = await receive(unreachable);

    expect([first, second]).toEqual([{ batchItemFailures: [{ itemIdentifier: 'sqs-0' }] }, allDone]);
    expect(world.openTasks()).toHaveLength(1);
  });
});

describe('receive-delivery-events: a number that is none', () => {
  it('stops what nobody asked for, with its consent untouched, and a person learns of it', async () => {
    const world = await underWay();
    const before = await world.participant();

    await receiving(world)(invalid, invalid);

    expect(await world.participant()).toEqual({
      ...before,
      revision: 2,
      numberFailed: { to: '+12025550101', at, code: 'INVALID' },
    });
    expect(world.openTasks()).toEqual([
      expect.objectContaining({ kind: 'check-in-failed', reason: 'provider-INVALID' }),
    ]);
  });

  it('is told also where only a reminder failed', async () => {
    const world = await underWay({ template: 'nudge' });

    await receiving(world)(invalid);

    expect(world.openTasks()).toEqual([
      expect.objectContaining({ kind: 'text-not-sent', reason: 'provider-INVALID' }),
    ]);
  });

  it('is not the number that the person has by now', async () => {
    const world = await underWay();
    const row = await world.participant();
    if (row) await world.write('participant', 'p-ana001', { ...row, phone: '+12025550111' });

    await receiving(world)(invalid);

    expect(await world.participant()).not.toHaveProperty('numberFailed');
  });

  it('was one after all where a text comes from it', async () => {
    const world = await underWay();
    await receiving(world)(invalid);

    await world.run('receive-sms', receiveSms)(smsEvent({ body: 'HELP' }));

    expect(await world.participant()).not.toHaveProperty('numberFailed');
  });

  it.each([
    ['scheduled', 'refused'],
    ['opt-in', 'refused'],
    ['reply', 'sent'],
    ['crisis', 'sent'],
  ] as const)('gets no %s text: %s', async (messageClass, state) => {
    const world = await underWay();
    await receiving(world)(invalid);
    const template = messageClass === 'crisis' ? 'crisis-suicide' : 'thanks';
    await world.outbox.plan({
      recipient: 'p-ana001',
      channel: 'text',
      template,
      messageClass,
      what: 'next',
      params: {},
      sendBefore: new Date(monday.getTime() + 3_600_000),
    });

    await world.deliver();

    expect(await world.message('p-ana001_next')).toMatchObject({ state });
    const refusals = world.openTasks().filter(({ reason }) => reason === 'channel-stopped');
    expect(refusals).toHaveLength(state === 'refused' ? 1 : 0);
  });
});

describe('receive-delivery-events: what became of an email', () => {
  it.each(['Bounce Permanent', 'Complaint'])(
    '%s: nothing more goes to that address, and a person learns of it',
    async (type) => {
      const world = await underWay();
      const code = type === 'Complaint' ? 'complaint' : 'bounce-permanent';

      await receiving(world)(aMailEvent(type), aMailEvent(type));

      expect(await world.records.get('mentor', 'm-dana01')).toMatchObject({
        emailStopped: { to: 'dana@example.org', at, code },
      });
      expect(world.openTasks()).toEqual([
        expect.objectContaining({ kind: 'email-not-sent', mentorId: 'm-dana01', reason: `provider-${code}` }),
      ]);
    },
  );

  it.each([
    ['crisis-stand-down', 'refused'],
    ['crisis-page', 'sent'],
  ] as const)(
    'to an address that takes none is not sent, but for a page: %s is %s',
    async (template, state) => {
      const world = await underWay();
      await receiving(world)(aMailEvent('Bounce Permanent'));
      await world.write('crisis', 'crisis-sms-1', aCrisis());
      await world.outbox.plan({
        recipient: 'm-dana01',
        channel: 'email',
        template,
        messageClass: 'staff',
        what: 'next',
        params: { crisisId: 'crisis-sms-1', link: 'crisis' },
        sendBefore: new Date(monday.getTime() + 3_600_000),
      });

      await world.deliver();

      expect(await world.message('m-dana01_next')).toMatchObject({ state });
      const refusals = world.openTasks().filter(({ reason }) => reason === 'channel-stopped');
      expect(refusals).toHaveLength(state === 'refused' ? 1 : 0);
    },
  );

  it('to another address of the same mentor is sent', async () => {
    const world = await underWay();
    await receiving(world)(aMailEvent('Bounce Permanent'));
    const row = await world.records.get('mentor', 'm-dana01');
    if (row) await world.write('mentor', 'm-dana01', { ...row, email: 'dana.new@example.org' });
    await world.write('crisis', 'crisis-sms-1', aCrisis());
    await world.outbox.plan({
      recipient: 'm-dana01',
      channel: 'email',
      template: 'crisis-stand-down',
      messageClass: 'staff',
      what: 'next',
      params: { crisisId: 'crisis-sms-1' },
      sendBefore: new Date(monday.getTime() + 3_600_000),
    });

    await world.deliver();

    expect(await world.message('m-dana01_next')).toMatchObject({ state: 'sent' });
  });

  it('that came back for now is told, and the address stays', async () => {
    const world = await underWay();

    await receiving(world)(aMailEvent('Bounce Transient'));

    expect(await world.message(offerId)).toMatchObject({
      state: 'failed',
      attempts: [{ state: 'failed', code: 'bounce-transient' }],
    });
    expect(await world.records.get('mentor', 'm-dana01')).not.toHaveProperty('emailStopped');
    expect(world.openTasks()).toEqual([expect.objectContaining({ reason: 'provider-bounce-transient' })]);
  });

  it('to the coordinators opens no task, which would only write another; it is counted for the alarm', async () => {
    const world = await underWay();
    const attempts = [{ attemptId: 'a-1', at, state: 'sent', providerId: 'provider-1' } as const];
    const notice = aMessage({
      messageId: 'coordinator_t-1',
      recipient: 'coordinator',
      channel: 'email',
      template: 'task-notice',
      messageClass: 'staff',
      state: 'sent',
      attempts,
    });
    await world.write('message', notice.messageId, notice);

    await receiving(world)(aMailEvent('Bounce Permanent', { messageId: notice.messageId }));

    expect(world.tasks()).toEqual([]);
    expect(world.lines.join('\n')).toContain('CoordinatorEmailsLost');
  });
});

describe('receive-delivery-events: what is no report of ours', () => {
  it.each([
    ['a type that comes to be later', { ...aTextEvent(), eventType: 'TEXT_READ' }],
    ['a text of somebody else', { ...aTextEvent(), context: {} }],
    ['a message that nobody planned', aTextEvent({ messageId: 'p-ana001_c099-x' })],
    ['the greeting of SES', 'Successfully validated SNS topic for Amazon SES event publishing.'],
  ])('%s is done', async (_what, body) => {
    const world = await underWay();

    expect(await receiving(world)(body)).toEqual(allDone);
    expect(await world.message(messageId)).toMatchObject({ state: 'sent', revision: 1 });
  });

  it.each([['no JSON'], [{ what: 'else' }], [{ eventType: 'Bounce' }], [{ eventType: 'TEXT_DELIVERED' }]])(
    'what cannot be read is given back: %j',
    async (body) => {
      const world = await underWay();

      const output = await receiving(world)(body, aTextEvent());

      expect(output).toEqual({ batchItemFailures: [{ itemIdentifier: 'sqs-0' }] });
      expect(await world.message(messageId)).toMatchObject({ state: 'delivered' });
    },
  );

  it('no number, address or words reach the log', async () => {
    const world = await underWay();

    await receiving(world)(
      invalid,
      aMailEvent('Bounce Permanent'),
      aMailEvent('Complaint'),
      '{"x":"+12025550101"}',
    );

    expect(world.lines.length).toBeGreaterThan(3);
    expect(world.lines.join('\n')).not.toMatch(/2025550101|dana@|Dana@/u);
  });
});
