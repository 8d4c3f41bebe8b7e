import { sendText } from '#functions/send-text/handler';
import type { Message } from '#shared/contracts/message';
import {
  aMessage,
  aParticipant,
  hoursLater,
  minutesLater,
  monday,
  outboundEvent,
} from '#test/support/builders';
import { aMentor } from '#test/support/mentors';
import { aPairing } from '#test/support/pairings';
import { aCrisis } from '#test/support/rows';
import { aWorld, type World } from '#test/support/memory-world';

const messageId = 'p-ana001_c001-wellbeing';
const allDone = { batchItemFailures: [] };
const givenBack = { batchItemFailures: [{ itemIdentifier: `sqs-${messageId}` }] };
const stopped = { state: 'stopped', at: hoursLater(-1).toISOString() } as const;

const sending = (world: World) => world.run('send-text', sendText);

/** Ana's first question, planned, with the check-in that asks it. */
async function planned(fields: Partial<Message> = {}): Promise<World> {
  const world = aWorld();
  await world.given({}, { checkIn: { state: 'asked', taskToken: world.flows.wait('token-1') } });
  const row = aMessage(fields);
  await world.write('message', row.messageId, row);
  return world;
}

const attemptsOf = async (world: World) =>
  (await world.message(messageId))?.attempts.map(({ state, code }) => (code ? `${state} ${code}` : state));

describe('send-text: one text', () => {
  it('leaves, and its row says what was decided on which revisions, and what came of it', async () => {
    const world = await planned();

    const output = await sending(world)(outboundEvent(messageId));

    expect(output).toEqual(allDone);
    expect(world.texts.sent).toEqual([
      { to: '+12025550101', body: expect.stringContaining('1 (hard) to 5 (good)'), messageId },
    ]);
    expect(await world.message(messageId)).toMatchObject({
      state: 'sent',
      decisions: [
        {
          at: monday.toISOString(),
          decision: 'allow',
          inputs: { participant: 1, journey: 1, 'check-in': 1 },
        },
      ],
      attempts: [{ state: 'sent', at: monday.toISOString(), providerId: 'm-1', segments: 1 }],
    });
    expect(world.lines.join('\n')).toContain('TextsSent');
  });

  it.each([
    [['Dana Cole', 'Chris Vega'], 'Dana & Chris'],
    [['Dana Cole'], 'Dana'],
    [['Maximiliana Cole', 'Christopher Vega'], 'Maximiliana'],
  ])('names %j, who accompany as a couple, as %s', async (names, expected) => {
    const world = await planned({
      template: 'matched',
      params: { pairingId: 'pair-anaben-1', mentorId: 'm-dana01' },
    });
    const mentorIds = ['m-dana01', 'm-chris1'].slice(0, names.length);
    for (const [index, mentorId] of mentorIds.entries())
      await world.write('mentor', mentorId, aMentor({ mentorId, name: names[index] ?? '' }));
    await world.write('pairing', 'pair-anaben-1', aPairing({ mentorIds }));

    await sending(world)(outboundEvent(messageId));

    expect(world.texts.sent[0]?.body).toContain(`Good news: ${expected} will support you`);
  });

  it('leaves once, however often it is looked at', async () => {
    const world = await planned();
    const send = sending(world);

    await send(outboundEvent(messageId, messageId));
    await send(outboundEvent(messageId));

    expect(world.texts.sent).toHaveLength(1);
    expect(await attemptsOf(world)).toEqual(['sent']);
  });

  it('leaves once where two look at it at once', async () => {
    const world = await planned();
    const send = sending(world);
    const other = world.run('send-text', sendText);

    await Promise.all([send(outboundEvent(messageId)), other(outboundEvent(messageId))]);

    expect(world.texts.sent).toHaveLength(1);
  });

  it('is claimed before the provider is called', async () => {
    const world = await planned();
    let stateWhenSent: string | undefined;
    const send = world.messenger.send.bind(world.messenger);
    world.messenger.send = async (text) => {
      stateWhenSent = (await world.message(messageId))?.state;
      return send(text);
    };

    await sending(world)(outboundEvent(messageId));

    expect(stateWhenSent).toBe('sending');
  });

  it.each(['p-ana001_c009-wellbeing', 'not a message'])(
    'that nobody planned is given back: %s',
    async (id) => {
      const world = await planned();

      const output = await sending(world)(outboundEvent(id));

      expect(output).toEqual({ batchItemFailures: [{ itemIdentifier: `sqs-${id}` }] });
      expect(world.texts.sent).toEqual([]);
    },
  );

  it('that fails does not keep the others from leaving', async () => {
    const world = await planned();

    const output = await sending(world)(outboundEvent('p-ana001_c009-x', messageId));

    expect(output).toEqual({ batchItemFailures: [{ itemIdentifier: 'sqs-p-ana001_c009-x' }] });
    expect(world.texts.sent).toHaveLength(1);
  });
});

describe('send-text: what the person wants meanwhile', () => {
  it.each<[string, (world: World) => Promise<unknown>, string]>([
    [
      'STOP',
      async (world) => {
        const row = await world.participant();
        if (row) await world.write('participant', 'p-ana001', { ...row, texts: stopped });
      },
      'stopped',
    ],
    [
      'a pause',
      async (world) => {
        const row = await world.journey();
        if (row) await world.write('journey', 'p-ana001', { ...row, state: 'paused' });
      },
      'paused',
    ],
    [
      'the end of the check-in',
      async (world) => {
        const row = await world.checkIn();
        if (row) await world.write('check-in', row.checkInId, { ...row, state: 'cancelled' });
      },
      'check-in-ended',
    ],
  ])('%s between the decision and the claim wins', async (_what, change, reason) => {
    const world = await planned();
    const write = world.records.write.bind(world.records);
    let isFirst = true;
    world.records.write = async (changes) => {
      const isClaim = changes.length > 1;
      if (isClaim && isFirst) {
        isFirst = false;
        world.records.write = write;
        await change(world);
      }
      return write(changes);
    };

    const output = await sending(world)(outboundEvent(messageId));

    expect(output).toEqual(allDone);
    expect(world.texts.sent).toEqual([]);
    expect(await world.message(messageId)).toMatchObject({
      state: 'refused',
      decisions: [{ decision: 'refuse', reason }],
      attempts: [],
    });
  });

  it.each([
    ['stopped', { texts: stopped }],
    ['declined', { texts: { ...stopped, state: 'declined' as const } }],
    ['no-consent', { texts: { ...stopped, state: 'invited' as const } }],
    ['stop-or-not', { undecidedStop: 't-stop' }],
  ])('ends the check-in without a person where the reason is: %s', async (reason, participant) => {
    const world = await planned();
    const row = await world.participant();
    if (row) await world.write('participant', 'p-ana001', { ...row, ...participant });

    await sending(world)(outboundEvent(messageId));

    expect(await world.checkIn()).toMatchObject({ state: 'cancelled', reason });
    expect(world.flows.completed).toEqual([{ taskToken: 'token-1', outcome: 'cancelled' }]);
    expect(world.openTasks()).toEqual([]);
  });

  it.each([
    ['shared-phone', { sharedPhone: true }],
    ['no-safe-hours', { safeHours: { start: '22:00', end: '23:00' } }],
  ])('hands the check-in to a person where it can never leave: %s', async (reason, participant) => {
    const world = await planned();
    const row = await world.participant();
    if (row) await world.write('participant', 'p-ana001', { ...row, ...participant });

    await sending(world)(outboundEvent(messageId));

    expect(await world.checkIn()).toMatchObject({ state: 'handed-over', reason });
    expect(world.flows.completed).toEqual([{ taskToken: 'token-1', outcome: 'handed-over' }]);
    expect(world.openTasks()).toEqual([expect.objectContaining({ kind: 'check-in-failed', reason })]);
  });

  it('follows up again where it was interrupted after the refusal was written', async () => {
    const world = await planned({ state: 'refused' });
    const row = await world.message(messageId);
    const decision = {
      at: monday.toISOString(),
      decision: 'refuse',
      reason: 'shared-phone',
      inputs: {},
    } as const;
    if (row) await world.write('message', messageId, { ...row, decisions: [decision] });

    await sending(world)(outboundEvent(messageId));

    expect(await world.checkIn()).toMatchObject({ state: 'handed-over', reason: 'shared-phone' });
  });
});

describe('send-text: hours and caps', () => {
  it('waits for the morning in the night, and leaves then', async () => {
    const world = await planned();
    world.clock.moveTo(hoursLater(12));

    await sending(world)(outboundEvent(messageId));
    const [deferred] = world.outbound.waiting();
    await world.deliver();
    const early = world.texts.sent.length;
    world.clock.moveTo(hoursLater(24));
    await world.deliver();

    expect(deferred).toEqual({ messageId, channel: 'text', at: hoursLater(24) });
    expect(early).toBe(0);
    expect(world.texts.sent).toHaveLength(1);
    expect(await world.message(messageId)).toMatchObject({
      state: 'sent',
      decisions: [
        { decision: 'defer', reason: 'quiet-hours', until: hoursLater(24).toISOString() },
        { decision: 'allow' },
      ],
    });
  });

  it('does not leave in the morning where it would be too late by then', async () => {
    const world = await planned({ sendBefore: hoursLater(20).toISOString() });
    world.clock.moveTo(hoursLater(12));

    await sending(world)(outboundEvent(messageId));

    expect(await world.message(messageId)).toMatchObject({ state: 'refused' });
    expect(world.openTasks()).toEqual([expect.objectContaining({ reason: 'too-late' })]);
  });

  it('counts each unasked text once, and none that answers a text', async () => {
    const world = await planned();
    const reply = aMessage({
      messageId: 'p-ana001_thanks',
      template: 'thanks',
      messageClass: 'reply',
      params: {},
    });
    await world.write('message', reply.messageId, reply);

    await sending(world)(outboundEvent(messageId, messageId, reply.messageId));

    expect(world.texts.sent).toHaveLength(2);
    expect((await world.journey())?.unasked).toEqual([monday.toISOString()]);
  });

  it('puts a second unasked text of the day off to the next', async () => {
    const world = await planned();
    const second = aMessage({ messageId: 'p-ana001_news', template: 'programme-done', params: {} });
    await world.write('message', second.messageId, second);

    await sending(world)(outboundEvent(messageId, second.messageId));

    expect(world.texts.sent).toHaveLength(1);
    expect(world.outbound.waiting()).toEqual([
      { messageId: second.messageId, channel: 'text', at: hoursLater(24) },
    ]);
  });

  it('does not count an attempt of its own that nothing came of', async () => {
    const world = await planned();
    world.texts.plan.push({ outcome: 'refused', code: 'Throttled', retryable: true, optedOut: false });
    const send = sending(world);
    await send(outboundEvent(messageId));
    world.clock.moveTo(minutesLater(5));

    await send(outboundEvent(messageId));

    expect(world.texts.sent).toHaveLength(1);
    expect((await world.journey())?.unasked).toEqual([minutesLater(5).toISOString()]);
  });
});

describe('send-text: what the provider says', () => {
  it('tries again after a throttle, and both attempts are in the row', async () => {
    const world = await planned();
    world.texts.plan.push({ outcome: 'refused', code: 'Throttled', retryable: true, optedOut: false });
    const send = sending(world);

    const outputs = [await send(outboundEvent(messageId)), await send(outboundEvent(messageId))];

    expect(outputs).toEqual([givenBack, allDone]);
    expect(world.texts.sent).toHaveLength(1);
    expect(await attemptsOf(world)).toEqual(['failed Throttled', 'sent']);
  });

  it('gives up on a number that it refuses for good, and a person takes over', async () => {
    const world = await planned();
    world.texts.plan.push({
      outcome: 'refused',
      code: 'InvalidParameter',
      retryable: false,
      optedOut: false,
    });
    const send = sending(world);

    await send(outboundEvent(messageId));
    await send(outboundEvent(messageId));

    expect(await attemptsOf(world)).toEqual(['failed InvalidParameter']);
    expect(await world.checkIn()).toMatchObject({
      state: 'handed-over',
      reason: 'provider-InvalidParameter',
    });
    expect(world.openTasks()).toHaveLength(1);
  });

  it('takes over what an interrupted run could not follow up', async () => {
    const world = await planned();
    world.texts.plan.push({
      outcome: 'refused',
      code: 'InvalidParameter',
      retryable: false,
      optedOut: false,
    });
    const open = world.desk.open.bind(world.desk);
    world.desk.open = () => Promise.reject(new Error('boom'));
    const send = sending(world);
    const first = await send(outboundEvent(messageId));
    world.desk.open = open;

    await send(outboundEvent(messageId));

    expect(first).toEqual(givenBack);
    expect(world.openTasks()).toEqual([expect.objectContaining({ kind: 'check-in-failed' })]);
  });

  it('never sends again where nobody can tell, and asks a person', async () => {
    const world = await planned();
    world.texts.plan.push({ outcome: 'unknown', code: 'TimeoutError' });
    const send = sending(world);

    await send(outboundEvent(messageId));
    await send(outboundEvent(messageId));

    expect(world.texts.sent).toHaveLength(1);
    expect(await attemptsOf(world)).toEqual(['unknown TimeoutError']);
    expect(world.openTasks()).toEqual([
      expect.objectContaining({
        taskId: `t-text-${messageId}`,
        kind: 'text-unconfirmed',
        participantId: 'p-ana001',
        checkInId: 'p-ana001-c001',
      }),
    ]);
    expect(await world.checkIn()).toMatchObject({ state: 'asked' });
  });

  it('waits for whoever is sending it, and after a minute nobody can tell', async () => {
    const attempt = { attemptId: 'a-1', at: monday.toISOString(), state: 'sending' } as const;
    const world = await planned({ state: 'sending', attempts: [attempt] });
    const send = sending(world);

    world.clock.moveTo(minutesLater(0.5));
    const early = await send(outboundEvent(messageId));
    world.clock.moveTo(minutesLater(1));
    const late = await send(outboundEvent(messageId));

    expect([early, late]).toEqual([givenBack, allDone]);
    expect(world.texts.sent).toEqual([]);
    expect(await attemptsOf(world)).toEqual(['unknown Interrupted']);
    expect(world.openTasks()).toEqual([expect.objectContaining({ kind: 'text-unconfirmed' })]);
  });

  it('believes its own answer where a look in between took it for lost', async () => {
    const world = await planned();
    const send = world.messenger.send.bind(world.messenger);
    world.messenger.send = async (text) => {
      const delivery = await send(text);
      const row = await world.message(messageId);
      const attempts = (row?.attempts ?? []).map((one) => ({ ...one, state: 'unknown' as const }));
      if (row) await world.write('message', messageId, { ...row, state: 'unknown', attempts });
      return delivery;
    };

    await sending(world)(outboundEvent(messageId));

    expect(await world.message(messageId)).toMatchObject({ state: 'sent', attempts: [{ state: 'sent' }] });
  });
});

describe('send-text: a STOP that only the carrier knows of', () => {
  const refusal = { outcome: 'refused', code: 'OptedOut', retryable: false, optedOut: true } as const;

  it('is one: the record, the check-in, the pause and the coordinator', async () => {
    const world = await planned();
    world.texts.plan.push(refusal);

    await sending(world)(outboundEvent(messageId));

    expect(await world.participant()).toMatchObject({
      texts: { state: 'stopped', at: monday.toISOString() },
    });
    expect(await world.checkIn()).toMatchObject({ state: 'cancelled', reason: 'carrier-stopped' });
    expect(world.flows.completed).toEqual([{ taskToken: 'token-1', outcome: 'cancelled' }]);
    expect(await world.journey()).toMatchObject({ state: 'paused', reason: 'stopped' });
    expect(world.openTasks()).toEqual([
      expect.objectContaining({ kind: 'stopped', participantId: 'p-ana001' }),
    ]);
    expect(await attemptsOf(world)).toEqual(['failed carrier-stopped']);
  });

  it('changes nothing the second time, nor after a START that came since', async () => {
    const world = await planned();
    world.texts.plan.push(refusal);
    const send = sending(world);
    await send(outboundEvent(messageId));
    const row = await world.participant();
    const texts = { state: 'given', at: hoursLater(1).toISOString() } as const;
    if (row) await world.write('participant', 'p-ana001', { ...row, texts });

    await send(outboundEvent(messageId));

    expect(await world.participant()).toMatchObject({ texts });
    expect(world.tasks()).toHaveLength(1);
  });
});

describe('send-text: texts that ask nothing', () => {
  it('that could not be sent are a task, and a reminder that came too late is none', async () => {
    const world = await planned({ template: 'nudge', messageId: 'p-ana001_c001-nudge' });
    const crisis = aMessage({
      messageId: 'p-ana001_crisis-sms-1-reply',
      template: 'crisis-suicide',
      messageClass: 'crisis',
      params: {},
    });
    await world.write('message', crisis.messageId, crisis);
    world.clock.moveTo(hoursLater(73));

    await sending(world)(outboundEvent('p-ana001_c001-nudge', crisis.messageId));

    expect(world.openTasks()).toEqual([
      expect.objectContaining({ kind: 'text-not-sent', participantId: 'p-ana001', reason: 'too-late' }),
    ]);
    expect(await world.checkIn()).toMatchObject({ state: 'asked' });
  });

  it('nor is a next question, where the answer came at the last moment', async () => {
    const world = await planned({
      messageId: 'p-ana001_c001-craving',
      template: 'question-craving',
      messageClass: 'reply',
    });
    world.clock.moveTo(hoursLater(72));

    await sending(world)(outboundEvent('p-ana001_c001-craving'));

    expect(await world.message('p-ana001_c001-craving')).toMatchObject({ state: 'refused' });
    expect(await world.checkIn()).toMatchObject({ state: 'asked' });
    expect(world.openTasks()).toEqual([]);
  });

  it('that the person does not want any more are nobody’s business', async () => {
    const world = await planned({ template: 'thanks', messageClass: 'reply', params: {} });
    const row = await world.participant();
    if (row) await world.write('participant', 'p-ana001', { ...row, texts: stopped });

    await sending(world)(outboundEvent(messageId));

    expect(world.openTasks()).toEqual([]);
    expect(await world.checkIn()).toMatchObject({ state: 'asked' });
  });
});

describe('send-text: texts to mentors', () => {
  const page = aMessage({
    messageId: 'm-dana01_crisis-sms-1-page',
    recipient: 'm-dana01',
    template: 'page',
    messageClass: 'staff',
    params: { crisisId: 'crisis-sms-1', link: 'crisis' },
    sendBefore: hoursLater(30).toISOString(),
  });

  it('leave at any hour', async () => {
    const world = aWorld();
    await world.write('mentor', 'm-dana01', aMentor({ phone: '+12025550130' }));
    await world.write('crisis', 'crisis-sms-1', aCrisis());
    await world.write('message', page.messageId, page);
    world.clock.moveTo(hoursLater(18));

    await sending(world)(outboundEvent(page.messageId));

    expect(world.texts.sent).toEqual([expect.objectContaining({ to: '+12025550130' })]);
  });

  it.each([
    ['has left', { status: 'left' as const, phone: '+12025550130' }],
    ['has no number', {}],
  ])('do not leave where the mentor %s', async (_what, fields) => {
    const world = aWorld();
    await world.write('mentor', 'm-dana01', aMentor(fields));
    await world.write('message', page.messageId, page);

    await sending(world)(outboundEvent(page.messageId));

    expect(world.texts.sent).toEqual([]);
    expect(await world.message(page.messageId)).toMatchObject({ state: 'refused' });
  });

  it('that come too late are a task about the mentor', async () => {
    const world = aWorld();
    await world.write('mentor', 'm-dana01', aMentor({ phone: '+12025550130' }));
    await world.write('message', page.messageId, page);
    world.clock.moveTo(hoursLater(30));

    await sending(world)(outboundEvent(page.messageId));

    expect(world.openTasks()).toEqual([
      expect.objectContaining({ kind: 'text-not-sent', mentorId: 'm-dana01', reason: 'too-late' }),
    ]);
  });
});

describe('send-text: a text that was planned for later', () => {
  /** LATER at `monday` + 1 h: the question comes again three hours after that. */
  async function forLater(at = hoursLater(1)): Promise<World> {
    const world = await planned();
    world.clock.moveTo(at);
    await world.outbox.plan({
      recipient: 'p-ana001',
      channel: 'text',
      template: 'nudge',
      messageClass: 'scheduled',
      what: 'c001-later-sms-1',
      params: { questionId: 'wellbeing', checkInId: 'p-ana001-c001' },
      notBefore: new Date(at.getTime() + 3 * 3_600_000),
      sendBefore: hoursLater(72),
    });
    await world.deliver();
    return world;
  }
  const later = 'p-ana001_c001-later-sms-1';

  it('is looked at when it is planned and again when it leaves, and both decisions are recorded', async () => {
    const world = await forLater();
    const afterPlanning = await world.message(later);
    world.clock.moveTo(hoursLater(4));
    await world.deliver();

    const [first, second] = (await world.message(later))?.decisions ?? [];
    expect(afterPlanning).toMatchObject({ state: 'deferred', decisions: [first], attempts: [] });
    expect(first).toEqual({
      at: hoursLater(1).toISOString(),
      decision: 'defer',
      reason: 'not-yet',
      until: hoursLater(4).toISOString(),
      inputs: { participant: 1, journey: 1, 'check-in': 1 },
    });
    expect(second).toMatchObject({ at: hoursLater(4).toISOString(), decision: 'allow' });
    expect(world.texts.sent).toEqual([expect.objectContaining({ messageId: later })]);
  });

  it('does not leave before then where its record comes twice', async () => {
    const world = await forLater();

    await sending(world)(outboundEvent(later));

    expect(world.texts.sent).toEqual([]);
  });

  it('is refused at once where it may not be planned, and nothing waits for its hour', async () => {
    const world = await planned();
    const participant = await world.participant();
    await world.write('participant', 'p-ana001', {
      ...aParticipant(),
      texts: { state: 'stopped', at: participant?.createdAt ?? monday.toISOString() },
    });
    await world.outbox.plan({
      recipient: 'p-ana001',
      channel: 'text',
      template: 'nudge',
      messageClass: 'scheduled',
      what: 'c001-later-sms-1',
      params: {},
      notBefore: hoursLater(3),
      sendBefore: hoursLater(72),
    });
    await world.deliver();

    expect(await world.message(later)).toMatchObject({
      state: 'refused',
      decisions: [{ at: monday.toISOString(), decision: 'refuse', reason: 'stopped' }],
    });
    expect(world.outbound.waiting()).toEqual([]);
  });

  it('is refused when it leaves, where a STOP came since', async () => {
    const world = await forLater();
    await world.write('participant', 'p-ana001', {
      ...aParticipant(),
      texts: { state: 'stopped', at: hoursLater(2).toISOString() },
    });
    world.clock.moveTo(hoursLater(4));
    await world.deliver();

    expect((await world.message(later))?.decisions.map(({ decision, reason }) => [decision, reason])).toEqual(
      [
        ['defer', 'not-yet'],
        ['refuse', 'stopped'],
      ],
    );
    expect(world.texts.sent).toEqual([]);
  });

  it('waits for the morning where it was planned for the night', async () => {
    const world = await forLater(hoursLater(9));

    expect((await world.message(later))?.decisions).toEqual([
      expect.objectContaining({
        decision: 'defer',
        reason: 'quiet-hours',
        until: hoursLater(24).toISOString(),
      }),
    ]);
  });
});
