import * as fc from 'fast-check';
import { IntakeStage } from '#shared/contracts/intake-steps';
import { JourneyState, type Journey } from '#shared/contracts/journey';
import { TextConsentState, type Participant } from '#shared/contracts/participant';
import {
  answerOf,
  askedInIntake,
  intakeAskings,
  leftIntake,
  planPart,
  takesNoPart,
  wantsNoTexts,
  type PartPlan,
} from '#shared/domain/intake';
import { newJourney } from '#shared/domain/journey';
import { aCheckIn, aParticipant, hoursLater, monday } from '#test/support/builders';

const at = monday.toISOString();
const byText = (state: TextConsentState): Participant['texts'] => ({ state, at, inboundMessageId: 'sms-1' });
const partner = (participant: Partial<Participant> = {}, journey: Partial<Journey> = {}) => ({
  participant: aParticipant({ screen: 'pending', ownPartAt: at, texts: byText('given'), ...participant }),
  journey: { ...newJourney('p-ana001', monday), ...journey },
});
const screen = (state: 'scheduled' | 'asked' | 'answered' | 'missed' | 'cancelled') =>
  aCheckIn({ cycle: 0, questionSetId: 'safety-screen-1', state });

describe('what comes next for one partner', () => {
  it.each<
    [string, Partial<Parameters<typeof planPart>[0]>, Partial<Participant>, Partial<Journey>, PartPlan]
  >([
    ['no answer', {}, { texts: { state: 'invited', at } }, {}, { kind: 'leaves', reason: 'no-answer' }],
    ['a NO', {}, { texts: byText('declined') }, {}, { kind: 'leaves', reason: 'declined' }],
    ['a STOP', {}, { texts: byText('stopped') }, {}, { kind: 'leaves', reason: 'stopped' }],
    [
      'a STOP during the screen',
      { stage: 'screen', screen: screen('asked') },
      { texts: byText('stopped') },
      {},
      { kind: 'leaves', reason: 'stopped' },
    ],
    ['a YES', {}, {}, {}, { kind: 'screen' }],
    ['a YES, own part missing', {}, { ownPartAt: undefined }, {}, { kind: 'own-part' }],
    ['own part waited for in vain', { stage: 'own-part' }, { ownPartAt: undefined }, {}, { kind: 'screen' }],
    ['own part done', { stage: 'own-part' }, {}, {}, { kind: 'screen' }],
    ['the plan runs twice', { screen: screen('scheduled') }, {}, {}, { kind: 'screen' }],
    ['the screen was missed', { stage: 'screen', screen: screen('missed') }, {}, {}, { kind: 'ended' }],
    ['its execution broke', { stage: 'screen', screen: screen('asked') }, {}, {}, { kind: 'ended' }],
    ['the screen is clear', { stage: 'screen' }, { screen: 'clear' }, {}, { kind: 'ended' }],
    ['withdrawn meanwhile', {}, {}, { state: 'ended', reason: 'withdrawn' }, { kind: 'ended' }],
    ['both read this phone', {}, { sharedPhone: true }, {}, { kind: 'not-by-text' }],
    [
      'the partner holds the number',
      { isReachable: false },
      { texts: { state: 'invited', at } },
      {},
      { kind: 'not-by-text' },
    ],
    [
      'wants no texts',
      { isReachable: false },
      { texts: { state: 'declined', at } },
      {},
      { kind: 'not-by-text' },
    ],
  ])('%s', (_title, given, participant, journey, expected) => {
    const plan = planPart({
      screen: undefined,
      stage: 'agreement',
      isReachable: true,
      ...partner(participant, journey),
      ...given,
    });

    expect(plan).toEqual(expected);
  });

  it('never asks for anything but an answer before a YES, nor after a STOP [T1, T4]', () => {
    const inputs = fc.record({
      texts: fc.constantFrom(...TextConsentState.options),
      state: fc.constantFrom(...JourneyState.options),
      stage: fc.constantFrom(...IntakeStage.options),
      screen: fc.constantFrom(undefined, screen('scheduled'), screen('asked'), screen('missed')),
      result: fc.constantFrom('pending' as const, 'clear' as const, 'to-review' as const),
      hasOwnPart: fc.boolean(),
      sharedPhone: fc.boolean(),
      isReachable: fc.boolean(),
    });
    fc.assert(
      fc.property(inputs, ({ texts, state, result, hasOwnPart, sharedPhone, ...rest }) => {
        const participant = {
          texts: byText(texts),
          screen: result,
          sharedPhone,
          ownPartAt: hasOwnPart ? at : undefined,
        };

        const plan = planPart({ ...rest, ...partner(participant, { state }) });

        const asks = plan.kind === 'own-part' || plan.kind === 'screen';
        expect(asks && (texts !== 'given' || state !== 'intake' || !rest.isReachable)).toBe(false);
        expect(plan.kind === 'screen' && sharedPhone).toBe(false);
        // Each stage is asked once: the machine ends.
        expect(plan.kind === 'own-part' && rest.stage !== 'agreement').toBe(false);
        expect(plan.kind === 'screen' && rest.stage === 'screen' && rest.screen !== undefined).toBe(false);
      }),
    );
  });
});

describe('the answer to a waiting step', () => {
  it.each([
    ['agreement', { texts: { state: 'invited', at } as const }, {}, undefined],
    ['agreement', {}, {}, 'agreed'],
    ['agreement', { texts: byText('declined') }, {}, 'declined'],
    ['agreement', { texts: byText('stopped') }, {}, 'declined'],
    ['own-part', { ownPartAt: undefined }, {}, undefined],
    ['own-part', {}, {}, 'done'],
    ['own-part', { texts: byText('stopped'), ownPartAt: undefined }, {}, 'declined'],
    ['own-part', { ownPartAt: undefined }, { state: 'ended' }, 'ended'],
  ] as const)('for %s, with %j and %j, is %s', (waitsFor, participant, journey, expected) => {
    expect(answerOf(partner(participant, journey), waitsFor)).toBe(expected);
  });
});

describe('who takes part', () => {
  it('is not whoever said NO or STOP by text, or has left', () => {
    const away = [
      partner({ texts: byText('declined') }),
      partner({ texts: byText('stopped') }),
      partner({}, { state: 'ended' }),
    ];

    expect(away.map(takesNoPart)).toEqual([true, true, true]);
  });

  it('is also who wants no texts: consent to them is no condition of support [T1]', () => {
    const noTexts = partner({ texts: { state: 'declined', at } });

    expect(wantsNoTexts(noTexts.participant)).toBe(true);
    expect(takesNoPart(noTexts)).toBe(false);
    expect(takesNoPart(partner({ texts: { state: 'invited', at } }))).toBe(false);
  });
});

describe('the journey in the intake', () => {
  it('knows what it waits for, until it has left', () => {
    const waiting = askedInIntake(newJourney('p-ana001', monday), {
      step: 'agreement',
      taskToken: 'token-1',
    });
    const left = waiting && leftIntake(waiting, 'ended', { at: hoursLater(1), reason: 'no-answer' });

    expect(waiting?.intake).toEqual({ step: 'agreement', taskToken: 'token-1' });
    expect(left).toMatchObject({ state: 'ended', reason: 'no-answer', since: hoursLater(1).toISOString() });
    expect(left).not.toHaveProperty('intake');
  });

  it('is not asked, and does not leave, a second time', () => {
    const left = { ...newJourney('p-ana001', monday), state: 'waiting' as const };

    expect(askedInIntake(left, { step: 'agreement', taskToken: 'token-1' })).toBeUndefined();
    expect(leftIntake(left, 'ended', { at: monday })).toBeUndefined();
  });
});

it('sends only the first text and its reminder before a YES [T1]', () => {
  const beforeYes = Object.values(intakeAskings).filter(({ waitsFor }) => waitsFor === 'agreement');

  expect(beforeYes.map(({ messageClass }) => messageClass)).toEqual(['opt-in', 'opt-in']);
  expect(beforeYes.map(({ template }) => template)).toEqual(['opt-in', 'opt-in-reminder']);
});
