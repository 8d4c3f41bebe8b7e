import { AwsError } from '#local/aws-error';
import type { FaultInjector } from '#local/aws-service';
import { ANA, BEN, CLEAR, COUPLE, enrol, intakeIn, UNSAFE } from '#test/support/intake';
import { aWorld, HOUR, type World } from '#test/support/world';

const ASK = 'Ask and wait a day for the answer';
const REMIND = 'Remind once and wait two more days';
const SEE = 'See what is left of their part';
const PART_ENDED = "This partner's part has ended";
const DECIDE = 'Decide, or wait for a coordinator';
const PERSON = 'Hand over to a person';
const BROKE = 'The intake broke';

/** Whatever breaks for one partner, a person learns of it, and the other partner goes on. */
describe('an intake in which something breaks', () => {
  let world: World;
  beforeEach(async () => {
    world = await aWorld();
  });
  afterEach(async () => {
    await world.cloud.stop();
    expect(world.reports).toEqual([]);
  });
  const { run, couple, journey, participant, kinds, say, decide } = intakeIn(() => world);

  it.each([
    { what: 'the first text', fault: 'AskIntake', after: 0, states: [ASK, SEE] },
    { what: 'the reminder', fault: 'AskIntake', after: 23 * HOUR, states: [ASK, REMIND, SEE] },
  ])('$what: a person has a task, and the other partner goes on', async ({ fault, after, states }) => {
    if (after === 0) world.cloud.calls.injectFaults(refusing(fault, 'ValidationException'));
    await enrol(world);
    if (after === 0) world.cloud.calls.injectFaults(undefined);
    if (after > 0) {
      await say(BEN, 'YES', ...CLEAR);
      await world.cloud.clock.advance(after);
      world.cloud.calls.injectFaults(refusing(fault, 'ValidationException'));
      await world.cloud.clock.advance(2 * HOUR);
    }

    expect(await kinds()).toContain('workflow-failed');
    expect(run().states).toEqual(expect.arrayContaining(states));
    expect(await journey(ANA)).toMatchObject({ state: 'ended', reason: 'no-answer' });
  });

  it('what comes next for one of them: a coordinator decides, and the other is untouched', async () => {
    await enrol(world);
    await say(BEN, 'YES', ...CLEAR);
    world.cloud.calls.injectFaults(refusing('PlanIntake', 'ValidationException'));

    await say(ANA, 'YES');

    expect(run().states).toEqual(expect.arrayContaining([SEE, PART_ENDED, DECIDE]));
    expect(await couple()).toMatchObject({ state: 'to-decide', questions: ['part-not-finished'] });
    expect(await journey(BEN)).toMatchObject({ state: 'intake' });
  });

  it('the screen: it counts as not clear', async () => {
    await enrol(world);
    await say(BEN, 'YES', ...CLEAR);
    world.cloud.calls.injectFaults(({ service, caller }) =>
      service === 'dynamodb' && caller.kind === 'role' && /AskCheckIn|HandOver/.test(caller.roleArn)
        ? new AwsError('ValidationException', 'refused by the test')
        : undefined,
    );

    await say(ANA, 'YES');
    await world.cloud.clock.advance(HOUR);

    expect(world.run(`${ANA.participantId}-c000`).status).toBe('FAILED');
    expect(await participant(ANA)).toMatchObject({ screen: 'to-review', safetyHold: true });
    expect(await kinds()).toEqual(expect.arrayContaining(['intake-to-decide', 'safety-review']));
  });

  it('the decision: a person has a task, and can still decide', async () => {
    await enrol(world);
    await say(BEN, 'YES', ...CLEAR);
    await say(ANA, 'YES', '1', '1');
    world.cloud.calls.injectFaults(refusing('DecideIntake', 'ValidationException'));

    await say(ANA, '2');
    await world.cloud.clock.advance(HOUR);
    world.cloud.calls.injectFaults(undefined);
    const broken = run();
    const open = await kinds();
    const result = await decide('match');

    expect(broken).toMatchObject({ status: 'FAILED', error: 'IntakeBroke' });
    expect(broken.states.slice(-3)).toEqual([DECIDE, PERSON, BROKE]);
    expect(open).toEqual(['workflow-failed']);
    expect(result).toMatchObject({ outcome: 'decided' });
    expect(world.runNames()).toContain(`${COUPLE}-match-1`);
  });

  it('and nobody can be told: it fails loudly', async () => {
    await enrol(world);
    world.cloud.calls.injectFaults(({ service, caller }) =>
      service === 'dynamodb' && caller.kind === 'role' && /DecideIntake|HandOver/.test(caller.roleArn)
        ? new AwsError('ValidationException', 'refused by the test')
        : undefined,
    );

    await say(ANA, 'NO');
    await say(BEN, 'NO');
    await world.cloud.clock.advance(HOUR);

    expect(run()).toMatchObject({ status: 'FAILED', error: 'IntakeBroke' });
    expect(run().states.slice(-3)).toEqual([DECIDE, PERSON, BROKE]);
    expect(await kinds()).toEqual([]);
  });

  it('shows no number, name or word in the execution history or in the functions’ log', async () => {
    await enrol(world, { ana: { name: 'Quetzalli' } });
    await say(ANA, 'an unmistakable sentence', 'YES', ...UNSAFE);
    await say(BEN, 'NO');

    const seen = JSON.stringify(world.cloud.stepFunctions.history(run().arn)) + world.logs.join('\n');

    for (const secret of ['Quetzalli', '202555010', 'unmistakable', 'check-in texts']) {
      expect(seen).not.toContain(secret);
    }
  });
});

/** The database refuses whatever this function asks of it. */
function refusing(functionId: string, code: string): FaultInjector {
  return ({ service, caller }) =>
    service === 'dynamodb' && caller.kind === 'role' && caller.roleArn.includes(functionId)
      ? new AwsError(code, 'refused by the test')
      : undefined;
}
