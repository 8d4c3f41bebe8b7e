import { nobodyAnswered } from '#functions/nobody-answered/handler';
import { pageRung } from '#functions/page-rung/handler';
import { receiveSms } from '#functions/receive-sms/handler';
import { standDown } from '#functions/stand-down/handler';
import type { Crisis } from '#shared/contracts/crisis';
import { callApi } from '#test/support/api-call';
import { minutesLater, monday, smsEvent } from '#test/support/builders';
import { always, trained } from '#test/support/crisis';
import { aMentor } from '#test/support/mentors';
import { aWorld, type World } from '#test/support/memory-world';

const crisisId = 'crisis-drill-abcdefgh01';
const EVE = '+12025550112';

/** Ana with Dana as her mentor, who has nothing to do with it; Eve is on call. */
async function aDrill(): Promise<World> {
  const world = aWorld();
  await world.given();
  const eve = aMentor({ mentorId: 'm-eve001', phone: EVE, ...trained, onCall: always });
  await world.write('mentor', 'm-eve001', eve);
  await world.write('phone-claim', EVE, { phone: EVE, holderId: 'm-eve001' });
  await start(world);
  return world;
}
const start = (world: World, body: object = { submissionId: 'abcdefgh01' }) =>
  callApi(world, 'POST /crises/drill', { body });
const drillIn = async (world: World): Promise<Crisis> => {
  const row = await world.records.get('crisis', crisisId);
  if (!row) throw new Error('there is no drill');
  return row;
};
const page = (world: World, minutes = 0) =>
  world.run(
    'page-rung',
    pageRung,
  )({
    crisisId,
    taskToken: world.flows.wait(`token-${minutes}`),
    enteredAt: minutesLater(minutes).toISOString(),
  });
const text = (world: World, body: string, id = 'sms-e1') =>
  world.run('receive-sms', receiveSms)(smsEvent({ from: EVE, body, id, at: minutesLater(1) }));

describe('POST /crises/drill', () => {
  it('starts the ladder once, about nobody, and touches no journey and no task', async () => {
    const world = await aDrill();
    const before = await world.journey();

    const again = await start(world);

    expect(again.statusCode).toBe(202);
    expect(again.json).toMatchObject({ crisisId, drill: true, severity: 'imminent', state: 'open' });
    expect(again.json).not.toHaveProperty('participantId');
    expect(again.json).not.toHaveProperty('code');
    expect([...world.flows.executions.keys()]).toEqual([`crisis:${crisisId}`]);
    expect(world.records.all('crisis')).toHaveLength(1);
    expect(await world.journey()).toEqual(before);
    expect(world.tasks()).toEqual([]);
    expect(world.planned()).toEqual([]);
  });

  it.each([
    {},
    { submissionId: 'abcdefgh01', severity: 'low' },
    { submissionId: 'abcdefgh01', participantId: 'p-ana001' },
  ])('answers 400 to %j', async (body) => {
    expect((await start(aWorld(), body)).statusCode).toBe(400);
  });
});

describe('a drill', () => {
  it('pages whoever is on call with pages that say so, and counts nobody as paged', async () => {
    const world = await aDrill();

    await page(world);
    await world.deliver();

    expect(await drillIn(world)).toMatchObject({
      pages: [{ rung: 'on-call', who: ['m-eve001'] }],
      skipped: [{ rung: 'mentor', reason: 'drill', at: monday.toISOString() }],
    });
    expect(world.texts.sent.map(({ to }) => to)).toEqual([EVE]);
    expect(world.texts.sent[0]?.body).toMatch(/^Alongside: DRILL: nobody is in need/);
    expect(world.texts.sent[0]?.body).toContain((await drillIn(world)).code);
    expect(world.mails.sent).toMatchObject([{ subject: expect.stringContaining('DRILL') }]);
    expect(world.lines.some((line) => line.includes('PeoplePaged'))).toBe(false);
  });

  it('is taken over by its code as ever, stands the others down and brings a report to the coordinators', async () => {
    const world = await aDrill();
    await page(world);
    await page(world, 5);
    world.clock.moveTo(minutesLater(6));

    await text(world, (await drillIn(world)).code);
    await world.run('stand-down', standDown)({ crisisId });
    await world.deliver();

    expect(await drillIn(world)).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'm-eve001' });
    expect(world.texts.sent.at(-1)).toMatchObject({
      to: EVE,
      body: expect.stringMatching(/^Alongside: DRILL: That was all/),
    });
    expect(world.mails.sent.map(({ subject }) => subject)).toContain('Alongside: DRILL: it is over');
    expect(world.openTasks()).toMatchObject([
      { taskId: `t-${crisisId}`, kind: 'drill-report', crisisId, reason: 'acknowledged' },
    ]);
    expect(world.records.all('message').some(({ recipient }) => recipient.startsWith('p-'))).toBe(false);
    const { json } = await callApi(world, 'GET /crises/{crisisId}', { path: { crisisId } });
    expect(json).toMatchObject({
      drill: true,
      report: {
        rungs: [
          { rung: 'mentor', skippedBecause: 'drill' },
          { rung: 'on-call', who: ['m-eve001'], afterSeconds: 0 },
          { rung: 'coordinator', who: ['coordinator'] },
        ],
        acknowledgedBy: 'm-eve001',
        acknowledgedAfterSeconds: 360,
      },
    });
  });

  it('that nobody answers tells no texter, rings no alarm, and is over after everybody was paged', async () => {
    const world = await aDrill();
    const look = () => world.run('nobody-answered', nobodyAnswered)({ crisisId });
    await page(world);
    await page(world, 5);

    const first = await look();
    const early = await world.run('stand-down', standDown)({ crisisId });
    const tasksBefore = world.openTasks().length;
    await page(world, 15);
    const last = await look();
    await world.run('stand-down', standDown)({ crisisId });

    expect([first, last, early]).toEqual([
      { outcome: 'once-more' },
      { outcome: 'drill-over' },
      { outcome: 'unacknowledged' },
    ]);
    expect(tasksBefore).toBe(0);
    expect(world.openTasks()).toMatchObject([{ kind: 'drill-report', reason: 'unacknowledged' }]);
    expect(world.lines.some((line) => line.includes('CrisesUnacknowledged'))).toBe(false);
    expect(world.records.all('message').some(({ recipient }) => recipient.startsWith('p-'))).toBe(false);
  });

  it('is passed on with a no that nobody has to read, unless the one who says it is in need', async () => {
    const world = await aDrill();
    await page(world);
    const { code } = await drillIn(world);

    await text(world, `can't, ${code}`);
    const tasksAfterNo = world.openTasks().length;
    await text(world, `can't ${code}, I want to kill myself`, 'sms-e2');

    expect((await drillIn(world)).pages[0]).toHaveProperty('declinedAt');
    expect(tasksAfterNo).toBe(0);
    expect(world.openTasks()).toMatchObject([{ kind: 'crisis', mentorId: 'm-eve001' }]);
    expect(world.records.all('message').map(({ template }) => template)).toContain('crisis-suicide');
  });

  it('is closed by a person, its report task with it, and gives its code back', async () => {
    const world = await aDrill();
    await page(world);
    await text(world, (await drillIn(world)).code);
    await world.run('stand-down', standDown)({ crisisId });
    const { code } = await drillIn(world);

    const tooEarly = await callApi(world, 'POST /tasks/{taskId}/close', {
      path: { taskId: `t-${crisisId}` },
    });
    const closed = await callApi(world, 'POST /crises/{crisisId}/close', {
      path: { crisisId },
      body: { outcome: 'not-a-crisis' },
    });

    expect([tooEarly.statusCode, closed.statusCode]).toEqual([409, 200]);
    expect(world.openTasks()).toEqual([]);
    expect(await world.records.get('code-claim', code)).toBeUndefined();
    expect((await callApi(world, 'GET /crises')).json).toEqual({ items: [] });
  });

  it('brings no report to whoever closed it before its end', async () => {
    const world = await aDrill();
    await page(world);

    await callApi(world, 'POST /crises/{crisisId}/close', {
      path: { crisisId },
      body: { outcome: 'not-a-crisis' },
    });
    await world.run('stand-down', standDown)({ crisisId });

    expect(world.tasks()).toEqual([]);
    expect(world.planned()).toContain(`m-eve001_${crisisId}-stand-down-text`);
  });
});

describe('GET /crises/{crisisId}', () => {
  it('answers 404 where there is none', async () => {
    const response = await callApi(aWorld(), 'GET /crises/{crisisId}', { path: { crisisId } });

    expect(response.statusCode).toBe(404);
  });
});
