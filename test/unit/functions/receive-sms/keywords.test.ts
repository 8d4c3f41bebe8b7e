import { receiveSms } from '#functions/receive-sms/handler';
import { answersOf, hoursLater, smsEvent } from '#test/support/builders';
import { aWorld, type World } from '#test/support/memory-world';

const receiving = (world: World) => world.run('receive-sms', receiveSms);

async function asked(): Promise<World> {
  const world = aWorld();
  await world.given(
    {},
    {
      checkIn: { state: 'asked', taskToken: world.flows.wait('token-1') },
    },
  );
  return world;
}

const outcomeOf = async (world: World, id = 'sms-1') =>
  (await world.records.get('inbound-text', id))?.outcome;

describe('receive-sms: keywords, while a question is open', () => {
  it.each([
    ['PRIVACY FULL', { privacyLevel: 'full' }, 'privacy-sms-1'],
    ['Español', { language: 'es' }, 'language-sms-1'],
    ['LANGUAGE', { language: 'es' }, 'language-sms-1'],
  ])('%s changes the person and answers', async (body, fields, what) => {
    const world = await asked();

    await receiving(world)(smsEvent({ body }));

    expect(await world.participant()).toMatchObject(fields);
    expect(world.planned()).toEqual([`p-ana001_${what}`]);
    expect(await outcomeOf(world)).toBe('keyword');
    expect(await world.checkIn()).toMatchObject({ state: 'asked', askedAgain: [] });
  });

  it('LANGUAGE is changed once for one text that comes twice', async () => {
    const world = await asked();
    const write = world.records.write.bind(world.records);
    world.records.write = async (changes) => {
      const isEnd = changes.some((one) => 'put' in one && one.put === 'inbound-text' && one.after > 0);
      if (isEnd) throw new Error('boom');
      return write(changes);
    };
    const receive = receiving(world);
    await receive(smsEvent({ body: 'LANGUAGE' }));
    world.records.write = write;

    await receive(smsEvent({ body: 'LANGUAGE' }));

    expect((await world.participant())?.language).toBe('es');
  });

  it('PRIVACY: an older text that comes late changes nothing [P27]', async () => {
    const world = await asked();
    const receive = receiving(world);
    await receive(smsEvent({ body: 'PRIVACY DISCREET', id: 'newer', at: hoursLater(2) }));

    await receive(smsEvent({ body: 'PRIVACY FULL', id: 'older', at: hoursLater(1) }));

    expect(await world.participant()).toMatchObject({ privacyLevel: 'discreet' });
  });

  it('MENTOR brings a person, and COPING an idea', async () => {
    const world = await asked();

    await receiving(world)(smsEvent({ body: 'mentor', id: 'sms-1' }, { body: 'coping', id: 'sms-2' }));

    expect(world.openTasks()).toEqual([expect.objectContaining({ kind: 'contact-asked' })]);
    expect(world.planned().filter((id) => id.startsWith('p-'))).toEqual([
      'p-ana001_mentor-sms-1',
      'p-ana001_coping-sms-2',
    ]);
  });
});

describe('receive-sms: PAUSE and RESUME', () => {
  it('PAUSE ends the open check-in, and names the day of return', async () => {
    const world = await asked();

    await receiving(world)(smsEvent({ body: 'pause 1 week' }));

    const until = hoursLater(1 + 7 * 24).toISOString();
    expect(await world.journey()).toMatchObject({
      state: 'paused',
      reason: 'asked',
      pausedUntil: until,
      replan: true,
    });
    expect(await world.checkIn()).toMatchObject({ state: 'cancelled', reason: 'paused' });
    expect(world.flows.completed).toEqual([{ taskToken: 'token-1', outcome: 'cancelled' }]);
    expect(await world.message('p-ana001_pause-sms-1')).toMatchObject({
      template: 'paused',
      params: { when: until },
    });
    expect(world.openTasks()).toEqual([]);
  });

  it('PAUSE without a length is two weeks', async () => {
    const world = await asked();

    await receiving(world)(smsEvent({ body: 'pause' }));

    expect((await world.journey())?.pausedUntil).toBe(hoursLater(1 + 14 * 24).toISOString());
  });

  it('wakes the loop that waits', async () => {
    const world = aWorld();
    await world.given();
    const journey = await world.journey();
    if (!journey?.loop) throw new Error('Ana’s check-ins have begun');
    const loop = { ...journey.loop, taskToken: world.flows.wait('loop-1') };
    await world.write('journey', 'p-ana001', { ...journey, loop });

    await receiving(world)(smsEvent({ body: 'pause' }));

    expect(world.flows.completed).toEqual([{ taskToken: 'loop-1', outcome: 'changed' }]);
  });

  it.each(['resume', 'back'])('%s ends a pause, and what was missed is not caught up on', async (body) => {
    const world = aWorld();
    await world.given({}, { journey: { state: 'paused', reason: 'away' } });
    world.clock.moveTo(hoursLater(30 * 24));

    await receiving(world)(smsEvent({ body, at: hoursLater(30 * 24) }));

    const journey = await world.journey();
    expect(journey).toMatchObject({ state: 'active', replan: true });
    expect(Date.parse(journey?.cadence?.step.dueAt ?? '')).toBeGreaterThan(hoursLater(30 * 24).getTime());
    expect(world.planned()).toEqual(['p-ana001_resume-sms-1']);
  });

  it.each(['pause', 'resume'])('%s is for a person where check-ins have not begun', async (body) => {
    const world = aWorld();
    await world.given({}, { journey: { state: 'waiting' } });

    await receiving(world)(smsEvent({ body }));

    expect(await world.journey()).toMatchObject({ state: 'waiting' });
    expect(world.openTasks()).toEqual([expect.objectContaining({ kind: 'reply-to-read' })]);
  });
});

describe('receive-sms: LATER', () => {
  it('brings the open question again in three hours', async () => {
    const world = aWorld();
    await world.given({}, { checkIn: { state: 'asked', answers: answersOf([4]) } });

    await receiving(world)(smsEvent({ body: 'later' }));

    expect(await world.message('p-ana001_c001-later-sms-1')).toMatchObject({
      template: 'nudge',
      params: { questionId: 'craving', checkInId: 'p-ana001-c001' },
      dueAt: hoursLater(4).toISOString(),
      sendBefore: hoursLater(72).toISOString(),
    });
    expect(world.planned()).toContain('p-ana001_later-sms-1');
  });

  it.each(['answered', 'missed', 'scheduled'] as const)(
    'is for a person where the check-in is %s',
    async (state) => {
      const world = aWorld();
      await world.given({}, { checkIn: { state } });

      await receiving(world)(smsEvent({ body: 'later' }));

      expect(world.openTasks()).toEqual([expect.objectContaining({ kind: 'reply-to-read' })]);
    },
  );
});

describe('receive-sms: BACK', () => {
  it('begins check-ins again for somebody who had left, weekly, and a coordinator hears of it', async () => {
    const world = aWorld();
    await world.given({}, { journey: { state: 'ended', reason: 'withdrawn' } });

    await receiving(world)(smsEvent({ body: 'back' }));

    expect(await world.journey()).toMatchObject({
      state: 'active',
      loop: { run: 2 },
      cadence: { step: { reason: { signal: 're-entry' } } },
    });
    expect([...world.flows.executions.keys()]).toEqual(['weekly-check-in:p-ana001-weekly-check-in-2']);
    expect(world.planned()).toContain('p-ana001_back-sms-1');
    expect(world.openTasks()).toEqual([expect.objectContaining({ kind: 'contact-asked' })]);
  });

  it('begins one loop, however often the text comes', async () => {
    const world = aWorld();
    await world.given({}, { journey: { state: 'ended', reason: 'withdrawn' } });
    const plan = world.outbox.plan.bind(world.outbox);
    world.outbox.plan = () => Promise.reject(new Error('boom'));
    const receive = receiving(world);
    await receive(smsEvent({ body: 'back' }));
    world.outbox.plan = plan;

    await receive(smsEvent({ body: 'back' }));

    expect(world.flows.executions.size).toBe(1);
    expect(world.planned()).toContain('p-ana001_back-sms-1');
  });

  it.each([
    ['still waits for a mentor', { state: 'waiting' }],
    ['is in the middle of the intake', { state: 'intake' }],
    ['was never admitted', { state: 'ended', reason: 'not-eligible' }],
  ] as const)('is for a person where somebody %s', async (_what, journey) => {
    const world = aWorld();
    await world.given({}, { journey: { ...journey, loop: undefined, cadence: undefined } });

    await receiving(world)(smsEvent({ body: 'back' }));

    expect(world.flows.executions.size).toBe(0);
    expect((await world.journey())?.state).toBe(journey.state);
    expect(world.openTasks()).toHaveLength(1);
  });
});
