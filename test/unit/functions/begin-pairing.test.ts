import { answerOffer } from '#shared/steps/answer-offer';
import { startMatching } from '#shared/steps/start-matching';
import { withdraw } from '#shared/steps/withdraw';
import { beginPairing } from '#functions/begin-pairing/handler';
import { aMatchingWorld, executionsIn, type MatchingWorld } from '#test/support/matching-world';

describe('begin-pairing', () => {
  let world: MatchingWorld;
  const begin = () => beginPairing(world)({ coupleId: 'c-anaben' });
  const loops = () =>
    [...world.flows.executions.keys()].filter((name) => name.startsWith('weekly-check-in:'));
  const tasks = () =>
    world.kept.all('task').map(({ kind, participantId, reason }) => [kind, participantId, reason]);

  /** Dana has accepted Ana and Ben. */
  beforeEach(async () => {
    world = aMatchingWorld();
    await world.mentors({ mentorId: 'm-dana01' });
    await world.couple();
    await startMatching(world, 'c-anaben');
    await executionsIn(world).settle();
    await answerOffer(world, { offerId: 'o-anaben-1', mentorId: 'm-dana01', answer: 'accept' });
  });

  it('tells everybody once and begins the check-ins of both, however often it runs', async () => {
    expect(await begin()).toEqual({ outcome: 'active' });
    expect(await begin()).toEqual({ outcome: 'active' });

    expect([world.textsTo('p-ana001'), world.textsTo('p-ben001')]).toEqual([['matched'], ['matched']]);
    expect(world.mailsTo('m-dana01')).toEqual(['mentor-offer', 'pairing-active']);
    expect(loops()).toEqual([
      'weekly-check-in:p-ana001-weekly-check-in-1',
      'weekly-check-in:p-ben001-weekly-check-in-1',
    ]);
    expect(tasks()).toEqual([]);
  });

  it.each([
    { why: 'on hold', row: { safetyHold: true }, kind: 'safety-review', reason: 'on-hold' },
    {
      why: 'stopped',
      row: { texts: { state: 'stopped' as const, at: '2026-03-02T09:00:00.000Z' } },
      kind: 'intake-no-answer',
      reason: 'no-texts',
    },
  ])('has a person look after one who is $why, and begins with the other', async ({ row, kind, reason }) => {
    const ana = await world.kept.get('participant', 'p-ana001');
    if (ana) await world.save('participant', { ...ana, ...row }, 'p-ana001');

    await begin();

    expect(loops()).toEqual(['weekly-check-in:p-ben001-weekly-check-in-1']);
    expect(tasks()).toEqual([[kind, 'p-ana001', `check-ins-not-begun ${reason}`]]);
  });

  it('does not begin before somebody’s own intake is done', async () => {
    const journey = await world.kept.get('journey', 'p-ana001');
    if (journey) await world.save('journey', { ...journey, state: 'intake' }, 'p-ana001');

    await begin();

    expect(tasks()).toEqual([['intake-no-answer', 'p-ana001', 'check-ins-not-begun intake-not-done']]);
  });

  it('neither tells nor asks who has left', async () => {
    await withdraw(world, { participantId: 'p-ana001' });

    await begin();

    expect(world.textsTo('p-ana001')).toEqual(['ended']);
    expect(loops()).toEqual(['weekly-check-in:p-ben001-weekly-check-in-1']);
  });

  it('is over where the pairing has ended meanwhile', async () => {
    await withdraw(world, { participantId: 'p-ana001' });
    await withdraw(world, { participantId: 'p-ben001' });

    expect(await begin()).toEqual({ outcome: 'over' });
    expect(loops()).toEqual([]);
  });
});
