import { WaitingStep, type CheckIn, type WaitOutcome } from '../contracts/check-in.ts';
import type { TextTemplate } from '../contracts/message.ts';
import type { Participant } from '../contracts/participant.ts';
import { waitOutcomeOf } from '../domain/check-in.ts';
import type { ChangeResult, CheckInStore } from '../ports/check-in-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { ParticipantStore } from '../ports/participant-store.ts';
import type { Log, MetricSink } from '../ports/report.ts';
import type { SendGate, SendResult } from '../ports/send-gate.ts';
import type { TaskStore } from '../ports/task-store.ts';
import type { WaitingSteps } from '../ports/workflows.ts';
import { parseInput, Permanent, Transient } from '../runtime/errors.ts';

export interface TextAndWaitDeps {
  readonly participants: ParticipantStore;
  readonly checkIns: CheckInStore;
  readonly tasks: TaskStore;
  readonly gate: Pick<SendGate, 'sendText'>;
  readonly steps: WaitingSteps;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: MetricSink;
}

/** Which text a step sends, and how it saves its token. */
export interface WaitingText {
  readonly template: TextTemplate;
  readonly messageIdOf: (checkInId: string) => string;
  readonly saveToken: (checkIn: CheckIn, taskToken: string) => Promise<ChangeResult>;
}

/** `waiting`: the text is out, or may be, and a reply completes the step. Otherwise the step was completed at once. */
export interface TextAndWaitOutcome {
  readonly outcome: 'waiting' | WaitOutcome;
}

/**
 * Saves the token, then sends a text once; the reply completes the step. Completes the step itself where nothing may be
 * sent or nothing is left to wait for. Safe to repeat, also with the token of the step's next attempt: a text that may
 * have been sent is not sent again, and a person is told [P10, P18].
 */
export async function textAndWait(
  deps: TextAndWaitDeps,
  text: WaitingText,
  input: unknown,
): Promise<TextAndWaitOutcome> {
  const { checkInId, taskToken } = parseInput(WaitingStep, input);
  const stored = await deps.checkIns.get(checkInId);
  const participant = stored && (await deps.participants.get(stored.participantId));
  if (!participant) throw new Permanent('there is no such check-in');
  if (participant.optedOut) return cancel(deps, checkInId, taskToken);

  // Before the text leaves, so that the fastest reply finds the token.
  const saved = await text.saveToken(stored, taskToken);
  const { checkIn } = saved;
  if (saved.outcome === 'refused') return complete(deps, checkIn, taskToken);

  const messageId = text.messageIdOf(checkInId);
  const result = await deps.gate.sendText({ messageId, template: text.template, participant, checkInId });
  return afterSending(deps, { checkIn, participant, taskToken, messageId, result });
}

interface Sent {
  readonly checkIn: CheckIn;
  readonly participant: Participant;
  readonly taskToken: string;
  readonly messageId: string;
  readonly result: SendResult;
}

async function afterSending(deps: TextAndWaitDeps, sent: Sent): Promise<TextAndWaitOutcome> {
  const { checkIn, participant, taskToken, result } = sent;
  if (result.outcome === 'refused') {
    if (result.reason === 'check-in-ended') {
      return complete(deps, (await deps.checkIns.get(checkIn.checkInId)) ?? checkIn, taskToken);
    }
    if (result.reason === 'carrier-opted-out') {
      const { participantId } = participant;
      await deps.participants.setOptedOut({ participantId, optedOut: true, at: deps.clock.now() });
    }
    return cancel(deps, checkIn.checkInId, taskToken);
  }
  if (result.outcome === 'failed') {
    throw result.retryable ? new Transient(`text: ${result.code}`) : new Permanent(`text: ${result.code}`);
  }
  if (result.outcome === 'unconfirmed') await askAPerson(deps, sent);
  if (result.outcome === 'sent') deps.metrics.count('TextsSent');
  return { outcome: 'waiting' };
}

/** The person wants no texts: the cycle ends here, unless it ended before. */
async function cancel(
  deps: TextAndWaitDeps,
  checkInId: string,
  taskToken: string,
): Promise<TextAndWaitOutcome> {
  const { checkIn } = await deps.checkIns.close({ checkInId, as: 'cancelled', at: deps.clock.now() });
  return complete(deps, checkIn, taskToken);
}

/** Nothing is left to wait for: the step goes on with how the check-in ended. */
async function complete(
  { steps }: TextAndWaitDeps,
  checkIn: CheckIn,
  taskToken: string,
): Promise<TextAndWaitOutcome> {
  const outcome = waitOutcomeOf(checkIn);
  if (!outcome) throw new Permanent(`a check-in that is ${checkIn.state} cannot be at this step`);
  await steps.complete(taskToken, { outcome });
  return { outcome };
}

/** The wait goes on, because the text may well have arrived. */
async function askAPerson(
  { tasks, clock, log }: TextAndWaitDeps,
  { checkIn, messageId }: Sent,
): Promise<void> {
  const { checkInId, participantId } = checkIn;
  log.warn('TEXT_UNCONFIRMED', { checkInId, messageId });
  await tasks.open({
    taskId: `t-unconfirmed-${messageId}`,
    kind: 'text-unconfirmed',
    openedAt: clock.now().toISOString(),
    participantId,
    checkInId,
    reason: messageId,
  });
}
