import type { FaultInjector } from '#local/aws-service';
import { AwsError } from '#local/aws-error';
import { memoryOutboundQueue } from '#shared/adapters/memory/outbound-queue';
import type { Couple } from '#shared/contracts/pairing';
import type { Participant } from '#shared/contracts/participant';
import { answerOffer } from '#shared/steps/answer-offer';
import { changeMentor } from '#shared/steps/change-mentor';
import { changeRow, put } from '#shared/steps/change-row';
import { endPairing } from '#shared/steps/end-pairing';
import { outbox } from '#shared/steps/outbox';
import { separateCouple } from '#shared/steps/separate-couple';
import { startMatching } from '#shared/steps/start-matching';
import { wakeWaitlist } from '#shared/steps/wake-waitlist';
import { withdraw } from '#shared/steps/withdraw';
import { aCoupleRow } from '#test/support/matching-world';
import { aWorld, DAY, HOUR, MINUTE, theTemplates, type CloudTemplate, type World } from '#test/support/world';

const ANA = '+12025550101';
const BEN = '+12025550102';

const REMEMBER = 'Remember which couple this is';
const OFFER = 'Offer to the best mentor';
const ASKED = 'Is anybody asked?';
const WAIT = "Wait for the mentor's answer";
const CLOSE = 'Close the offer that nobody answered';
const ANSWER = 'What was the answer?';
const WAITLIST = 'Wait for a mentor with room';
const BEGIN = 'Begin the pairing';
const PERSON = 'Hand over to a person';
const BROKE = 'Matching broke';
const END = 'Matching has ended';

/** The synthesized template, the real handlers, the real SDK clients; only time stands still until it is moved. */
describe('mentor-matching', () => {
  let world: World;
  beforeEach(async () => {
    world = await aWorld();
  });
  afterEach(async () => {
    await world.cloud.stop();
    expect(world.reports).toEqual([]);
  });

  async function givenCouple(
    fields: Partial<Couple> = {},
    partners: Partial<Participant> = {},
  ): Promise<void> {
    const couple = aCoupleRow(fields);
    for (const [index, participantId] of couple.participantIds.entries()) {
      const phone = couple.coupleId === 'c-anaben' ? [ANA, BEN][index] : undefined;
      await world.given({
        participant: {
          participantId,
          coupleId: couple.coupleId,
          phone: phone ?? `+1202555011${index}`,
          ...partners,
        },
      });
    }
    await world.records.write([put('couple', couple, 0)]);
  }
  const settle = () => world.cloud.clock.settle();
  const start = async (coupleId = 'c-anaben'): Promise<void> => {
    await startMatching(world, coupleId);
    await settle();
  };
  const answer = async (offerId: string, mentorId: string, how: 'accept' | 'decline') => {
    const outcome = await answerOffer(world, { offerId, mentorId, answer: how, reason: 'no-time' });
    await settle();
    return outcome.outcome;
  };
  const run = (name = 'c-anaben-match-1') => world.run(name);
  const row = async (coupleId = 'c-anaben') => (await world.records.get('couple', coupleId)) ?? aCoupleRow();
  const loadOf = async (mentorId: string) => (await world.records.get('mentor', mentorId))?.load;
  const mailsTo = (mentorId: string) =>
    world.cloud.ses.mailbox().filter(({ to }) => JSON.stringify(to).includes(`${mentorId}@example.org`));
  /** What the page and the texts call, as the functions behind them have it. */
  const deps = () => {
    const { queue } = memoryOutboundQueue();
    const { records, steps, clock, workflows } = world;
    return { records, steps, clock, workflows, outbox: outbox({ records, queue, clock }) };
  };

  it('offers the couple to the best mentor, and begins once they accept', async () => {
    await givenCouple();
    await world.givenMentor({ mentorId: 'm-dana01', coupleExperience: ['rebuilt-relationship'] });
    await world.givenMentor({ mentorId: 'm-eve001' });

    await start();
    const asked = [mailsTo('m-dana01').length, mailsTo('m-eve001').length, await loadOf('m-dana01')];
    expect(await answer('o-anaben-1', 'm-dana01', 'accept')).toBe('accepted');

    expect(asked).toEqual([1, 0, 1]);
    expect(run()).toMatchObject({
      status: 'SUCCEEDED',
      output: { coupleId: 'c-anaben', outcome: 'active' },
      states: [REMEMBER, OFFER, ASKED, WAIT, ANSWER, BEGIN, END],
    });
    expect(await row()).toMatchObject({ state: 'paired', pairingId: 'pair-anaben-1' });
    expect(await world.records.get('pairing', 'pair-anaben-1')).toMatchObject({
      state: 'active',
      mentorIds: ['m-dana01'],
      participantIds: ['p-ana001', 'p-ben001'],
    });
    expect(await loadOf('m-dana01')).toBe(1);
    expect(mailsTo('m-dana01')).toHaveLength(2);
  });

  it('tells each partner in words of their own privacy level, and begins the check-ins of both', async () => {
    await givenCouple();
    await changeRow(world.records, { kind: 'participant', id: 'p-ben001' }, (ben) => ({
      row: { ...ben, privacyLevel: 'discreet' },
      result: undefined,
    }));
    await world.givenMentor();

    await start();
    await answer('o-anaben-1', 'm-dana01', 'accept');

    expect(world.textsTo(ANA)).toEqual([expect.stringContaining('Dana')]);
    expect(world.textsTo(BEN)).toHaveLength(1);
    expect(world.textsTo(BEN)[0]).not.toMatch(/Dana|mentor|recovery/i);
    expect(world.runNames()).toEqual(
      expect.arrayContaining(['p-ana001-weekly-check-in-1', 'p-ben001-weekly-check-in-1']),
    );
  });

  it('goes on to the next mentor after a decline, and gives the room back', async () => {
    await givenCouple();
    await world.givenMentor({ mentorId: 'm-dana01', coupleExperience: ['rebuilt-relationship'] });
    await world.givenMentor({ mentorId: 'm-eve001' });

    await start();
    expect(await answer('o-anaben-1', 'm-dana01', 'decline')).toBe('declined');
    expect(await answer('o-anaben-2', 'm-eve001', 'accept')).toBe('accepted');

    const asking = [OFFER, ASKED, WAIT, ANSWER];
    expect(run().states).toEqual([REMEMBER, ...asking, ...asking, BEGIN, END]);
    expect(await world.records.get('offer', 'o-anaben-1')).toMatchObject({
      state: 'declined',
      declineReason: 'no-time',
      answeredBy: 'm-dana01',
    });
    expect([await loadOf('m-dana01'), await loadOf('m-eve001')]).toEqual([0, 1]);
  });

  it('asks the next one after two days of silence, and tells a late click so', async () => {
    await givenCouple();
    await world.givenMentor({ mentorId: 'm-dana01', coupleExperience: ['rebuilt-relationship'] });
    await world.givenMentor({ mentorId: 'm-eve001' });

    await start();
    await world.cloud.clock.advance(48 * HOUR - MINUTE);
    const before = mailsTo('m-eve001').length;
    await world.cloud.clock.advance(2 * MINUTE);

    expect([before, mailsTo('m-eve001').length]).toEqual([0, 1]);
    expect(run().states).toEqual([REMEMBER, OFFER, ASKED, WAIT, CLOSE, ANSWER, OFFER, ASKED, WAIT]);
    expect(await answer('o-anaben-1', 'm-dana01', 'accept')).toBe('expired');
    expect(await loadOf('m-dana01')).toBe(0);
    expect((await row()).refusals).toEqual([{ mentorId: 'm-dana01', kind: 'offer-expired' }]);
  });

  it('takes either of a mentor couple for both, and tells the other that it is answered', async () => {
    await givenCouple();
    await world.givenMentor({ mentorId: 'm-dana01', partnerEmail: 'm-eve001@example.org' });
    await world.givenMentor({ mentorId: 'm-eve001' });

    await start();
    const asked = [mailsTo('m-dana01').length, mailsTo('m-eve001').length];
    expect(await answer('o-anaben-1', 'm-eve001', 'accept')).toBe('accepted');

    expect(asked).toEqual([1, 1]);
    expect(await answer('o-anaben-1', 'm-dana01', 'decline')).toBe('answered-before');
    expect([await loadOf('m-dana01'), await loadOf('m-eve001')]).toEqual([1, 1]);
    expect([mailsTo('m-dana01').length, mailsTo('m-eve001').length]).toEqual([2, 2]);
  });

  it('waits where nobody is left: both are told, a coordinator has a task, and room wakes them', async () => {
    await givenCouple();
    await world.givenMentor({ capacity: 0 });

    await start();
    expect(run().states).toEqual([REMEMBER, OFFER, ASKED, WAITLIST]);
    expect(await row()).toMatchObject({ state: 'waitlisted' });
    expect([world.textsTo(ANA).length, world.textsTo(BEN).length]).toEqual([1, 1]);
    expect(await world.tasks()).toEqual([{ kind: 'nobody-to-match', state: 'open', reason: 'no-capacity' }]);
    await changeRow(world.records, { kind: 'mentor', id: 'm-dana01' }, (mentor) => ({
      row: { ...mentor, capacity: 1 },
      result: undefined,
    }));
    expect(await wakeWaitlist(world)).toEqual({ woken: 1 });
    await settle();

    expect(await answer('o-anaben-1', 'm-dana01', 'accept')).toBe('accepted');
    expect(run().status).toBe('SUCCEEDED');
    expect(await wakeWaitlist(world)).toEqual({ woken: 0 });
  });

  it('ranks again after thirty days on the waitlist, and brings it up again', async () => {
    await world.cloud.stop();
    world = await aWorld({ templates: withoutHourlyRuns() });
    await givenCouple();

    await start();
    await world.cloud.clock.advance(30 * DAY + HOUR);

    expect(run().states).toEqual([REMEMBER, OFFER, ASKED, WAITLIST, OFFER, ASKED, WAITLIST]);
    expect((await world.tasks()).map(({ kind }) => kind)).toEqual(['nobody-to-match', 'nobody-to-match']);
  });

  it('gives the last place to one of two couples who race for it, and the other waits', async () => {
    await givenCouple();
    await givenCouple({ coupleId: 'c-cybdot', participantIds: ['p-cyb001', 'p-dot001'] });
    await world.givenMentor({ capacity: 1 });

    await Promise.all([startMatching(world, 'c-anaben'), startMatching(world, 'c-cybdot')]);
    await settle();

    const states = [(await row()).state, (await row('c-cybdot')).state];
    expect(states.toSorted()).toEqual(['matching', 'waitlisted']);
    expect(await loadOf('m-dana01')).toBe(1);
  });

  it('ends well when both withdraw while an offer is open, and gives the room back', async () => {
    await givenCouple();
    await world.givenMentor();
    await start();

    await withdraw(deps(), { participantId: 'p-ana001' });
    const afterOne = [(await row()).state, await loadOf('m-dana01')];
    await withdraw(deps(), { participantId: 'p-ben001' });
    await settle();

    expect(afterOne).toEqual(['matching', 1]);
    expect(run()).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'over' } });
    expect(run().states).toEqual([REMEMBER, OFFER, ASKED, WAIT, ANSWER, OFFER, ASKED, END]);
    expect([(await row()).state, await loadOf('m-dana01')]).toEqual(['ended', 0]);
    expect(await answer('o-anaben-1', 'm-dana01', 'accept')).toBe('expired');
  });

  it('finds another mentor in the same words for both, while check-ins go on', async () => {
    await givenCouple();
    await world.givenMentor({ mentorId: 'm-dana01', coupleExperience: ['rebuilt-relationship'] });
    await world.givenMentor({ mentorId: 'm-eve001', name: 'Eve' });
    await start();
    await answer('o-anaben-1', 'm-dana01', 'accept');
    await world.cloud.clock.advance(2 * DAY);
    const loops = world.runNames().filter((name) => name.includes('weekly'));
    const texts = () => [world.textsTo(ANA), world.textsTo(BEN)];
    const before = texts().map(({ length }) => length);

    await changeMentor(deps(), { coupleId: 'c-anaben' });
    await settle();
    const meanwhile = texts().map(({ length }) => length);
    await answer('o-anaben-2', 'm-eve001', 'accept');

    expect(meanwhile).toEqual(before);
    const [ana, ben] = texts().map((all) => all.at(-1));
    expect(ana).toContain('change');
    expect(ana).toBe(ben);
    expect(world.runNames().filter((name) => name.includes('weekly'))).toEqual(loops);
    expect([await loadOf('m-dana01'), await loadOf('m-eve001')]).toEqual([0, 1]);
    expect(await world.records.get('pairing', 'pair-anaben-1')).toMatchObject({ endReason: 'change-asked' });
  });

  it('matches each of two who separate on their own, rather with whom they know, and changes no journey', async () => {
    await givenCouple();
    await world.givenMentor({ mentorId: 'm-dana01' });
    await world.givenMentor({ mentorId: 'm-eve001', coupleExperience: ['rebuilt-relationship'] });
    await start();
    await answer('o-anaben-1', 'm-eve001', 'decline');
    await answer('o-anaben-2', 'm-dana01', 'accept');
    const journeys = () =>
      Promise.all(['p-ana001', 'p-ben001'].map((id) => world.records.get('journey', id)));
    const before = await journeys();

    const { coupleIds } = await separateCouple(deps(), 'c-anaben');
    await settle();

    expect(coupleIds).toEqual(['c-singleana001', 'c-singleben001']);
    expect(await journeys()).toEqual(before);
    expect(await world.records.get('offer', 'o-singleana001-1')).toMatchObject({ mentorIds: ['m-dana01'] });
    expect((await row()).state).toBe('separated');
    expect(await answer('o-singleana001-1', 'm-dana01', 'accept')).toBe('accepted');
    expect(run('c-singleana001-match-1').status).toBe('SUCCEEDED');
    expect(await journeys()).toEqual(before);
  });

  it('wakes whoever waits when a pairing ends', async () => {
    await givenCouple();
    await givenCouple({ coupleId: 'c-cybdot', participantIds: ['p-cyb001', 'p-dot001'] });
    await world.givenMentor({ capacity: 1 });
    await start();
    await answer('o-anaben-1', 'm-dana01', 'accept');
    await start('c-cybdot');

    await endPairing(world, { coupleId: 'c-anaben', reason: 'completed' });
    await settle();

    expect(await row('c-cybdot')).toMatchObject({ state: 'matching', openOfferId: 'o-cybdot-1' });
    expect(await row()).toMatchObject({ state: 'ended' });
  });

  it('takes the answer that came between the timeout and the closing of the offer', async () => {
    await givenCouple();
    await world.givenMentor();
    await start();
    // The answer is written, but the execution is not told: its own timeout finds it.
    world.cloud.calls.injectFaults(({ service, operation }) =>
      service === 'states' && operation === 'SendTaskSuccess'
        ? new AwsError('TaskTimedOut', 'by the test')
        : undefined,
    );
    await answer('o-anaben-1', 'm-dana01', 'accept');
    world.cloud.calls.injectFaults(undefined);

    await world.cloud.clock.advance(49 * HOUR);

    expect(run().states).toEqual([REMEMBER, OFFER, ASKED, WAIT, CLOSE, ANSWER, BEGIN, END]);
    expect(await loadOf('m-dana01')).toBe(1);
  });

  it.each([
    { step: 'OfferCouple', at: [OFFER] },
    { step: 'AwaitOffer', at: [OFFER, ASKED, WAIT] },
    { step: 'ExpireOffer', at: [OFFER, ASKED, WAIT, CLOSE] },
    { step: 'WaitlistCouple', at: [OFFER, ASKED, WAITLIST], nobody: true },
    { step: 'BeginPairing', at: [OFFER, ASKED, WAIT, ANSWER, BEGIN] },
  ])('hands over to a person when $step breaks for good, and a new start puts it right', async (broken) => {
    await givenCouple();
    if (!broken.nobody) await world.givenMentor();
    breakFunction(world, broken.step);
    await start();
    if (broken.step === 'BeginPairing') await answer('o-anaben-1', 'm-dana01', 'accept');
    if (broken.step === 'ExpireOffer') await world.cloud.clock.advance(49 * HOUR);

    expect(run()).toMatchObject({ status: 'FAILED', error: 'MatchingBroke' });
    expect(run().states).toEqual([REMEMBER, ...broken.at, PERSON, BROKE]);
    expect(await world.tasks()).toContainEqual(expect.objectContaining({ kind: 'workflow-failed' }));

    world.cloud.calls.injectFaults(undefined);
    await start();
    if (broken.step === 'BeginPairing') {
      expect(run('c-anaben-match-2').states).toEqual([REMEMBER, OFFER, ASKED, BEGIN, END]);
      expect(world.textsTo(ANA)).toHaveLength(1);
    } else expect(run('c-anaben-match-2').status).toBe('RUNNING');
  });

  it('fails loudly where not even a person can be told', async () => {
    await givenCouple();
    world.cloud.calls.injectFaults(
      brokenBy(['OfferCouple', 'HandOver'], new AwsError('ValidationException', 'by the test')),
    );

    await start();

    expect(run()).toMatchObject({ status: 'FAILED', error: 'MatchingBroke' });
    expect(run().states).toEqual([REMEMBER, OFFER, PERSON, BROKE]);
  });

  it('shows no number, name or reason in the execution history or in the functions’ log', async () => {
    await givenCouple({}, { name: 'Quetzalli', profile: { substances: ['opioids'] } });
    await world.givenMentor({ name: 'Ximena', substances: ['opioids'] });
    await start();
    await answer('o-anaben-1', 'm-dana01', 'accept');

    const seen = JSON.stringify(world.cloud.stepFunctions.history(run().arn)) + world.logs.join('\n');

    for (const secret of ['Quetzalli', 'Ximena', '2025550101', 'opioids', 'example.org'])
      expect(seen).not.toContain(secret);
  });
});

/** A month has 720 hours, and in each the searches for what was lost would find nothing. */
function withoutHourlyRuns(): Record<string, CloudTemplate> {
  const templates = theTemplates();
  for (const { Resources } of Object.values(templates))
    for (const { Type, Properties } of Object.values(Resources))
      if (Type === 'AWS::Scheduler::Schedule') Properties['State'] = 'DISABLED';
  return templates;
}

/** The table refuses whatever this function asks for, and no try helps. */
const breakFunction = ({ cloud }: World, functionId: string): void =>
  cloud.calls.injectFaults(brokenBy([functionId], new AwsError('ValidationException', 'by the test')));

const brokenBy =
  (functionIds: readonly string[], error: AwsError): FaultInjector =>
  ({ service, caller }) =>
    service === 'dynamodb' &&
    caller.kind === 'role' &&
    functionIds.some((functionId) => caller.roleArn.includes(functionId))
      ? error
      : undefined;
