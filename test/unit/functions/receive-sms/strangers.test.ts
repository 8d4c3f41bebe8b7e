import { receiveSms } from '#functions/receive-sms/handler';
import { hoursLater, minutesLater, smsEvent } from '#test/support/builders';
import { aWorld, type World } from '#test/support/memory-world';

const receiving = (world: World) => world.run('receive-sms', receiveSms);

/** The sender's number of a text can be forged, and a phone can be in other hands: what that can and cannot do. */
describe('receive-sms: somebody who texts in another’s name', () => {
  const tried = [
    'what is my name?',
    'info',
    'privacy full',
    'language spanish',
    'mentor',
    'my new number is +1 202 555 0166, text me there',
    'who is my partner?',
    'START',
    'I want to die',
  ];

  it('gets nothing: whatever is answered goes to the number on record, without what is known', async () => {
    const world = aWorld();
    await world.given({ name: 'Anastasia' }, { checkIn: { state: 'asked', answers: {} } });
    const before = await world.participant();

    for (const [index, body] of tried.entries())
      await receiving(world)(smsEvent({ body, id: `sms-${index}`, at: minutesLater(60 + index) }));
    world.clock.moveTo(hoursLater(2));
    await world.deliver();

    const after = await world.participant();
    const told = world.texts.sent.map(({ body }) => body).join('\n');
    expect(new Set(world.texts.sent.map(({ to }) => to))).toEqual(new Set(['+12025550101']));
    expect(told).not.toMatch(/Anastasia|Dana|Ben|0166/);
    expect([after?.phone, after?.name, after?.consents, after?.schedule]).toEqual([
      before?.phone,
      before?.name,
      before?.consents,
      before?.schedule,
    ]);
  });

  it('can stop texts in that name, which their owner is told, a coordinator sees, and START undoes', async () => {
    const world = aWorld();
    await world.given();
    await receiving(world)(smsEvent({ body: 'STOP', id: 'sms-1' }));
    world.clock.moveTo(hoursLater(1));
    await world.deliver();

    await receiving(world)(smsEvent({ body: 'START', id: 'sms-2', at: hoursLater(2) }));

    expect(world.texts.sent).toEqual([expect.objectContaining({ to: '+12025550101' })]);
    expect(world.openTasks()).toEqual([expect.objectContaining({ kind: 'stopped' })]);
    expect(await world.participant()).toMatchObject({ texts: { state: 'given' } });
    expect(await world.journey()).toMatchObject({ state: 'active' });
  });
});

describe('receive-sms: a flood', () => {
  it('from numbers that nobody has costs not one text', async () => {
    const world = aWorld();
    const flood = Array.from({ length: 60 }, (_, index) => ({
      from: `+120255501${String(index + 20)}`,
      body: ['HELP', 'STOP', 'START', 'hello'][index % 4] ?? 'hello',
      id: `sms-${index}`,
    }));

    for (const text of flood) await receiving(world)(smsEvent(text));
    await world.deliver();

    expect(world.texts.sent).toEqual([]);
    expect(world.records.all('inbound-text').every(({ state }) => state === 'handled')).toBe(true);
  });

  it('of words from somebody’s phone, such as a machine that answers, is answered once a day', async () => {
    const world = aWorld();
    await world.given();

    for (let index = 0; index < 40; index += 1) {
      const at = minutesLater(60 + index);
      world.clock.moveTo(at);
      await receiving(world)(smsEvent({ body: 'I am driving right now', id: `sms-${index}`, at }));
      await world.deliver();
    }

    expect(world.texts.sent).toHaveLength(1);
  });
});
