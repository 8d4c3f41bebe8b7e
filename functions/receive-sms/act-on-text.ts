import type { CheckIn } from '#shared/contracts/check-in';
import { checkInIdOf } from '#shared/contracts/ids';
import type { InboundOutcome, InboundText } from '#shared/contracts/inbound-text';
import type { Participant } from '#shared/contracts/participant';
import type { TaskKind } from '#shared/contracts/task';
import { askedCheckIn, isOpen, placeOfReply } from '#shared/domain/check-in';
import { readText } from '#shared/domain/read-text';
import { readPhoneNumber } from '#shared/domain/phone-number';
import type { CheckInStore } from '#shared/ports/check-in-store';
import type { Clock } from '#shared/ports/clock';
import type { InboundTextStore } from '#shared/ports/inbound-text-store';
import type { ParticipantStore } from '#shared/ports/participant-store';
import type { Log, MetricSink } from '#shared/ports/report';
import type { TaskStore } from '#shared/ports/task-store';
import type { WaitingSteps } from '#shared/ports/workflows';
import { Transient } from '#shared/runtime/errors';

export interface ReceiveSmsDeps {
  readonly participants: ParticipantStore;
  readonly checkIns: CheckInStore;
  readonly inboundTexts: InboundTextStore;
  readonly tasks: TaskStore;
  readonly steps: WaitingSteps;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: MetricSink;
}

/** Where a text ended. */
export interface TextEnd {
  readonly outcome: InboundOutcome;
  readonly participantId?: string;
  readonly checkInId?: string;
  readonly taskId?: string;
}

/**
 * Does what a text asks for, and says where it ended. Every branch may run twice: its writes are conditional or have ids of the text's own.
 * Reserved words come before anything that is being asked [P1].
 */
export async function actOn(deps: ReceiveSmsDeps, text: InboundText): Promise<TextEnd> {
  const phone = readPhoneNumber(text.from);
  const participant = phone === undefined ? undefined : await deps.participants.findByPhone(phone);
  if (!participant) return toAPerson(deps, { text, kind: 'unknown-sender' });

  const meaning = readText(text.body);
  if (meaning.kind === 'stop') return stop(deps, { text, participant });
  if (meaning.kind === 'start') return start(deps, { text, participant });
  if (meaning.kind === 'score') return takeScore(deps, { ...meaning, text, participant });
  return toAPerson(deps, { text, participant, kind: taskKinds[meaning.kind] });
}

const taskKinds = { help: 'help-asked', 'stop-or-not': 'stop-or-not', 'free-text': 'reply-to-read' } as const;

interface FromSomebody {
  readonly text: InboundText;
  readonly participant: Participant;
}

/** STOP: for this person only, at once; an open check-in ends, and nothing more is sent, a confirmation included. */
async function stop(deps: ReceiveSmsDeps, { text, participant }: FromSomebody): Promise<TextEnd> {
  const { participantId } = participant;
  const at = new Date(text.receivedAt);
  const change = await deps.participants.setOptedOut({ participantId, optedOut: true, at });
  if (change.outcome === 'superseded') return { outcome: 'opted-out', participantId };

  const newest = await checkInOf(deps, participant, 0);
  if (!newest || !(isOpen(newest) || newest.state === 'cancelled'))
    return { outcome: 'opted-out', participantId };
  const { checkInId } = newest;
  const { checkIn } = await deps.checkIns.close({ checkInId, as: 'cancelled', at });
  if (checkIn.state === 'cancelled' && checkIn.taskToken)
    await deps.steps.complete(checkIn.taskToken, { outcome: 'opted-out' });
  return { outcome: 'opted-out', participantId, checkInId };
}

/** START: texts may go out again from the next check-in on; a cancelled one stays cancelled [T8]. */
async function start(deps: ReceiveSmsDeps, { text, participant }: FromSomebody): Promise<TextEnd> {
  const { participantId } = participant;
  await deps.participants.setOptedOut({ participantId, optedOut: false, at: new Date(text.receivedAt) });
  return { outcome: 'opted-in', participantId };
}

/** An answer: on the check-in that was asked last, in time or late; what stands next to it goes to a person too. */
async function takeScore(
  deps: ReceiveSmsDeps,
  { text, participant, score, note }: FromSomebody & { score: number; note: boolean },
): Promise<TextEnd> {
  const end = await placeScore(deps, { text, participant, score });
  if (!note || end.outcome === 'with-a-person') return end;
  const { checkInId } = end;
  const forAPerson = { text, participant, kind: 'reply-to-read' as const, ...(checkInId && { checkInId }) };
  return { ...end, ...(await taskRef(deps, forAPerson)) };
}

async function placeScore(
  deps: ReceiveSmsDeps,
  { text, participant, score }: FromSomebody & { score: number },
): Promise<TextEnd> {
  const { participantId } = participant;
  const { inboundMessageId, receivedAt } = text;
  const reply = { score, inboundMessageId, receivedAt };
  const newest = await checkInOf(deps, participant, 0);
  const before = newest?.state === 'scheduled' ? await checkInOf(deps, participant, 1) : undefined;
  let checkIn = askedCheckIn(newest, before);

  // More than once, because the check-in may end (missed, handed over) between reading and writing.
  for (let look = 0; checkIn && look < 3; look += 1) {
    const { checkInId } = checkIn;
    switch (placeOfReply(checkIn, reply)) {
      case 'ask-a-person':
        return toAPerson(deps, { text, participant, kind: 'reply-to-read', checkInId });
      case 'repeated':
        return { outcome: 'repeated', participantId, checkInId };
      case 'answer': {
        const { checkIn: now } = await deps.checkIns.answer(checkInId, reply);
        checkIn = now;
        if (now.reply?.inboundMessageId !== inboundMessageId) continue;
        await letGoOn(deps, now);
        return { outcome: 'answered', participantId, checkInId };
      }
      case 'late': {
        const { checkIn: now } = await deps.checkIns.keepLateReply(checkInId, reply);
        checkIn = now;
        if (now.lateReply?.inboundMessageId !== inboundMessageId) continue;
        return { outcome: 'late', participantId, checkInId };
      }
    }
  }
  if (checkIn) throw new Transient('the check-in changed three times while a reply was written');
  return toAPerson(deps, { text, participant, kind: 'reply-to-read' });
}

/** `gone` is normal: the step timed out a moment ago, and its next step finds the answer in the store. */
async function letGoOn({ steps, log }: ReceiveSmsDeps, { checkInId, taskToken }: CheckIn): Promise<void> {
  if (!taskToken) return;
  const { outcome } = await steps.complete(taskToken, { outcome: 'answered' });
  log.info('REPLY_PASSED_ON', { checkInId, outcome });
}

/** The newest check-in, or the one that many cycles before it. */
async function checkInOf(
  { checkIns }: ReceiveSmsDeps,
  { participantId, lastCycle }: Participant,
  cyclesBefore: number,
): Promise<CheckIn | undefined> {
  const cycle = lastCycle - cyclesBefore;
  return cycle > 0 ? checkIns.get(checkInIdOf(participantId, cycle)) : undefined;
}

interface ForAPerson {
  readonly text: InboundText;
  readonly kind: TaskKind;
  readonly participant?: Participant;
  readonly checkInId?: string;
}

async function toAPerson(deps: ReceiveSmsDeps, forAPerson: ForAPerson): Promise<TextEnd> {
  return { outcome: 'with-a-person', ...(await taskRef(deps, forAPerson)) };
}

/** One task per text. Its words stay in the inbound store: the task has ids only. */
async function taskRef(
  { tasks, clock }: ReceiveSmsDeps,
  { text, kind, participant, checkInId }: ForAPerson,
): Promise<Omit<TextEnd, 'outcome'> & { taskId: string }> {
  const refs = {
    ...(participant && { participantId: participant.participantId }),
    ...(checkInId && { checkInId }),
  };
  const { inboundMessageId } = text;
  const { task } = await tasks.open({
    taskId: `t-text-${inboundMessageId}`,
    kind,
    openedAt: clock.now().toISOString(),
    inboundMessageId,
    ...refs,
  });
  return { ...refs, taskId: task.taskId };
}
