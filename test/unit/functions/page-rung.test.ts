import { nobodyAnswered } from '#functions/nobody-answered/handler';
import { pageRung } from '#functions/page-rung/handler';
import { InvalidInput } from '#shared/runtime/errors';
import type { Mentor } from '#shared/contracts/mentor';
import type { Crisis } from '#shared/contracts/crisis';
import { minutesLater, monday } from '#test/support/builders';
import { aCrisis, always, mayTellMentor, pair, trained } from '#test/support/crisis';
import { aWorld, type World } from '#test/support/memory-world';
import { aMentor } from '#test/support/mentors';

const step = (taskToken: string, enteredAt: Date = monday) => ({
  crisisId: 'crisis-sms-1',
  taskToken,
  enteredAt: enteredAt.toISOString(),
});

async function given(crisis: Partial<Crisis> = {}, mentors: Partial<Mentor>[] = [{}]): Promise<World> {
  const world = aWorld();
  await world.given(mayTellMentor);
  await world.write('crisis', 'crisis-sms-1', aCrisis(crisis));
  for (const fields of mentors) {
    const mentor = aMentor({ phone: '+12025550111', ...trained, ...fields });
    await world.write('mentor', mentor.mentorId, mentor);
  }
  return world;
}

const crisisIn = (world: World) => world.records.get('crisis', 'crisis-sms-1');

describe('page-rung', () => {
  it('saves token and page before anything is planned, and leaves the step waiting', async () => {
    const world = await given();
    await pair(world.records, ['m-dana01']);
    let savedWhenPlanned: Crisis | undefined;
    const plan = world.outbox.plan.bind(world.outbox);
    world.outbox.plan = async (message) => {
      savedWhenPlanned ??= await crisisIn(world);
      return plan(message);
    };

    const output = await world.run('page-rung', pageRung)(step(world.flows.wait('token-1')));

    expect(output).toEqual({ outcome: 'waiting' });
    expect(savedWhenPlanned).toMatchObject({
      taskToken: 'token-1',
      pages: [{ rung: 'mentor', who: ['m-dana01'], at: monday.toISOString() }],
    });
    expect(world.flows.completed).toEqual([]);
    expect(world.planned()).toEqual([
      'm-dana01_crisis-sms-1-mentor-text',
      'm-dana01_crisis-sms-1-mentor-email',
    ]);
    expect(await world.message('m-dana01_crisis-sms-1-mentor-text')).toMatchObject({
      template: 'page',
      messageClass: 'staff',
      params: { crisisId: 'crisis-sms-1', link: 'crisis' },
    });
    expect(await world.records.get('mentor', 'm-dana01')).toMatchObject({
      lastPagedAt: monday.toISOString(),
    });
  });

  it('pages the same people again when the same entry of the step is tried again, which plans nothing new', async () => {
    const world = await given();
    await pair(world.records, ['m-dana01']);
    const run = world.run('page-rung', pageRung);
    await run(step('token-1'));
    const before = world.planned();
    world.clock.moveTo(minutesLater(1));

    await run(step('token-2'));

    expect(world.planned()).toEqual(before);
    expect(await crisisIn(world)).toMatchObject({ taskToken: 'token-2', pages: [{ rung: 'mentor' }] });
  });

  it('goes on to the next rung at the next entry, and completes the step itself when nobody is left', async () => {
    const world = await given();
    const run = world.run('page-rung', pageRung);

    const first = await run(step('token-1'));
    const second = await run(step(world.flows.wait('token-2'), minutesLater(5)));

    expect([first, second]).toEqual([{ outcome: 'waiting' }, { outcome: 'nobody-left' }]);
    expect((await crisisIn(world))?.pages.map(({ rung }) => rung)).toEqual(['coordinator']);
    expect(world.flows.completed).toEqual([{ taskToken: 'token-2', outcome: 'nobody-left' }]);
  });

  it('goes on to the next rung when the only one on this one said no, also within the same millisecond', async () => {
    const page = { rung: 'mentor' as const, who: ['m-dana01'], at: monday.toISOString() };
    const declined = { ...page, enteredAt: monday.toISOString(), declinedAt: monday.toISOString() };
    const world = await given({ pages: [declined] });

    await world.run('page-rung', pageRung)(step('token-2'));

    expect((await crisisIn(world))?.pages.map(({ rung }) => rung)).toEqual(['mentor', 'coordinator']);
  });

  it.each(['acknowledged', 'closed'] as const)('pages nobody when it is %s', async (state) => {
    const world = await given({ state });

    const output = await world.run('page-rung', pageRung)(step(world.flows.wait('token-1')));

    expect(output).toEqual({ outcome: state });
    expect(world.planned()).toEqual([]);
    expect(world.flows.completed).toEqual([{ taskToken: 'token-1', outcome: state }]);
  });

  it('shares the pages among those on call: who was paged longest ago comes first', async () => {
    const ids = ['m-aaa001', 'm-bbb001', 'm-ccc001', 'm-ddd001'];
    const world = await given(
      {},
      ids.map((mentorId) => ({ mentorId, onCall: always })),
    );
    await world.run('page-rung', pageRung)(step('token-1'));
    world.clock.moveTo(minutesLater(60));
    await world.write('crisis', 'crisis-sms-1', aCrisis());

    await world.run('page-rung', pageRung)(step('token-2', minutesLater(60)));

    expect((await crisisIn(world))?.pages[0]?.who).toEqual(['m-ddd001', 'm-aaa001', 'm-bbb001']);
  });

  it('never pages a mentor whom one of the partners does not want, but one who once had no time', async () => {
    const world = await given({}, [
      { mentorId: 'm-aaa001', onCall: always },
      { mentorId: 'm-bbb001', onCall: always },
    ]);
    const refusals = [
      { mentorId: 'm-aaa001', kind: 'change-asked' as const },
      { mentorId: 'm-bbb001', kind: 'declined' as const },
    ];
    await pair(world.records, ['m-dana01'], { couple: { refusals } });

    await world.run('page-rung', pageRung)(step('token-1'));

    expect((await crisisIn(world))?.pages[0]?.who).toEqual(['m-bbb001']);
  });

  it('does not wake somebody whose page had not left when another took over', async () => {
    const world = await given({}, [{ mentorId: 'm-aaa001', onCall: always }]);
    await world.run('page-rung', pageRung)(step('token-1'));
    const { revision: _revision, ...row } = (await crisisIn(world)) ?? { ...aCrisis(), revision: 0 };
    await world.write('crisis', 'crisis-sms-1', {
      ...row,
      state: 'acknowledged',
      acknowledgedBy: 'coordinator',
    });

    await world.deliver();

    expect(world.texts.sent).toEqual([]);
    expect(await world.message('m-aaa001_crisis-sms-1-on-call-text')).toMatchObject({ state: 'refused' });
  });

  it('refuses what is no step of a ladder', async () => {
    const world = await given();

    await expect(world.run('page-rung', pageRung)({ crisisId: 'c-1' })).rejects.toMatchObject({
      name: InvalidInput.name,
    });
  });
});

describe('nobody-answered', () => {
  it('tells the texter once, marks the crisis and rings the alarm by the metric that it watches', async () => {
    const world = await given();
    const run = world.run('nobody-answered', nobodyAnswered);

    const first = await run({ crisisId: 'crisis-sms-1' });
    const again = await run({ crisisId: 'crisis-sms-1' });

    expect([first, again]).toEqual([{ outcome: 'once-more' }, { outcome: 'once-more' }]);
    expect(await crisisIn(world)).toMatchObject({ state: 'unacknowledged' });
    expect(world.planned()).toEqual(['p-ana001_crisis-sms-1-unacknowledged']);
    const metric: unknown = JSON.parse(
      world.lines.find((line) => line.includes('CrisesUnacknowledged')) ?? '{}',
    );
    expect(metric).toMatchObject({
      service: 'alongside',
      function: 'nobody-answered',
      CrisesUnacknowledged: 1,
      _aws: { CloudWatchMetrics: [{ Namespace: 'Alongside', Dimensions: [['service', 'function']] }] },
    });
  });

  it.each(['acknowledged', 'closed'] as const)('tells nobody anything when it is %s', async (state) => {
    const world = await given({ state });

    const output = await world.run('nobody-answered', nobodyAnswered)({ crisisId: 'crisis-sms-1' });

    expect(output).toEqual({ outcome: state });
    expect(world.planned()).toEqual([]);
    expect(world.lines.some((line) => line.includes('CrisesUnacknowledged'))).toBe(false);
  });
});
