import type { Mentor } from '#shared/contracts/mentor';
import { always, mayTellMentor, pair, trained } from '#test/support/crisis';
import { aWorld, HOUR, MINUTE, type World } from '#test/support/world';

const ANA = '+12025550101';
const DANA = '+12025550111';
const EVE = '+12025550112';
const crisisId = 'crisis-drill-abcdefgh01';

const REMEMBER = 'Remember which crisis this is';
const PAGE = 'Page the next person and wait';
const TAKEN = 'Has somebody taken over?';
const HONEST = 'Tell the texter that nobody has answered';
const LEFT = 'Is anybody left to page?';
const STAND_DOWN = 'Tell the others to stand down';
const SOMEBODY = 'Somebody has taken over';

/** The real ladder on the embedded cloud, with its real times and grants, for nobody. */
describe('a drill of the ladder', () => {
  let world: World;
  beforeEach(async () => {
    world = await aWorld();
  });
  afterEach(async () => {
    await world.cloud.stop();
    expect(world.reports).toEqual([]);
  });

  /** Ana with Dana as her own mentor, and Eve on call around the clock. */
  async function given(eve: Partial<Mentor> = {}): Promise<void> {
    await world.given({ participant: mayTellMentor, journey: { state: 'active' } });
    await world.givenMentor({ mentorId: 'm-dana01', phone: DANA, ...trained });
    await world.givenMentor({ mentorId: 'm-eve001', phone: EVE, ...trained, onCall: always, ...eve });
    await pair(world.records, ['m-dana01']);
  }
  const start = async (): Promise<void> => {
    const { status } = await world.api('POST', '/crises/drill', { submissionId: 'abcdefgh01' });
    expect(status).toBe(202);
    await world.cloud.clock.settle();
  };
  const drill = async () => {
    const row = await world.records.get('crisis', crisisId);
    if (!row) throw new Error('there is no drill');
    return row;
  };
  const report = async () => (await world.api('GET', `/crises/${crisisId}`)).body['report'];
  const run = () => world.run(crisisId);
  const mails = (): string[] => world.cloud.ses.mailbox().map(({ subject }) => subject ?? '');

  it('pages whoever is on call, is taken over by the code, and ends with a report', async () => {
    await given();
    const journey = await world.records.get('journey', 'p-ana001');
    await start();
    const [page = ''] = world.textsTo(EVE);

    await world.cloud.clock.advance(2 * MINUTE);
    await world.reply(EVE, (await drill()).code);

    expect(page).toContain('DRILL');
    expect(page).toContain((await drill()).code);
    expect(run()).toMatchObject({
      status: 'SUCCEEDED',
      output: { crisisId, outcome: 'acknowledged' },
      states: [REMEMBER, PAGE, TAKEN, STAND_DOWN, SOMEBODY],
    });
    expect(world.textsTo(EVE).at(-1)).toContain('DRILL: That was all');
    expect(await world.tasks()).toEqual([{ kind: 'drill-report', state: 'open', reason: 'acknowledged' }]);
    expect(await report()).toMatchObject({
      rungs: [
        { rung: 'mentor', who: [], skippedBecause: 'drill' },
        { rung: 'on-call', who: ['m-eve001'], afterSeconds: 0 },
      ],
      acknowledgedBy: 'm-eve001',
      acknowledgedAfterSeconds: 120,
    });
    expect([world.textsTo(ANA), world.textsTo(DANA)]).toEqual([[], []]);
    expect(await world.records.get('journey', 'p-ana001')).toEqual(journey);
  });

  it('is taken over by the signed link of its page', async () => {
    await given();
    await start();
    const url = /https?:\S+/.exec(world.textsTo(EVE)[0] ?? '')?.[0] ?? '';

    const looked = await (await fetch(url)).text();
    const taken = await fetch(url, { method: 'POST', body: new URLSearchParams({ answer: 'take-over' }) });
    await world.cloud.clock.settle();

    expect(looked).toContain('DRILL');
    expect(await taken.text()).toContain('That was all');
    expect(run().status).toBe('SUCCEEDED');
    expect(await drill()).toMatchObject({ acknowledgedBy: 'm-eve001' });
  });

  it('that nobody answers climbs the whole ladder in its real times, and fails and rings nothing', async () => {
    await given();
    await start();

    await world.cloud.clock.advance(20 * MINUTE);

    expect(run()).toMatchObject({
      status: 'SUCCEEDED',
      output: { crisisId, outcome: 'unacknowledged' },
      states: [
        REMEMBER,
        PAGE,
        PAGE,
        PAGE,
        TAKEN,
        HONEST,
        LEFT,
        PAGE,
        PAGE,
        TAKEN,
        HONEST,
        LEFT,
        STAND_DOWN,
        SOMEBODY,
      ],
    });
    expect(await report()).toMatchObject({
      rungs: [
        { rung: 'mentor', skippedBecause: 'drill' },
        { rung: 'on-call', who: ['m-eve001'], afterSeconds: 0 },
        { rung: 'coordinator', who: ['coordinator'], afterSeconds: 300 },
        { rung: 'everybody', who: ['coordinator', 'm-eve001'], afterSeconds: 600 },
      ],
    });
    expect(await report()).not.toHaveProperty('acknowledgedBy');
    expect(await world.tasks()).toEqual([{ kind: 'drill-report', state: 'open', reason: 'unacknowledged' }]);
    expect(mails().filter((subject) => subject.includes('DRILL'))).not.toEqual([]);
    expect(mails().filter((subject) => subject.includes('needs you now'))).toEqual([]);
    expect(world.logs.filter((line) => line.includes('"CrisesUnacknowledged"'))).toEqual([]);
    expect(world.textsTo(ANA)).toEqual([]);
  });

  it('says why a rung was skipped where nobody who is on call may be paged', async () => {
    await given({ onCall: [] });

    await start();

    expect(await report()).toMatchObject({
      rungs: [
        { rung: 'mentor', skippedBecause: 'drill' },
        { rung: 'on-call', skippedBecause: 'nobody-on-call' },
        { rung: 'coordinator', who: ['coordinator'] },
      ],
    });
  });

  it('pages whoever took the shift over, and nobody else', async () => {
    await given();
    const now = world.cloud.clock.now();
    const swap = await world.api('POST', '/on-call/swaps', {
      fromMentorId: 'm-eve001',
      toMentorId: 'm-dana01',
      startsAt: new Date(now).toISOString(),
      endsAt: new Date(now + HOUR).toISOString(),
    });

    await start();

    expect(swap.status).toBe(201);
    expect(world.textsTo(DANA)).toHaveLength(1);
    expect(world.textsTo(EVE)).toEqual([]);
  });

  it('goes on beside a real crisis, each with a code of its own', async () => {
    await given();
    await start();

    await world.reply(ANA, 'I am going to kill myself tonight', 'sms-danger');
    const real = await world.records.get('crisis', 'crisis-sms-danger');
    await world.reply(DANA, real?.code ?? '');
    await world.reply(EVE, (await drill()).code);

    expect(await world.records.get('crisis', 'crisis-sms-danger')).toMatchObject({
      acknowledgedBy: 'm-dana01',
    });
    expect(await drill()).toMatchObject({ acknowledgedBy: 'm-eve001' });
    expect(world.textsTo(DANA).join()).not.toContain('DRILL');
  });

  it('goes live with every hour covered, and not before', async () => {
    const before = await world.api('POST', '/programme/go-live');
    await given();
    const after = await world.api('POST', '/programme/go-live');

    expect([before.status, after.status, after.body['state']]).toEqual([409, 200, 'live']);
  });
});
