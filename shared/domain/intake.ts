import type { CheckIn } from '../contracts/check-in.ts';
import type { AskAnswer, IntakeAsk, IntakeStage } from '../contracts/intake-steps.ts';
import type { IntakeWait, Journey, JourneyReason } from '../contracts/journey.ts';
import type { MessageClass, MessageParams } from '../contracts/message.ts';
import type { Participant, TextConsentState } from '../contracts/participant.ts';
import type { TextTemplate } from '../contracts/text-template.ts';
import { isOpen } from './check-in.ts';
import { inState } from './journey.ts';

/** One partner, as the intake looks at them: never together with what the other one did. */
export interface Partner {
  readonly participant: Participant;
  readonly journey: Journey;
}

/** How something is asked for. A reminder leaves only where what it reminds of has left: first comes the first text [T2]. */
export interface Asking {
  readonly waitsFor: IntakeWait['step'];
  readonly template: TextTemplate;
  readonly messageClass: MessageClass;
  readonly params: MessageParams;
  readonly remindsOf?: TextTemplate;
  /** For how long the text is worth sending: as long as its answer is waited for [P]. */
  readonly hours: number;
}

/** A partner is reminded after a day, and given up on two days later, like any check-in [4d]. */
export const intakeAskings: Readonly<Record<IntakeAsk, Asking>> = {
  agreement: {
    waitsFor: 'agreement',
    template: 'opt-in',
    messageClass: 'opt-in',
    params: {},
    hours: 72,
  },
  'agreement-reminder': {
    waitsFor: 'agreement',
    template: 'opt-in-reminder',
    messageClass: 'opt-in',
    params: {},
    remindsOf: 'opt-in',
    hours: 48,
  },
  // It answers the YES that has just come, so it may leave at any hour [T12].
  'own-part': {
    waitsFor: 'own-part',
    template: 'own-part',
    messageClass: 'reply',
    params: { link: 'own-part' },
    hours: 72,
  },
  'own-part-reminder': {
    waitsFor: 'own-part',
    template: 'own-part-reminder',
    messageClass: 'scheduled',
    params: { link: 'own-part' },
    remindsOf: 'own-part',
    hours: 48,
  },
};

/** What there is to say to the step that waits for this partner; `undefined` while it has to wait. */
export function answerOf(
  { participant: { texts, ownPartAt }, journey }: Partner,
  waitsFor: IntakeWait['step'],
): AskAnswer | undefined {
  if (journey.state !== 'intake') return 'ended';
  if (texts.state === 'declined' || texts.state === 'stopped') return 'declined';
  if (waitsFor === 'agreement') return texts.state === 'given' ? 'agreed' : undefined;
  return ownPartAt === undefined ? undefined : 'done';
}

/** What comes next for one partner. */
export type PartPlan =
  | { readonly kind: 'own-part' }
  | { readonly kind: 'screen' }
  /** Their part is over, and no screen can be asked by text: a person does it. */
  | { readonly kind: 'not-by-text' }
  /** Their part is over: the screen has an end, or they had left before. */
  | { readonly kind: 'ended' }
  /** They take no part: their journey ends, and nobody else's. */
  | { readonly kind: 'leaves'; readonly reason: JourneyReason };

/**
 * What comes next for a partner when a stage is over, however it ended: only what is stored counts. Their own part is
 * waited for once; without it the intake goes on. A screen that both partners could read is not asked [3a, P19].
 */
export function planPart({
  participant,
  journey,
  screen,
  stage,
  isReachable,
}: Partner & {
  readonly screen: CheckIn | undefined;
  readonly stage: IntakeStage;
  /** They can be asked by text at all. */
  readonly isReachable: boolean;
}): PartPlan {
  if (journey.state !== 'intake') return { kind: 'ended' };
  if (!isReachable) return { kind: 'not-by-text' };
  const reason = leavingReasons[participant.texts.state];
  if (reason) return { kind: 'leaves', reason };
  if (stage === 'agreement' && participant.ownPartAt === undefined) return { kind: 'own-part' };
  if (participant.sharedPhone) return { kind: 'not-by-text' };
  const isOver = participant.screen !== 'pending' || (screen && (!isOpen(screen) || stage === 'screen'));
  return isOver ? { kind: 'ended' } : { kind: 'screen' };
}

const leavingReasons: Readonly<Record<TextConsentState, JourneyReason | undefined>> = {
  given: undefined,
  invited: 'no-answer',
  declined: 'declined',
  stopped: 'stopped',
};

/** They want no texts, as they said where they enrolled: no reason to be without support [T1]. A NO by text is one. */
export const wantsNoTexts = ({ texts }: Pick<Participant, 'texts'>): boolean =>
  texts.state === 'declined' && texts.inboundMessageId === undefined;

/** Gone, or on the way out: a STOP or a NO by text counts before their journey has ended. */
export const takesNoPart = ({ participant, journey }: Partner): boolean =>
  journey.state === 'ended' ||
  participant.texts.state === 'stopped' ||
  (participant.texts.state === 'declined' && !wantsNoTexts(participant));

/** The intake has asked this partner, and waits under this token; `undefined` where it is over for them. */
export function askedInIntake(journey: Journey, wait: IntakeWait): Journey | undefined {
  if (journey.state !== 'intake') return undefined;
  const { beginsBy: _beginsBy, ...rest } = journey;
  return { ...rest, intake: wait };
}

/** The intake is over for this partner, one way or the other; `undefined` where it was before. */
export function leftIntake(
  journey: Journey,
  to: 'waiting' | 'ended',
  when: { readonly at: Date; readonly reason?: JourneyReason },
): Journey | undefined {
  if (journey.state !== 'intake') return undefined;
  const { intake: _intake, beginsBy: _beginsBy, ...rest } = inState(journey, to, when);
  return rest;
}
