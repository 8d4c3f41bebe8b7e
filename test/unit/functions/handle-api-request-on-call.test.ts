import { sweepCheckIns } from '#functions/sweep-check-ins/handler';
import type { Mentor } from '#shared/contracts/mentor';
import { callApi, conflictIn } from '#test/support/api-call';
import { hoursLater, monday } from '#test/support/builders';
import { always, trained } from '#test/support/crisis';
import { aMentor } from '#test/support/mentors';
import { aWorld, type World } from '#test/support/memory-world';
import { intakeJson, visit } from '#test/support/public-pages';

/** Dana, on call around the clock, and Eve, who has no hours of her own. */
async function aRoster(dana: Partial<Mentor> = {}, eve: Partial<Mentor> = {}): Promise<World> {
  const world = aWorld();
  await world.write('mentor', 'm-dana01', aMentor({ ...trained, onCall: always, ...dana }));
  await world.write('mentor', 'm-eve001', aMentor({ mentorId: 'm-eve001', ...trained, ...eve }));
  return world;
}
const swap = {
  fromMentorId: 'm-dana01',
  toMentorId: 'm-eve001',
  startsAt: hoursLater(1).toISOString(),
  endsAt: hoursLater(9).toISOString(),
};
const postSwap = (world: World, body: object = swap) => callApi(world, 'POST /on-call/swaps', { body });
const goLive = (world: World) => callApi(world, 'POST /programme/go-live');
/** Nobody from noon to one on Wednesdays. */
const withGap = {
  onCall: always.flatMap((hours) =>
    hours.weekday === 'wednesday'
      ? [
          { ...hours, end: '12:00' },
          { ...hours, start: '13:00' },
        ]
      : [hours],
  ),
};

describe('GET /on-call', () => {
  it('tells who is on call now and for two weeks, in the programme’s zone, with nobody’s hours marked', async () => {
    const world = await aRoster(withGap);
    await postSwap(world);

    const { json } = await callApi(world, 'GET /on-call');

    expect(json).toMatchObject({
      timeZone: 'America/New_York',
      now: ['m-dana01'],
      swaps: [expect.objectContaining(swap)],
    });
    const hours = json['hours'] as {
      mentorIds: string[];
      isUncovered: boolean;
      localFrom: string;
      to: string;
    }[];
    expect(hours.slice(0, 3)).toMatchObject([
      { mentorIds: ['m-dana01'], localFrom: '2026-03-02T04:00' },
      { mentorIds: ['m-eve001'], localFrom: '2026-03-02T05:00' },
      { mentorIds: ['m-dana01'], localFrom: '2026-03-02T13:00' },
    ]);
    expect(hours.filter(({ isUncovered }) => isUncovered).map(({ localFrom }) => localFrom)).toEqual([
      '2026-03-04T12:00',
      '2026-03-11T12:00',
    ]);
    expect(hours.at(-1)?.to).toBe(hoursLater(14 * 24).toISOString());
  });
});

describe('POST /on-call/swaps', () => {
  it('lets a trained mentor take over, once however often it is sent', async () => {
    const world = await aRoster();

    const first = await postSwap(world);
    const second = await postSwap(world);

    expect([first.statusCode, second.statusCode]).toEqual([201, 200]);
    expect(second.json).toEqual(first.json);
    expect(first.json).toMatchObject({ ...swap, madeBy: 'user-1', madeAt: monday.toISOString() });
    expect((await world.records.get('roster', 'roster'))?.swaps).toHaveLength(1);
  });

  it.each<[string, Partial<Mentor>]>([
    ['was never trained', { crisisTraining: undefined }],
    ['is away', { awayUntil: '2026-03-02' }],
  ])('refuses one who %s [S29]', async (_why, eve) => {
    const world = await aRoster({}, eve);

    const response = await postSwap(world);

    expect([response.statusCode, conflictIn(response)]).toEqual([409, 'cannot-take-over']);
    expect(await world.records.get('roster', 'roster')).toBeUndefined();
  });

  it('refuses hours that are given away already', async () => {
    const world = await aRoster();
    await world.write('mentor', 'm-fay001', aMentor({ mentorId: 'm-fay001', ...trained }));
    await postSwap(world);

    const response = await postSwap(world, { ...swap, toMentorId: 'm-fay001' });

    expect([response.statusCode, conflictIn(response)]).toEqual([409, 'swap-overlaps']);
  });

  it.each([
    ['endsAt', { endsAt: swap.startsAt }],
    ['endsAt', { startsAt: hoursLater(-9).toISOString(), endsAt: hoursLater(-1).toISOString() }],
    ['toMentorId', { toMentorId: 'm-dana01' }],
    ['startsAt', { startsAt: 'tomorrow' }],
  ])('answers 400 for a wrong %s', async (field, wrong) => {
    const response = await postSwap(await aRoster(), { ...swap, ...wrong });

    expect(response.statusCode).toBe(400);
    expect(response.json['errors']).toEqual([expect.objectContaining({ field })]);
  });

  it('answers 404 for a mentor whom nobody knows', async () => {
    expect((await postSwap(await aRoster(), { ...swap, toMentorId: 'm-nobody1' })).statusCode).toBe(404);
  });
});

describe('POST /on-call/swaps/{swapId}/cancel', () => {
  const cancel = (world: World, swapId: string) =>
    callApi(world, 'POST /on-call/swaps/{swapId}/cancel', { path: { swapId } });

  it('gives the hours back, also the second time', async () => {
    const world = await aRoster();
    const { json } = await postSwap(world);

    const first = await cancel(world, String(json['swapId']));
    const second = await cancel(world, String(json['swapId']));
    const shown = await callApi(world, 'GET /on-call');

    expect([first.statusCode, second.statusCode]).toEqual([200, 200]);
    expect(second.json).toEqual({ ...json, cancelledAt: monday.toISOString() });
    expect(shown.json['swaps']).toEqual([]);
    expect(shown.json['hours']).toMatchObject([{ mentorIds: ['m-dana01'] }]);
  });

  it('answers 404 where there is none', async () => {
    expect((await cancel(await aRoster(), 'swap-000001')).statusCode).toBe(404);
    const world = await aRoster();
    await postSwap(world);
    expect((await cancel(world, 'swap-other1')).statusCode).toBe(404);
  });
});

describe('POST /programme/go-live', () => {
  it('is refused with every hour of the coming week in which nobody is on call, local and in UTC [I16]', async () => {
    const world = await aRoster(withGap);

    const response = await goLive(world);
    const { json } = await callApi(world, 'GET /programme');

    expect([response.statusCode, conflictIn(response)]).toEqual([409, 'uncovered-hours']);
    expect(response.json['errors']).toEqual([
      {
        field: 'onCall',
        message:
          'nobody from 2026-03-04T12:00 to 2026-03-04T13:00 in America/New_York (2026-03-04T17:00:00.000Z to 2026-03-04T18:00:00.000Z)',
      },
    ]);
    expect(json).toMatchObject({
      state: 'preparing',
      uncoveredHours: [{ localFrom: '2026-03-04T12:00', localTo: '2026-03-04T13:00' }],
    });
  });

  it('takes people in where every hour is covered, and says since when and by whom, once', async () => {
    const world = await aRoster();

    const first = await goLive(world);
    world.clock.moveTo(hoursLater(1));
    const second = await goLive(world);

    expect([first.statusCode, second.statusCode]).toEqual([200, 200]);
    expect(second.json).toEqual({
      state: 'live',
      since: monday.toISOString(),
      by: 'user-1',
      takesPeopleIn: true,
      timeZone: 'America/New_York',
      uncoveredHours: [],
    });
  });

  it('is possible once a swap covers the hour', async () => {
    const world = await aRoster({ awayUntil: '2026-03-03' });
    const before = await goLive(world);

    await postSwap(world, {
      ...swap,
      startsAt: hoursLater(-1).toISOString(),
      endsAt: hoursLater(48).toISOString(),
    });
    const after = await goLive(world);

    expect([before.statusCode, after.statusCode]).toEqual([409, 200]);
  });
});

describe('a programme that is not live', () => {
  const real = (world: World): World => ({
    ...world,
    run: (name, factory) => world.run(name, (deps) => factory({ ...deps, stage: 'production' })),
  });

  it('enrols nobody by its page, and does once it is', async () => {
    const world = await aRoster();
    const before = [
      await visit(real(world), 'GET /intake', { query: { lang: 'en' } }),
      await visit(real(world), 'POST /intake', { json: intakeJson }),
    ];
    const enrolledBefore = world.records.all('participant').length;

    await goLive(world);
    const after = await visit(real(world), 'POST /intake', { json: intakeJson });

    expect(before.map(({ statusCode }) => statusCode)).toEqual([403, 403]);
    expect(before[0]?.body).toContain('We are not open yet');
    expect(JSON.parse(before[1]?.body ?? '')).toMatchObject({ status: 403 });
    expect(enrolledBefore).toBe(0);
    expect(after.statusCode).toBe(202);
  });

  it('enrols on a throwaway stage, where it is tried out', async () => {
    const response = await visit(aWorld(), 'POST /intake', { json: intakeJson });

    expect(response.statusCode).toBe(202);
  });
});

describe('the search for hours in which nobody will be on call', () => {
  const sweep = (world: World) => world.run('sweep-check-ins', sweepCheckIns)({});
  const gapTasks = (world: World) => world.openTasks().filter(({ kind }) => kind === 'on-call-gap');

  it('opens one task a day once the programme is live', async () => {
    const world = await aRoster();
    await goLive(world);
    const covered = await sweep(world);
    await world.write('mentor', 'm-dana01', aMentor({ ...trained, ...withGap }));

    const found = await sweep(world);
    world.clock.moveTo(hoursLater(3));
    await sweep(world);
    const today = gapTasks(world);
    world.clock.moveTo(hoursLater(24));
    await sweep(world);

    expect([covered.uncovered, found.uncovered]).toEqual([0, 1]);
    expect(today).toMatchObject([
      {
        taskId: 't-on-call-gap-2026-03-02',
        reason: '1 uncovered, first 2026-03-04T12:00 to 2026-03-04T13:00',
      },
    ]);
    expect(gapTasks(world)).toHaveLength(2);
  });

  it('opens none while it is being prepared', async () => {
    const world = await aRoster(withGap);

    expect(await sweep(world)).toMatchObject({ uncovered: 0 });
    expect(gapTasks(world)).toEqual([]);
  });
});
