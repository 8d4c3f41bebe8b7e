import { receiveSms } from '#functions/receive-sms/handler';
import { minutesLater, monday, smsEvent } from '#test/support/builders';
import { aCrisis, trained } from '#test/support/crisis';
import { aWorld, type World } from '#test/support/memory-world';
import { aMentor } from '#test/support/mentors';

const DANA = '+12025550111';
const EVE = '+12025550112';

/** Dana was paged for Ana's crisis, with the code 4821; Eve was not. */
async function given(): Promise<World> {
  const world = aWorld();
  await world.given();
  for (const [mentorId, phone] of [
    ['m-dana01', DANA],
    ['m-eve001', EVE],
  ] as const) {
    await world.write('mentor', mentorId, aMentor({ mentorId, phone, ...trained }));
    await world.write('phone-claim', phone, { phone, holderId: mentorId });
  }
  const at = monday.toISOString();
  const pages = [{ rung: 'mentor' as const, who: ['m-dana01'], at, enteredAt: at }];
  await world.write('crisis', 'crisis-sms-1', aCrisis({ pages, taskToken: world.flows.wait('ladder') }));
  await world.write('code-claim', '4821', { code: '4821', crisisId: 'crisis-sms-1' });
  return world;
}

const texting = async (world: World, from: string, body: string, id = 'sms-m1') => {
  await world.run('receive-sms', receiveSms)(smsEvent({ from, body, id, at: minutesLater(1) }));
  return world.records.get('inbound-text', id);
};
const crisisIn = (world: World) => world.records.get('crisis', 'crisis-sms-1');
const answers = (world: World) =>
  world.records
    .all('message')
    .filter(({ template }) => template.startsWith('page-'))
    .map(({ recipient, template }) => [recipient, template]);

describe('a text from a mentor', () => {
  it('with the code of their page takes over the crisis', async () => {
    const world = await given();

    const text = await texting(world, DANA, 'on my way 4821');

    expect(text).toMatchObject({ state: 'handled', outcome: 'acknowledged', crisisId: 'crisis-sms-1' });
    expect(await crisisIn(world)).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'm-dana01' });
    expect(world.flows.completed).toEqual([{ taskToken: 'ladder', outcome: 'acknowledged' }]);
    expect(answers(world)).toEqual([['m-dana01', 'page-acknowledged']]);
  });

  it('with a code does so once, however often it is delivered', async () => {
    const world = await given();
    await texting(world, DANA, '4821');

    await texting(world, DANA, '4821');

    expect(answers(world)).toHaveLength(1);
  });

  it('with a code that somebody else has used is told that it is taken', async () => {
    const world = await given();
    const { revision: _revision, ...row } = (await crisisIn(world)) ?? { ...aCrisis(), revision: 0 };
    await world.write('crisis', 'crisis-sms-1', {
      ...row,
      state: 'acknowledged',
      acknowledgedBy: 'coordinator',
    });

    await texting(world, DANA, '4821');

    expect(answers(world)).toContainEqual(['m-dana01', 'page-stand-down']);
    expect(await crisisIn(world)).toMatchObject({ acknowledgedBy: 'coordinator' });
  });

  it('with the code of a page that went to another takes over nothing, and is read by a person', async () => {
    const world = await given();

    const text = await texting(world, EVE, '4821');

    expect(text).toMatchObject({ outcome: 'with-a-person' });
    expect(await crisisIn(world)).toMatchObject({ state: 'open' });
    expect(world.openTasks()).toEqual([
      expect.objectContaining({ kind: 'reply-to-read', mentorId: 'm-eve001' }),
    ]);
  });

  it('that says no lets the next rung be paged, takes over nothing, and is read by a person', async () => {
    const world = await given();

    const text = await texting(world, DANA, "4821 I can't");

    expect(text).toMatchObject({ outcome: 'with-a-person', crisisId: 'crisis-sms-1' });
    expect(await crisisIn(world)).toMatchObject({
      state: 'open',
      pages: [{ declinedAt: monday.toISOString() }],
    });
    expect(world.flows.completed).toEqual([{ taskToken: 'ladder', outcome: 'passed-on' }]);
    expect(answers(world)).toEqual([['m-dana01', 'page-passed-on']]);
  });

  it('in danger themselves gets the lines at once, and a person', async () => {
    const world = await given();

    await texting(world, EVE, 'I am going to kill myself tonight');
    await world.deliver();

    expect(world.texts.sent).toEqual([
      expect.objectContaining({ to: EVE, body: expect.stringContaining('988') }),
    ]);
    expect(world.openTasks()).toEqual([expect.objectContaining({ kind: 'crisis', mentorId: 'm-eve001' })]);
  });

  it('about anything else is read by a person, and nothing leaves to the mentor', async () => {
    const world = await given();

    await texting(world, EVE, 'when is the next training?');

    expect(world.openTasks()).toEqual([expect.objectContaining({ kind: 'reply-to-read' })]);
    expect(world.planned().filter((id) => id.startsWith('m-'))).toEqual([]);
  });
});

describe('a text from a number that nobody has', () => {
  it.each([
    { body: 'I am going to kill myself tonight', kind: 'crisis' },
    { body: 'is this the bakery?', kind: 'unknown-sender' },
  ])('is brought to a person as $kind', async ({ body, kind }) => {
    const world = await given();

    await texting(world, '+12025550177', body);

    expect(world.openTasks()).toEqual([expect.objectContaining({ kind })]);
    expect(world.planned().filter((id) => !id.startsWith('coordinator'))).toEqual([]);
  });
});
