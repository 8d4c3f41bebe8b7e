import { answerOffer } from '#shared/steps/answer-offer';
import { startMatching } from '#shared/steps/start-matching';
import { withdraw } from '#shared/steps/withdraw';
import { aMatchingWorld, executionsIn, type MatchingWorld } from '#test/support/matching-world';

const offerId = 'o-anaben-1';

describe('answering an offer', () => {
  let world: MatchingWorld;
  let executions: ReturnType<typeof executionsIn>;
  const answer = async (mentorId: string, how: 'accept' | 'decline', reason?: string) =>
    (await answerOffer(world, { offerId, mentorId, answer: how, reason })).outcome;
  const offer = () => world.kept.get('offer', offerId);
  const loads = () => world.kept.all('mentor').map(({ load }) => load);

  /** Ana and Ben are offered to Dana and Eve, who serve together. */
  beforeEach(async () => {
    world = aMatchingWorld();
    executions = executionsIn(world);
    await world.mentors(
      { mentorId: 'm-dana01', partnerEmail: 'm-eve001@example.org' },
      { mentorId: 'm-eve001' },
    );
    await world.couple();
    await startMatching(world, 'c-anaben');
    await executions.settle();
  });

  it('pairs them for the whole unit, and lets the execution go on', async () => {
    expect(await answer('m-eve001', 'accept')).toBe('accepted');

    expect(await world.kept.get('pairing', 'pair-anaben-1')).toMatchObject({
      mentorIds: ['m-dana01', 'm-eve001'],
      participantIds: ['p-ana001', 'p-ben001'],
      weight: 1,
      state: 'active',
    });
    expect(await world.kept.get('couple', 'c-anaben')).toMatchObject({
      state: 'paired',
      pairingId: 'pair-anaben-1',
      previousMentorIds: ['m-dana01', 'm-eve001'],
    });
    expect((await world.kept.get('couple', 'c-anaben'))?.openOfferId).toBeUndefined();
    expect(loads()).toEqual([1, 1]);
    expect(world.flows.completed.map(({ outcome }) => outcome)).toEqual(['accepted']);
  });

  it('keeps why it was declined, gives both their room back and asks neither again', async () => {
    expect(await answer('m-dana01', 'decline', 'no-time')).toBe('declined');

    expect(await offer()).toMatchObject({
      state: 'declined',
      declineReason: 'no-time',
      answeredBy: 'm-dana01',
    });
    expect(loads()).toEqual([0, 0]);
    expect((await world.kept.get('couple', 'c-anaben'))?.refusals).toEqual([
      { mentorId: 'm-dana01', kind: 'declined' },
      { mentorId: 'm-eve001', kind: 'declined' },
    ]);
  });

  it.each([
    { first: 'accept', second: 'accept', who: 'm-dana01', outcome: 'accepted' },
    { first: 'decline', second: 'decline', who: 'm-dana01', outcome: 'declined' },
    { first: 'accept', second: 'decline', who: 'm-dana01', outcome: 'answered-before' },
    { first: 'decline', second: 'accept', who: 'm-dana01', outcome: 'answered-before' },
    { first: 'accept', second: 'accept', who: 'm-eve001', outcome: 'answered-before' },
    { first: 'decline', second: 'decline', who: 'm-eve001', outcome: 'answered-before' },
  ] as const)('after Dana’s $first, $second by $who is $outcome and changes nothing', async (given) => {
    await answer('m-dana01', given.first);
    const before = [await offer(), loads(), world.kept.all('pairing')];

    expect(await answer(given.who, given.second)).toBe(given.outcome);

    expect([await offer(), loads(), world.kept.all('pairing')]).toEqual(before);
  });

  it.each(['accept', 'decline'] as const)(
    'takes no %s from somebody else, or for an unknown offer',
    async (how) => {
      expect(await answer('m-mallory1', how)).toBe('not-yours');
      expect(
        (await answerOffer(world, { offerId: 'o-nobody-1', mentorId: 'm-dana01', answer: how })).outcome,
      ).toBe('not-yours');
      expect((await offer())?.state).toBe('open');
    },
  );

  it('is too late after two days to the second, and not a second before', async () => {
    world.hoursPass(48 - 1 / 3600);
    expect((await offer())?.state).toBe('open');
    world.hoursPass(1 / 3600);

    expect(await answer('m-dana01', 'accept')).toBe('expired');
    expect(await answer('m-dana01', 'decline')).toBe('expired');
    expect(world.kept.all('pairing')).toEqual([]);
  });

  it('counts a second before the end', async () => {
    world.hoursPass(48 - 1 / 3600);

    expect(await answer('m-dana01', 'accept')).toBe('accepted');
  });

  it('pairs only those who still take part, and nobody once the last has left', async () => {
    await withdraw(world, { participantId: 'p-ana001' });
    expect(await answer('m-dana01', 'accept')).toBe('accepted');

    expect(await world.kept.get('pairing', 'pair-anaben-1')).toMatchObject({ participantIds: ['p-ben001'] });
  });

  it('does not pair a couple that has left', async () => {
    await withdraw(world, { participantId: 'p-ana001' });
    await withdraw(world, { participantId: 'p-ben001' });

    expect(await answer('m-dana01', 'accept')).toBe('expired');
    expect([loads(), (await offer())?.state]).toEqual([[0, 0], 'withdrawn']);
  });

  it('cannot be accepted by a mentor who has left meanwhile: the next one is asked', async () => {
    await world.mentors({ mentorId: 'm-fay001' });
    const dana = await world.kept.get('mentor', 'm-dana01');
    if (dana) await world.save('mentor', { ...dana, status: 'left' }, 'm-dana01');

    expect(await answer('m-dana01', 'accept')).toBe('expired');
    await executions.settle();

    expect((await offer())?.state).toBe('withdrawn');
    expect(await world.kept.get('offer', 'o-anaben-2')).toMatchObject({ mentorIds: ['m-fay001'] });
  });
});
