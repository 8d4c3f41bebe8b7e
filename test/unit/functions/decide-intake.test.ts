import { decideIntake } from '#functions/decide-intake/handler';
import type { Couple } from '#shared/contracts/pairing';
import type { Participant } from '#shared/contracts/participant';
import { decideCouple } from '#shared/steps/decide-couple';
import { hoursLater, monday } from '#test/support/builders';
import { aCouple, ANA, BEN, COUPLE } from '#test/support/intake';
import { aWorld, type World } from '#test/support/memory-world';

const held = { screen: 'to-review', safetyHold: true } as const;
const step = { coupleId: COUPLE, taskToken: 'token-1' };

async function given(
  world: World,
  { ana = {}, couple = {} }: { ana?: Partial<Participant>; couple?: Partial<Couple> } = {},
): Promise<void> {
  await world.given({ ...ANA, ...ana }, { journey: { state: 'intake' } });
  await world.given({ ...BEN }, { journey: { state: 'intake' } });
  await world.write('couple', COUPLE, aCouple(couple));
  world.flows.wait('token-1');
}

const deciding = (world: World) => world.run('decide-intake', decideIntake)(step);
const coupleIn = (world: World) => world.records.get('couple', COUPLE);
const matchings = (world: World) => [...world.flows.executions.keys()];
const decide = (world: World, decision: NonNullable<Couple['decision']>) =>
  decideCouple(world, { coupleId: COUPLE, decision, by: 'coordinator-1' });

describe('decide-intake', () => {
  it('matches by rule, starts the search once and completes the step, however often it runs', async () => {
    const world = aWorld();
    await given(world);

    const outputs = [await deciding(world), await deciding(world)];

    expect(outputs).toEqual([{ outcome: 'matching' }, { outcome: 'matching' }]);
    expect(matchings(world)).toEqual([`mentor-matching:${COUPLE}-match-1`]);
    expect(world.flows.completed).toEqual([{ taskToken: 'token-1', outcome: 'matching' }]);
    expect(world.tasks()).toEqual([]);
  });

  it('starts the search that a crash left out', async () => {
    const world = aWorld();
    await given(world, { couple: { state: 'matching' } });

    await deciding(world);

    expect(matchings(world)).toEqual([`mentor-matching:${COUPLE}-match-1`]);
  });

  it('saves the token before a coordinator is asked', async () => {
    const world = aWorld();
    await given(world, { ana: held });
    let tokenWhenAsked: string | undefined;
    const open = world.desk.open.bind(world.desk);
    world.desk.open = async (task) => {
      tokenWhenAsked = (await coupleIn(world))?.decisionToken;
      return open(task);
    };

    const output = await deciding(world);

    expect(output).toEqual({ outcome: 'waiting' });
    expect(tokenWhenAsked).toBe('token-1');
    expect(world.openTasks()).toEqual([
      expect.objectContaining({ kind: 'intake-to-decide', coupleId: COUPLE, reason: 'safety-hold' }),
    ]);
  });

  it('does not match on what was read before a STOP came: it looks again', async () => {
    const world = aWorld();
    await given(world);
    const write = world.records.write.bind(world.records);
    let isFirst = true;
    world.records.write = async (changes) => {
      if (isFirst) {
        isFirst = false;
        const ana = await world.participant();
        if (ana)
          await world.write('participant', ana.participantId, {
            ...ana,
            texts: { state: 'stopped', at: hoursLater(1).toISOString(), inboundMessageId: 'sms-9' },
          });
      }
      return write(changes);
    };

    const output = await deciding(world);

    expect(output).toEqual({ outcome: 'waiting' });
    expect(await coupleIn(world)).toMatchObject({ state: 'to-decide', questions: ['partner-takes-no-part'] });
    expect(await world.journey(BEN.participantId)).toMatchObject({ state: 'intake' });
    expect(matchings(world)).toEqual([]);
  });
});

describe('a decision of a coordinator', () => {
  it('closes the task and lets the step go on, once', async () => {
    const world = aWorld();
    await given(world, { ana: { screen: 'reviewed', undecidedStop: 't-1' } });
    await deciding(world);

    const results = [
      await decide(world, 'match'),
      await decide(world, 'match'),
      await decide(world, 'decline'),
    ];

    expect(results.map(({ outcome }) => outcome)).toEqual(['decided', 'decided', 'decided-before']);
    expect(world.flows.completed).toEqual([{ taskToken: 'token-1', outcome: 'matching' }]);
    expect(world.openTasks()).toEqual([]);
    expect(world.tasks()).toEqual([
      expect.objectContaining({ taskId: `t-intake-${COUPLE}`, closedBy: 'coordinator-1' }),
    ]);
    expect(matchings(world)).toEqual([`mentor-matching:${COUPLE}-match-1`]);
  });

  it('finds what a decision began and a crash left out, for each who goes on alone', async () => {
    const world = aWorld();
    await given(world, { ana: held });
    await deciding(world);
    const start = world.workflows.start.bind(world.workflows);
    world.workflows.start = async () => {
      throw new Error('crashed');
    };
    await expect(decide(world, 'individual-support')).rejects.toThrow('crashed');
    world.workflows.start = start;

    const result = await decide(world, 'individual-support');

    expect(result.outcome).toBe('decided');
    expect(matchings(world)).toHaveLength(2);
    expect(matchings(world)).not.toContain(`mentor-matching:${COUPLE}-match-1`);
  });

  it('says farewell once, to both, in the same words, and to nobody who had left', async () => {
    const world = aWorld();
    await given(world, { ana: held });
    await deciding(world);

    await decide(world, 'decline');
    await decide(world, 'decline');

    expect(world.planned().filter((id) => id.startsWith('p-'))).toEqual([
      `${ANA.participantId}_ended-${monday.getTime()}`,
      `${BEN.participantId}_ended-${monday.getTime()}`,
    ]);
    expect(await world.journey()).toMatchObject({ state: 'ended', reason: 'not-eligible' });
  });

  it('counts also where no execution waits any more', async () => {
    const world = aWorld();
    await given(world);

    const result = await decide(world, 'match');

    expect(result.outcome).toBe('decided');
    expect(matchings(world)).toEqual([`mentor-matching:${COUPLE}-match-1`]);
  });
});
