import * as fc from 'fast-check';
import type { Journey } from '#shared/contracts/journey';
import { JourneyState } from '#shared/contracts/journey';
import { CoupleDecision, CoupleState } from '#shared/contracts/pairing';
import { SafetyScreen, TextConsentState, type Participant } from '#shared/contracts/participant';
import { eligibilityOf, settledByPerson, settledByRule, type Settlement } from '#shared/domain/eligibility';
import type { Partner } from '#shared/domain/intake';
import { newJourney } from '#shared/domain/journey';
import { aParticipant, hoursLater, monday } from '#test/support/builders';
import { aCouple, ANA, BEN } from '#test/support/intake';

const at = monday.toISOString();
const now = hoursLater(5);
const byText = (state: TextConsentState): Participant['texts'] => ({ state, at, inboundMessageId: 'sms-1' });
const partner = (
  who: { participantId: string; phone: string },
  participant: Partial<Participant> = {},
  journey: Partial<Journey> = {},
): Partner => ({
  participant: aParticipant({ ...who, texts: byText('given'), screen: 'clear', ...participant }),
  journey: { ...newJourney(who.participantId, monday), ...journey },
});
const ana = (participant: Partial<Participant> = {}, journey: Partial<Journey> = {}) =>
  partner(ANA, participant, journey);
const ben = (participant: Partial<Participant> = {}, journey: Partial<Journey> = {}) =>
  partner(BEN, participant, journey);

const held = { screen: 'to-review', safetyHold: true } as const;
const gone = { state: 'ended', reason: 'no-answer' } as const;

describe('eligibility', () => {
  it.each([
    ['both agreed, both screens clear', ana(), 'match', []],
    ['reviewed by a person, no hold', ana({ screen: 'reviewed' }), 'match', []],
    ['a worrying screen', ana(held), 'to-decide', ['safety-hold']],
    [
      'reviewed, and the hold is kept',
      ana({ screen: 'reviewed', safetyHold: true }),
      'to-decide',
      ['safety-hold'],
    ],
    ['a screen without an end', ana({ screen: 'pending' }), 'to-decide', ['part-not-finished']],
    ['no answer', ana({ texts: { state: 'invited', at } }, gone), 'to-decide', ['partner-takes-no-part']],
    ['a NO', ana({ texts: byText('declined') }), 'to-decide', ['partner-takes-no-part']],
    [
      'a STOP in the middle of a worrying screen',
      ana({ ...held, texts: byText('stopped') }, gone),
      'to-decide',
      ['partner-takes-no-part', 'safety-hold'],
    ],
    [
      'wants no texts',
      ana({ ...held, texts: { state: 'declined', at } }),
      'to-decide',
      ['safety-hold', 'no-texts'],
    ],
    ['one phone for both', ana({ ...held, sharedPhone: true }), 'to-decide', ['safety-hold', 'shared-phone']],
    ['a text that may be a STOP', ana({ undecidedStop: 't-1' }), 'to-decide', ['stop-or-not']],
    ['a crisis that is open', ana({}, { openCrisisId: 'crisis-1' }), 'to-decide', ['open-crisis']],
    ['a concern that is open', ana({}, { concerns: ['t-1'] }), 'to-decide', ['open-concern']],
  ] as const)('%s', (_title, anas, verdict, questions) => {
    const inOrder = eligibilityOf([anas, ben()]);
    const mirrored = eligibilityOf([ben(), anas]);

    expect(inOrder).toEqual({ verdict, questions });
    expect(mirrored).toEqual(inOrder);
  });

  it('is over where neither takes part', () => {
    const partners = [ana({ texts: byText('declined') }), ben({}, gone)];

    expect(eligibilityOf(partners)).toEqual({ verdict: 'ended', questions: [] });
  });
});

describe('settled by rule', () => {
  const token = { now, decisionToken: 'token-1' };

  it('moves both partners on, and the couple into matching', () => {
    const settled = settledByRule(aCouple(), [ana(), ben()], token);

    expect(settled?.couple).toEqual(aCouple({ state: 'matching' }));
    expect(settled?.journeys.map(({ state }) => state)).toEqual(['waiting', 'waiting']);
  });

  it('saves the token and the task with the questions, and moves nobody who takes part', () => {
    const settled = settledByRule(aCouple(), [ana(held), ben({ texts: byText('stopped') })], token);

    expect(settled?.couple).toMatchObject({
      state: 'to-decide',
      questions: ['partner-takes-no-part', 'safety-hold'],
      decisionToken: 'token-1',
      decisionTaskId: 't-intake-c-anaben',
    });
    expect(settled?.journeys).toEqual([
      expect.objectContaining({ participantId: BEN.participantId, state: 'ended', reason: 'stopped' }),
    ]);
  });

  it.each(CoupleState.options.filter((state) => state !== 'intake' && state !== 'to-decide'))(
    'changes nothing in a couple that is %s',
    (state) => {
      expect(settledByRule(aCouple({ state }), [ana(), ben()], token)).toBeUndefined();
    },
  );
});

describe('settled by a coordinator', () => {
  const settle = (decision: CoupleDecision, partners: readonly Partner[], state: CoupleState = 'to-decide') =>
    settledByPerson(aCouple({ state, decisionToken: 'token-1', questions: ['safety-hold'] }), partners, {
      decision,
      now,
    });
  const settlement = (...of: Parameters<typeof settle>): Settlement => {
    const settled = settle(...of);
    if (typeof settled === 'string') throw new Error(settled);
    return settled;
  };

  it('refuses to match two while the safety hold of either is set, and matches them after it', () => {
    expect(settle('match', [ana(held), ben()])).toBe('on-hold');
    expect(settle('match', [ben(), ana(held)])).toBe('on-hold');
    expect(settlement('match', [ana({ screen: 'reviewed' }), ben()]).couple).toEqual(
      aCouple({ state: 'matching', decision: 'match' }),
    );
  });

  it.each(['match', 'individual-support'] as const)(
    'waits for a partner who is on the way: %s',
    (decision) => {
      expect(settle(decision, [ana({ screen: 'pending' }), ben()])).toBe('not-ready');
    },
  );

  it('matches nobody with somebody who takes no part', () => {
    expect(settle('match', [ana({}, gone), ben()])).toBe('not-ready');
    expect(settle('individual-support', [ana({}, gone), ben({}, gone)])).toBe('not-ready');
  });

  it('goes on with the one who is left, whichever of the two', () => {
    const withBen = settlement('individual-support', [ana({}, gone), ben()]);
    const withAna = settlement('individual-support', [ana(held), ben({ texts: byText('declined') })]);

    expect(withBen.couple).toMatchObject({ state: 'matching', participantIds: [BEN.participantId] });
    expect(withAna.couple).toMatchObject({ state: 'matching', participantIds: [ANA.participantId] });
    expect(withAna.journeys.map(({ state, reason }) => [state, reason])).toEqual([
      ['waiting', undefined],
      ['ended', 'declined'],
    ]);
  });

  it('gives each a couple of one where both are ready, so that nobody is dropped', () => {
    const { couple, singles, journeys } = settlement('individual-support', [ana(held), ben()]);

    expect(couple.state).toBe('separated');
    expect(singles.map((single) => [single.couple.participantIds, single.couple.state])).toEqual([
      [[ANA.participantId], 'matching'],
      [[BEN.participantId], 'matching'],
    ]);
    for (const single of singles) expect(single.participant.coupleId).toBe(single.couple.coupleId);
    expect(journeys.map(({ state }) => state)).toEqual(['waiting', 'waiting']);
  });

  it.each([
    ['decline', 'not-eligible'],
    ['referral', 'coordinator'],
  ] as const)('%s ends it for both, also before they are through', (decision, reason) => {
    const settled = settlement(decision, [ana({ screen: 'pending' }), ben(held)], 'intake');

    expect(settled.couple).toMatchObject({ state: 'ended', decision, questions: [] });
    expect(settled.couple).not.toHaveProperty('decisionToken');
    expect(settled.journeys.map((journey) => journey.reason)).toEqual([reason, reason]);
  });

  it('decides once', () => {
    expect(settle('decline', [ana(), ben()], 'matching')).toBe('decided-before');
  });
});

describe('whatever the two partners did', () => {
  const anyPartner = (who: typeof ANA | typeof BEN) =>
    fc
      .record({
        texts: fc.constantFrom(...TextConsentState.options),
        bySms: fc.boolean(),
        screen: fc.constantFrom(...SafetyScreen.options),
        safetyHold: fc.boolean(),
        sharedPhone: fc.boolean(),
        state: fc.constantFrom(
          ...JourneyState.options.filter((state) => state === 'intake' || state === 'ended'),
        ),
      })
      .map(({ texts, bySms, state, ...rest }) =>
        partner(who, { ...rest, texts: bySms ? byText(texts) : { state: texts, at } }, { state }),
      );
  const partners = fc.tuple(anyPartner(ANA), anyPartner(BEN));

  it('each ends in one state, and nobody who takes part is left without a next step', () => {
    fc.assert(
      fc.property(partners, (both) => {
        const settled = settledByRule(aCouple(), both, { now, decisionToken: 'token-1' });
        if (!settled) throw new Error('an open couple was not settled');

        const states = both.map(
          ({ journey }) =>
            settled.journeys.find(({ participantId }) => participantId === journey.participantId) ?? journey,
        );
        const count = (state: string): number => states.filter((journey) => journey.state === state).length;
        const { couple } = settled;
        // Both wait for a mentor together; or whoever has not ended is with a coordinator.
        expect(count('waiting')).toBe(couple.state === 'matching' ? 2 : 0);
        expect(count('intake') > 0).toBe(couple.state === 'to-decide');
        expect(couple.decisionTaskId !== undefined && couple.decisionToken === 'token-1').toBe(
          couple.state === 'to-decide',
        );
      }),
    );
  });

  it('a hold or a question never reaches matching by rule, and no pair goes on under a hold', () => {
    fc.assert(
      fc.property(partners, fc.constantFrom(...CoupleDecision.options), (both, decision) => {
        const isHeld = both.some(
          ({ participant }) => participant.safetyHold || participant.screen === 'to-review',
        );
        const byRule = settledByRule(aCouple(), both, { now, decisionToken: 'token-1' });
        const byPerson = settledByPerson(aCouple(), both, { decision, now });

        expect(isHeld && byRule?.couple.state === 'matching').toBe(false);
        const goesOn =
          typeof byPerson === 'object' && byPerson.couple.state === 'matching' ? byPerson.couple : undefined;
        const isPair = goesOn?.participantIds.length === 2;
        expect(isPair && both.some(({ participant }) => participant.safetyHold)).toBe(false);
      }),
    );
  });
});
