import type { CheckIn } from '../contracts/check-in.ts';
import type { Journey } from '../contracts/journey.ts';
import type { Mentor } from '../contracts/mentor.ts';
import type { Message, RefusalReason } from '../contracts/message.ts';
import type { Participant } from '../contracts/participant.ts';
import { isOpen } from './check-in.ts';
import { localDateAt } from './local-schedule.ts';
import { jointRefusal } from './release.ts';
import { defaultSendingWindow, hoursBetween, nextPermittedInstant, permittedHours } from './quiet-hours.ts';

/** What the gate says of a text at this moment. */
export type GateResult =
  | { readonly decision: 'allow' }
  | { readonly decision: 'defer'; readonly until: Date; readonly reason: 'not-yet' | 'quiet-hours' | 'cap' }
  | { readonly decision: 'refuse'; readonly reason: RefusalReason };

/** Everything that counts for a text to a participant. */
export interface GateQuestion {
  readonly message: Pick<Message, 'messageClass' | 'template' | 'sendBefore' | 'params'>;
  readonly participant: Participant;
  readonly journey: Pick<Journey, 'state'>;
  /** The check-in that the text belongs to, where it does. */
  readonly checkIn?: Pick<CheckIn, 'state'> | undefined;
  /** For words of somebody else, who they are; `undefined` within where they are gone. */
  readonly joint?: { readonly author: Participant | undefined } | undefined;
  /** What was planned for later does not leave before then. */
  readonly notBefore?: Date | undefined;
  /** When unasked texts left to this person in the last seven days. */
  readonly unasked: readonly Date[];
  readonly now: Date;
}

/** Unasked texts to one person [T13]. A check-in counts once, as its first text: its nudge is no text of its own. */
export const capPerDay = 1;
export const capPerWeek = 3;

/**
 * May this text leave now? One decision for every text to a participant, asked when it is planned and again when it
 * leaves. Refusals come first and are final; then its hour, then the caps. What answers the person's own text, and what
 * helps in danger, may leave at night [T12]; nobody who stopped gets anything but the one confirmation [T6].
 */
export function mayLeave(question: GateQuestion): GateResult {
  const reason = refusalOf(question);
  if (reason) return { decision: 'refuse', reason };
  const { message, participant, now, notBefore } = question;
  const earliest = notBefore && notBefore > now ? notBefore : now;
  const hasHours = waitsForItsHour.has(message.messageClass);
  const free =
    hasHours && countsAgainstCaps(message) ? whenUnderCaps({ ...question, now: earliest }) : earliest;
  const until = hasHours ? nextPermittedInstant(free, participant.timeZone, hoursOf(participant)) : free;
  if (!until) return { decision: 'refuse', reason: 'no-safe-hours' };
  if (until.getTime() <= now.getTime()) return { decision: 'allow' };
  const waitsForCap = free > earliest;
  if (until.getTime() >= Date.parse(message.sendBefore))
    return { decision: 'refuse', reason: waitsForCap ? 'over-cap' : 'too-late' };
  const waitsForHour = until > free || earliest === now ? 'quiet-hours' : 'not-yet';
  return { decision: 'defer', until, reason: waitsForCap ? 'cap' : waitsForHour };
}

/**
 * Until when the carrier may go on trying to deliver a text that leaves now: while it is worth having, and for what has
 * to wait for its hour, no longer than the hour lasts, so that a phone that was off does not ring at night [T11, I14].
 */
export function arriveBefore({ message, participant, now }: GateQuestion): Date {
  const sendBefore = new Date(message.sendBefore);
  if (!waitsForItsHour.has(message.messageClass)) return sendBefore;
  const closes = nextPermittedInstant(now, participant.timeZone, hoursBetween(hoursOf(participant)));
  return closes && closes < sendBefore ? closes : sendBefore;
}

/** True for a text that nobody asked for, and that is no reminder of one. */
export const countsAgainstCaps = ({ messageClass, template }: GateQuestion['message']): boolean =>
  messageClass === 'scheduled' && template !== 'nudge' && template !== 'own-part-reminder';

/** The first moment from now on at which one more unasked text stays under both caps. */
function whenUnderCaps({ unasked, participant: { timeZone }, now }: GateQuestion): Date {
  const week = 7 * 86_400_000;
  const recent = unasked
    .filter((at) => now.getTime() - at.getTime() < week)
    .toSorted((a, b) => a.getTime() - b.getTime());
  const freeInWeek =
    recent.length < capPerWeek ? now : new Date((recent.at(-capPerWeek) ?? now).getTime() + week);
  const today = localDateAt(freeInWeek, timeZone);
  const sentToday = recent.filter((at) => localDateAt(at, timeZone).equals(today)).length;
  if (sentToday < capPerDay) return freeInWeek;
  const tomorrow = today.add({ days: 1 }).toZonedDateTime({ timeZone, plainTime: '00:00' });
  return new Date(Math.max(tomorrow.epochMilliseconds, freeInWeek.getTime()));
}

/** The programme's window, narrowed by the person's own. */
const hoursOf = ({ safeHours }: Participant) =>
  permittedHours(defaultSendingWindow, ...(safeHours ? [safeHours] : []));

const waitsForItsHour: ReadonlySet<Message['messageClass']> = new Set(['scheduled', 'opt-in']);

function refusalOf({
  message,
  participant,
  journey,
  checkIn,
  joint,
  now,
}: GateQuestion): RefusalReason | undefined {
  const { messageClass } = message;
  const consent = consentRefusal(participant.texts.state, messageClass);
  if (consent) return consent;
  if (now.getTime() >= Date.parse(message.sendBefore)) return 'too-late';
  // What answers a text is tried all the same: the number that sent it is one after all.
  if (waitsForItsHour.has(messageClass) && participant.numberFailed?.to === participant.phone)
    return 'channel-stopped';
  if (messageClass === 'crisis' || messageClass === 'opt-out') return undefined;
  if (participant.undecidedStop !== undefined) return 'stop-or-not';
  const notJoint = joint && jointRefusal(participant, joint.author, now);
  if (notJoint) return notJoint;
  // Also a question that answers a text: what ended it may have come in between.
  if (checkIn && !isOpen(checkIn)) return 'check-in-ended';
  if (messageClass === 'scheduled' && !farewells.has(message.template)) {
    if (journey.state === 'paused') return 'paused';
    if (journey.state === 'ended') return 'ended';
  }
  if (participant.sharedPhone && message.params.questionId !== undefined) return 'shared-phone';
  return undefined;
}

/** True for a mentor whose phone sent STOP: not even a page leaves to it [T4]. A number that failed is no such word. */
export const optedOutByText = ({ phone, textStopped }: Pick<Mentor, 'phone' | 'textStopped'>): boolean =>
  textStopped !== undefined && textStopped.to === phone && textStopped.code === 'stopped';

/** The last words to somebody who leaves, planned when they had left already. */
const farewells: ReadonlySet<string> = new Set(['ended', 'paused', 'opt-in-declined']);

/** What each state of consent lets through [T1, T4, T6]. */
function consentRefusal(
  state: Participant['texts']['state'],
  messageClass: Message['messageClass'],
): RefusalReason | undefined {
  if (messageClass === 'opt-out') return state === 'stopped' ? undefined : 'gone';
  if (state === 'given') return undefined;
  if (state === 'stopped') return 'stopped';
  // What answers the person's own text, such as HELP, is no text that they have not agreed to [T12].
  if (messageClass === 'reply' || messageClass === 'crisis') return undefined;
  if (state === 'invited') return messageClass === 'opt-in' ? undefined : 'no-consent';
  return 'declined';
}
