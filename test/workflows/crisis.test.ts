import { AwsError } from '#local/aws-error';
import type { FaultInjector } from '#local/aws-service';
import type { CrisisSeverity } from '#shared/contracts/crisis';
import type { Mentor } from '#shared/contracts/mentor';
import type { Participant } from '#shared/contracts/participant';
import { memoryOutboundQueue } from '#shared/adapters/memory/outbound-queue';
import { acknowledgeCrisis } from '#shared/steps/acknowledge-crisis';
import { closeCrisis } from '#shared/steps/close-crisis';
import { outbox } from '#shared/steps/outbox';
import { taskDesk } from '#shared/steps/task-desk';
import { always, mayTellMentor, pair, trained } from '#test/support/crisis';
import { aWorld, HOUR, MINUTE, type World } from '#test/support/world';

const ANA = '+12025550101';
const DANA = '+12025550111';
const EVE = '+12025550112';
const FAY = '+12025550113';

const DANGER: Record<CrisisSeverity, string> = {
  imminent: 'I am going to kill myself tonight',
  high: 'I have been thinking about suicide lately',
};

const REMEMBER = 'Remember which crisis this is';
const PAGE = 'Page the next person and wait';
const TAKEN = 'Has somebody taken over?';
const HONEST = 'Tell the texter that nobody has answered';
const LEFT = 'Is anybody left to page?';
const STAND_DOWN = 'Tell the others to stand down';
const PERSON = 'Hand over to a person';
const SOMEBODY = 'Somebody has taken over';
const NOBODY = 'Nobody has taken over';
const BROKE = 'The ladder broke';

/** Three rungs in silence, and the fourth look that finds nobody left. */
const TO_THE_END = [REMEMBER, PAGE, PAGE, PAGE, PAGE, TAKEN, HONEST, LEFT];

/** The synthesized template, the real handlers, the real SDK clients; only time stands still until it is moved. */
describe('crisis', () => {
  let world: World;
  beforeEach(async () => {
    world = await aWorld();
  });
  afterEach(async () => {
    await world.cloud.stop();
    expect(world.reports).toEqual([]);
  });

  /** Ana with Dana as her own mentor, and Eve on call around the clock. */
  async function given({
    ana = mayTellMentor,
    dana = {},
    eve = {},
  }: { ana?: Partial<Participant>; dana?: Partial<Mentor>; eve?: Partial<Mentor> } = {}): Promise<void> {
    await world.given({ participant: ana, journey: { state: 'active' } });
    await world.givenMentor({ mentorId: 'm-dana01', phone: DANA, ...trained, ...dana });
    await world.givenMentor({ mentorId: 'm-eve001', phone: EVE, ...trained, onCall: always, ...eve });
    await pair(world.records, ['m-dana01']);
  }

  const inDanger = (severity: CrisisSeverity = 'imminent', id = 'sms-danger'): Promise<void> =>
    world.reply(ANA, DANGER[severity], id);
  const crisis = async (id = 'crisis-sms-danger') => {
    const row = await world.records.get('crisis', id);
    if (!row) throw new Error(`there is no ${id}`);
    return row;
  };
  const pagesTo = (phone: string): string[] => world.textsTo(phone).filter((text) => text.includes('Reply'));
  const run = () => world.run('crisis-sms-danger');
  /** What the console and the pages call, as the function behind the API has it. */
  const deps = () => {
    const { queue } = memoryOutboundQueue();
    const { records, clock, steps } = world;
    const box = outbox({ records, queue, clock });
    return { records, clock, steps, outbox: box, desk: taskDesk({ records, outbox: box, clock }) };
  };

  it('answers at once, pages the own mentor, and ends when the mentor texts the code', async () => {
    await given();

    await inDanger();
    const [page = ''] = pagesTo(DANA);
    await world.reply(DANA, (await crisis()).code);

    expect(world.textsTo(ANA)[0]).toContain('988');
    expect(page).toContain((await crisis()).code);
    expect(await crisis()).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'm-dana01' });
    expect(run()).toMatchObject({
      status: 'SUCCEEDED',
      output: { crisisId: 'crisis-sms-danger', outcome: 'acknowledged' },
      states: [REMEMBER, PAGE, TAKEN, STAND_DOWN, SOMEBODY],
    });
    expect(world.textsTo(DANA).at(-1)).toContain('you have it now');
    expect(world.textsTo(ANA).at(-1)).toContain('A person from our team knows');
    expect(world.textsTo(EVE)).toEqual([]);
  });

  it('pages nobody any more once somebody has it', async () => {
    await given();
    await inDanger();
    await world.reply(DANA, `on my way ${(await crisis()).code}`);

    await world.cloud.clock.advance(24 * HOUR - MINUTE);

    expect((await crisis()).pages).toHaveLength(1);
    expect(pagesTo(EVE)).toEqual([]);
  });

  it('has three people look again: after a day, three days and a week, each told when it is due', async () => {
    await given();
    await inDanger();
    const told = () => world.cloud.ses.mailbox().filter(({ text }) => text?.includes('a while ago') === true);

    await world.reply(DANA, (await crisis()).code);
    const now = Date.parse((await crisis()).acknowledgedAt ?? '');
    const { items } = await world.records.list('open-tasks', { limit: 100 });
    const atFirst = told().length;
    await world.cloud.clock.advance(25 * HOUR);

    expect(
      items
        .filter(({ kind }) => kind === 'crisis-follow-up')
        .map(({ dueAt }) => (Date.parse(dueAt) - now) / HOUR),
    ).toEqual([24, 72, 168]);
    expect([atFirst, told().length]).toEqual([0, 1]);
  });

  it.each<{ severity: CrisisSeverity; minutes: number }>([
    { severity: 'imminent', minutes: 5 },
    { severity: 'high', minutes: 15 },
  ])('goes on to whoever is on call after $minutes minutes of silence when it is $severity', async (of) => {
    await given();
    await inDanger(of.severity);

    await world.cloud.clock.advance(of.minutes * MINUTE - 1000);
    const before = pagesTo(EVE).length;
    await world.cloud.clock.advance(2000);
    await world.reply(EVE, (await crisis()).code);

    expect([before, pagesTo(EVE).length]).toEqual([0, 1]);
    expect(run()).toMatchObject({
      status: 'SUCCEEDED',
      states: [REMEMBER, PAGE, PAGE, TAKEN, STAND_DOWN, SOMEBODY],
    });
    expect(world.textsTo(DANA).at(-1)).toContain('Someone else has taken over');
    expect(await crisis()).toMatchObject({ acknowledgedBy: 'm-eve001' });
  });

  it('ends when somebody takes it by the signed link of their page, and not by looking at it', async () => {
    await given();
    await inDanger();
    const url = /https?:\S+/.exec(pagesTo(DANA)[0] ?? '')?.[0] ?? '';

    const looked = await fetch(url);
    const before = (await crisis()).state;
    const taken = await fetch(url, { method: 'POST', body: new URLSearchParams({ answer: 'take-over' }) });
    await world.cloud.clock.settle();

    expect([looked.status, before, taken.status]).toEqual([200, 'open', 200]);
    expect(await crisis()).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'm-dana01' });
    expect(run()).toMatchObject({
      status: 'SUCCEEDED',
      states: [REMEMBER, PAGE, TAKEN, STAND_DOWN, SOMEBODY],
    });
  });

  it('reaches the coordinator third, who takes it in the console', async () => {
    await given();
    await inDanger();

    await world.cloud.clock.advance(10 * MINUTE);
    const result = await acknowledgeCrisis(deps(), 'crisis-sms-danger', 'coordinator');
    await world.cloud.clock.settle();

    expect(result).toEqual({ outcome: 'taken' });
    expect((await crisis()).pages.map(({ rung, who }) => [rung, ...who])).toEqual([
      ['mentor', 'm-dana01'],
      ['on-call', 'm-eve001'],
      ['coordinator', 'coordinator'],
    ]);
    expect(run().states).toEqual([REMEMBER, PAGE, PAGE, PAGE, TAKEN, STAND_DOWN, SOMEBODY]);
    expect(
      await world.records.get('message', 'coordinator_crisis-sms-danger-coordinator-email'),
    ).toMatchObject({ template: 'crisis-page', messageClass: 'staff' });
    expect(await world.records.get('message', 'm-eve001_crisis-sms-danger-stand-down-text')).toBeDefined();
  });

  it('says so when nobody answers, pages everybody once more, and fails loudly in the end', async () => {
    await given();
    await inDanger();

    await world.cloud.clock.advance(15 * MINUTE);
    const honest = world.textsTo(ANA).at(-1) ?? '';
    const meanwhile = await crisis();
    await world.cloud.clock.advance(5 * MINUTE);

    expect(honest).toContain('could not reach anyone');
    expect(honest).toContain('988');
    expect(honest).toContain('911');
    expect(meanwhile.state).toBe('unacknowledged');
    expect(meanwhile.pages.at(-1)).toMatchObject({
      rung: 'everybody',
      who: ['coordinator', 'm-dana01', 'm-eve001'],
    });
    expect(run()).toMatchObject({
      status: 'FAILED',
      error: 'NobodyAnswered',
      states: [...TO_THE_END, PAGE, PAGE, TAKEN, HONEST, LEFT, NOBODY],
    });
    expect(world.textsTo(ANA).filter((text) => text.includes('could not reach'))).toHaveLength(1);
    expect(world.logs.filter((line) => line.includes('"CrisesUnacknowledged"'))).not.toEqual([]);
    expect(await world.tasks()).toContainEqual(
      expect.objectContaining({ kind: 'crisis', state: 'open', participantId: 'p-ana001' }),
    );
  });

  it('takes an answer to the last call', async () => {
    await given();
    await inDanger();
    await world.cloud.clock.advance(17 * MINUTE);

    await world.reply(EVE, (await crisis()).code);

    expect(run()).toMatchObject({
      status: 'SUCCEEDED',
      states: [...TO_THE_END, PAGE, TAKEN, STAND_DOWN, SOMEBODY],
    });
    expect(world.textsTo(ANA).at(-1)).toContain('A person from our team knows');
  });

  it('takes a late answer too, hours after the ladder has ended, and stands the others down', async () => {
    await given();
    await inDanger();
    await world.cloud.clock.advance(3 * HOUR);

    await world.reply(DANA, (await crisis()).code);

    expect(run().status).toBe('FAILED');
    expect(await crisis()).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'm-dana01' });
    expect(world.textsTo(ANA).at(-1)).toContain('A person from our team knows');
    expect(world.textsTo(EVE).at(-1)).toContain('Someone else has taken over');
  });

  it.each<{ why: string; rows: Parameters<typeof given>[0] }>([
    { why: 'was never trained for a crisis', rows: { dana: { crisisTraining: undefined } } },
    { why: 'was trained too long ago', rows: { dana: { crisisTraining: { expiresOn: '2026-11-23' } } } },
    { why: 'is away', rows: { dana: { awayUntil: '2026-11-24' } } },
    {
      why: 'is kept apart from Ana',
      rows: { dana: { exclusions: [{ kind: 'kin', participantId: 'p-ana001' }] } },
    },
    { why: 'may not be told, by what Ana chose', rows: { ana: { consents: [] } } },
  ])('loses no time on a mentor who $why', async ({ rows }) => {
    await given(rows);

    await inDanger();

    expect(world.textsTo(DANA)).toEqual([]);
    expect(pagesTo(EVE)).toHaveLength(1);
    expect(run().states).toEqual([REMEMBER, PAGE]);
  });

  it('pages the coordinator at once for somebody without a mentor while nobody is on call', async () => {
    await world.given({ participant: mayTellMentor, journey: { state: 'active' } });

    await inDanger();

    expect((await crisis()).pages.map(({ rung }) => rung)).toEqual(['coordinator']);
  });

  it('pages the next one at once when the one who was paged says no, and takes their code later all the same', async () => {
    await given();
    await inDanger();
    const { code } = await crisis();

    await world.reply(DANA, `can't, ${code}`);
    const paged = pagesTo(EVE).length;
    await world.reply(DANA, code);

    expect(paged).toBe(1);
    expect(run().states).toEqual([REMEMBER, PAGE, TAKEN, PAGE, TAKEN, STAND_DOWN, SOMEBODY]);
    expect(await crisis()).toMatchObject({ acknowledgedBy: 'm-dana01' });
  });

  it('ends without pages when a coordinator closes it meanwhile, and needs no follow-up when it was none', async () => {
    await given();
    await inDanger();

    await closeCrisis(deps(), {
      crisisId: 'crisis-sms-danger',
      outcome: 'not-a-crisis',
      by: 'sub-coordinator',
    });
    await world.cloud.clock.advance(HOUR);

    expect(run()).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'closed' } });
    expect(pagesTo(EVE)).toEqual([]);
    expect(await world.tasks()).toEqual([]);
    expect(await world.records.get('journey', 'p-ana001')).toMatchObject({ concerns: [] });
  });

  it('stands down when somebody takes over while the texter is being told that nobody has', async () => {
    await given();
    await inDanger();
    await world.cloud.clock.advance(15 * MINUTE - 1000);
    const row = await crisis();

    // Without telling the waiting step, as a crash would leave it.
    const { revision, ...before } = row;
    const after = {
      ...before,
      state: 'acknowledged',
      acknowledgedBy: 'm-dana01',
      acknowledgedAt: new Date(world.cloud.clock.now()).toISOString(),
    } as const;
    await world.records.write([{ put: 'crisis', row: after, after: revision }]);
    await world.cloud.clock.advance(2000);

    expect(run()).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'acknowledged' } });
    expect(world.textsTo(ANA).some((text) => text.includes('could not reach'))).toBe(false);
  });

  it('tells two crises apart by their codes', async () => {
    await given();
    await world.givenMentor({ mentorId: 'm-fay001', phone: FAY, ...trained, onCall: always });
    await world.given({
      participant: { participantId: 'p-cleo01', phone: '+12025550105', coupleId: undefined },
    });
    await inDanger('imminent', 'sms-danger');

    await world.reply('+12025550105', DANGER.imminent, 'sms-other');
    const [one, other] = [await crisis(), await crisis('crisis-sms-other')];
    await world.reply(EVE, other.code);

    expect(one.code).not.toBe(other.code);
    expect(await crisis('crisis-sms-other')).toMatchObject({ acknowledgedBy: 'm-eve001' });
    expect(await crisis()).toMatchObject({ state: 'open' });
  });

  it('joins further texts of the same person, and starts a ladder of its own for a graver one', async () => {
    await given();
    await inDanger('high', 'sms-danger');

    await inDanger('high', 'sms-second');
    await inDanger('imminent', 'sms-third');
    await world.reply(DANA, (await crisis('crisis-sms-third')).code);

    expect(await world.records.get('crisis', 'crisis-sms-second')).toBeUndefined();
    expect(await crisis('crisis-sms-third')).toMatchObject({
      supersedes: 'crisis-sms-danger',
      acknowledgedBy: 'm-dana01',
    });
    expect(await crisis()).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'm-dana01' });
    expect(run().status).toBe('SUCCEEDED');
    expect(world.textsTo(ANA).filter((text) => text.includes('We are letting'))).toHaveLength(3);
  });

  it('pages twice for nothing: the same text delivered again and a step that is tried again', async () => {
    await given();
    refuseQueueOnce(world, 'PageRung');

    await inDanger();
    await inDanger();
    await world.cloud.clock.advance(MINUTE);

    expect(pagesTo(DANA)).toHaveLength(1);
    expect((await crisis()).pages).toHaveLength(1);
    expect(run().states).toEqual([REMEMBER, PAGE]);
  });

  it('stops both texts and danger in one text: one text leaves, with the lines in it, and people are paged', async () => {
    await given();

    await world.reply(ANA, 'STOP. I am going to kill myself tonight', 'sms-danger');
    await world.cloud.clock.advance(15 * MINUTE);

    expect(world.textsTo(ANA)).toHaveLength(1);
    expect(pagesTo(DANA)).not.toEqual([]);
  });

  it('tells the texter nothing wrong when somebody takes over in the moment in which the ladder gives up', async () => {
    await given();
    await inDanger();
    refuseTable(world, ['NobodyAnswered'], 'ThrottlingException');
    await world.cloud.clock.advance(15 * MINUTE);

    world.cloud.calls.injectFaults(undefined);
    await world.reply(EVE, (await crisis()).code);
    await world.cloud.clock.advance(MINUTE);

    expect(run()).toMatchObject({
      status: 'SUCCEEDED',
      states: [REMEMBER, PAGE, PAGE, PAGE, PAGE, TAKEN, HONEST, LEFT, STAND_DOWN, SOMEBODY],
    });
    expect(world.textsTo(ANA).some((text) => text.includes('could not reach'))).toBe(false);
    expect(world.textsTo(EVE).filter((text) => text.includes('you have it now'))).toHaveLength(1);
  });

  it.each([
    { broken: ['PageRung'], states: [REMEMBER, PAGE, HONEST, LEFT, PERSON, BROKE], honest: 1, tasks: 1 },
    {
      broken: ['NobodyAnswered'],
      states: [REMEMBER, PAGE, PAGE, PAGE, PAGE, TAKEN, HONEST, PERSON, BROKE],
      honest: 0,
      tasks: 1,
    },
    {
      broken: ['PageRung', 'HandOver'],
      states: [REMEMBER, PAGE, HONEST, LEFT, PERSON, BROKE],
      honest: 1,
      tasks: 0,
    },
  ])('fails loudly when $broken is broken, and tells the texter the truth where it can', async (of) => {
    await given();
    refuseTable(world, of.broken);

    await inDanger();
    await world.cloud.clock.advance(HOUR);

    expect(run()).toMatchObject({ status: 'FAILED', error: 'LadderBroke', states: of.states });
    expect(world.textsTo(ANA).filter((text) => text.includes('could not reach'))).toHaveLength(of.honest);
    expect((await world.tasks()).filter(({ kind }) => kind === 'workflow-failed')).toHaveLength(of.tasks);
    expect((await world.tasks()).filter(({ kind }) => kind === 'crisis')).toHaveLength(1);
  });

  it('fails loudly when the others cannot be told, after somebody has taken over', async () => {
    await given();
    await inDanger();
    refuseTable(world, ['StandDown']);

    await world.reply(DANA, (await crisis()).code);
    await world.cloud.clock.advance(HOUR);

    expect(run()).toMatchObject({
      status: 'FAILED',
      states: [REMEMBER, PAGE, TAKEN, STAND_DOWN, PERSON, BROKE],
    });
    expect(await crisis()).toMatchObject({ acknowledgedBy: 'm-dana01' });
    expect(pagesTo(EVE)).toEqual([]);
  });

  it('rings at once when nobody answers, and when an execution fails', () => {
    const alarms = world.cloud.deployment
      .ofType('AWS::CloudWatch::Alarm')
      .map(({ properties }) => JSON.stringify(properties));

    expect(alarms.some((text) => text.includes('alongside-local-crisis-executions'))).toBe(true);
    expect(alarms.find((text) => text.includes('alongside-local-crises-unanswered'))).toContain(
      '"CrisesUnacknowledged"',
    );
  });
});

/** The database refuses whatever these functions ask of it. */
function refuseTable({ cloud }: World, functionIds: readonly string[], code = 'ValidationException'): void {
  cloud.calls.injectFaults(from(functionIds, 'dynamodb', () => new AwsError(code, 'by the test')));
}

/** The queues do not take what this function puts into them, for as long as one run of it tries. */
function refuseQueueOnce({ cloud }: World, functionId: string): void {
  let left = 3;
  cloud.calls.injectFaults(
    from([functionId], 'sqs', () => {
      left -= 1;
      return left >= 0 ? new AwsError('ServiceUnavailable', 'by the test') : undefined;
    }),
  );
}

const from =
  (functionIds: readonly string[], service: string, fault: () => AwsError | undefined): FaultInjector =>
  ({ service: called, caller }) =>
    called === service &&
    caller.kind === 'role' &&
    functionIds.some((functionId) => caller.roleArn.includes(functionId))
      ? fault()
      : undefined;
