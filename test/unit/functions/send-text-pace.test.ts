import { sendText } from '#functions/send-text/handler';
import type { Message } from '#shared/contracts/message';
import { aMessage, hoursLater, monday, outboundEvent } from '#test/support/builders';
import { aMentor } from '#test/support/mentors';
import { aCrisis } from '#test/support/rows';
import { aWorld, type World } from '#test/support/memory-world';

const throttled = { outcome: 'refused', code: 'Throttled', retryable: true, optedOut: false } as const;
const thanks = (name: string, fields: Partial<Message> = {}): Message =>
  aMessage({
    messageId: `p-ana001_${name}`,
    template: 'thanks',
    messageClass: 'opt-in',
    params: {},
    ...fields,
  });

/** A programme whose number sends one text a second, and these texts in its queue. */
async function lined(...messages: readonly Message[]): Promise<World> {
  const world = aWorld();
  world.pacing.perSecond = 1;
  await world.given();
  for (const message of messages) {
    await world.write('message', message.messageId, message);
    await world.queue.enqueue(message);
  }
  return world;
}

/** Lets the seconds go by, one after the other, and tells in which of them texts left. */
async function leaving(world: World, seconds: number): Promise<number[]> {
  const left: number[] = [];
  for (let second = 0; second <= seconds; second += 1) {
    const before = world.texts.sent.length;
    world.clock.moveTo(new Date(monday.getTime() + second * 1_000));
    await world.deliver();
    left.push(world.texts.sent.length - before);
  }
  return left;
}

const many = (count: number, fields: Partial<Message> = {}) =>
  Array.from({ length: count }, (_, index) => thanks(`t${index}`, fields));

describe('send-text: the pace of the number', () => {
  it('lets one text leave a second where it may send one a second', async () => {
    const world = await lined(...many(5));

    const left = await leaving(world, 6);

    expect(left).toEqual([1, 1, 1, 1, 1, 0, 0]);
    expect(await world.message('p-ana001_t4')).toMatchObject({
      state: 'sent',
      decisions: [
        { decision: 'defer', reason: 'pace', until: new Date(monday.getTime() + 4_000).toISOString() },
        { decision: 'allow' },
      ],
    });
  });

  it('gives a text one place, however often it is looked at before its turn', async () => {
    const world = await lined(...many(3));
    await world.deliver();

    await world.run('send-text', sendText)(outboundEvent('p-ana001_t2', 'p-ana001_t2'));
    const left = await leaving(world, 4);

    expect(left).toEqual([0, 1, 1, 0, 0]);
    expect(world.texts.sent).toHaveLength(3);
  });

  it('lines texts up again after an outage, and does not let all leave at once', async () => {
    const world = await lined(...many(4));
    await world.deliver();

    world.clock.moveTo(hoursLater(1));
    await world.deliver();

    expect(world.texts.sent).toHaveLength(2);
  });

  it('lets no text leave whose turn comes after its deadline, and that one takes no place', async () => {
    const sendBefore = new Date(monday.getTime() + 2_000).toISOString();
    const world = await lined(...many(5, { sendBefore }), thanks('after'));

    const left = await leaving(world, 6);

    expect(left).toEqual([1, 1, 1, 0, 0, 0, 0]);
    expect(world.texts.sent.at(-1)).toMatchObject({ messageId: 'p-ana001_after' });
    expect(world.openTasks().map(({ reason }) => reason)).toEqual(['too-late', 'too-late', 'too-late']);
  });

  it('asks the gate again when its turn has come', async () => {
    const world = await lined(...many(2));
    await world.deliver();
    const row = await world.participant();
    const texts = { state: 'stopped', at: monday.toISOString() } as const;
    if (row) await world.write('participant', 'p-ana001', { ...row, texts });

    await leaving(world, 2);

    expect(await world.message('p-ana001_t1')).toMatchObject({ state: 'refused' });
  });

  it('does not hold up what is for somebody in danger, nor their mentors', async () => {
    const crisis = thanks('crisis', { template: 'crisis-suicide', messageClass: 'crisis' });
    const page = aMessage({
      messageId: 'm-dana01_page',
      recipient: 'm-dana01',
      template: 'page',
      messageClass: 'staff',
      params: { crisisId: 'crisis-sms-1', link: 'crisis' },
    });
    const world = await lined(...many(3), crisis, page);
    await world.write('mentor', 'm-dana01', aMentor({ mentorId: 'm-dana01', phone: '+12025550130' }));
    await world.write('crisis', 'crisis-sms-1', aCrisis());

    await world.deliver();

    expect(world.texts.sent.map(({ messageId }) => messageId)).toEqual([
      'p-ana001_t0',
      crisis.messageId,
      page.messageId,
    ]);
  });

  it('tries what is for somebody in danger again within seconds of a throttle', async () => {
    const world = await lined(thanks('crisis', { template: 'crisis-suicide', messageClass: 'crisis' }));
    world.texts.plan.push(throttled, throttled);

    const left = await leaving(world, 4);

    expect(left).toEqual([0, 0, 0, 0, 1]);
  });

  it('leaves it to the queue where that goes on', async () => {
    const world = await lined(thanks('crisis', { template: 'crisis-suicide', messageClass: 'crisis' }));
    world.texts.plan.push(...Array.from({ length: 30 }, () => throttled));

    await leaving(world, 30);

    expect((await world.message('p-ana001_crisis'))?.attempts.length).toBeLessThanOrEqual(20);
    expect(world.outbound.waiting()).toHaveLength(1);
  });
});

describe('send-text: how long the carrier may try', () => {
  it.each<[string, Partial<Message>, number]>([
    [
      'as long as it is worth having',
      { messageClass: 'reply', sendBefore: hoursLater(2).toISOString() },
      7_200,
    ],
    ['no longer than the hours last in which it may arrive', { messageClass: 'scheduled' }, 11 * 3_600],
    ['a reply, which may come at night, for longer', { messageClass: 'reply' }, 72 * 3_600],
    [
      'never longer than carriers do',
      { messageClass: 'reply', sendBefore: hoursLater(200).toISOString() },
      259_200,
    ],
    [
      'never less than they take',
      { messageClass: 'reply', sendBefore: new Date(monday.getTime() + 900).toISOString() },
      5,
    ],
  ])('%s', async (_what, fields, seconds) => {
    const world = await lined(thanks('ttl', fields));

    await world.deliver();

    expect(world.texts.timesToLive).toEqual([seconds]);
  });
});

describe('send-text: a mentor whose number is none', () => {
  it.each([
    ['page-stand-down', 'refused'],
    ['page', 'sent'],
  ] as const)('gets no %s: %s', async (template, state) => {
    const world = await lined();
    const textStopped = { to: '+12025550130', at: monday.toISOString(), code: 'INVALID' };
    await world.write(
      'mentor',
      'm-dana01',
      aMentor({ mentorId: 'm-dana01', phone: '+12025550130', textStopped }),
    );
    await world.write('crisis', 'crisis-sms-1', aCrisis());
    const text = aMessage({
      messageId: 'm-dana01_x',
      recipient: 'm-dana01',
      template,
      messageClass: 'staff',
      params: { crisisId: 'crisis-sms-1', link: 'crisis' },
    });
    await world.write('message', text.messageId, text);

    await world.run('send-text', sendText)(outboundEvent(text.messageId));

    expect(await world.message(text.messageId)).toMatchObject({ state });
    expect(world.openTasks()).toHaveLength(state === 'refused' ? 1 : 0);
  });
});
