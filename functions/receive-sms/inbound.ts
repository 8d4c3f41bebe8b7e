import type { InboundOutcome, InboundText } from '#shared/contracts/inbound-text';
import type { Journey } from '#shared/contracts/journey';
import type { Participant } from '#shared/contracts/participant';
import type { Stored } from '#shared/contracts/rows';
import type { TaskKind } from '#shared/contracts/task';
import type { Log, MetricSink } from '#shared/ports/report';
import type { OpenCrisisDeps } from '#shared/steps/open-crisis';

export interface ReceiveSmsDeps extends OpenCrisisDeps {
  readonly log: Log;
  readonly metrics: MetricSink;
}

/** Where a text ended. */
export interface TextEnd {
  readonly outcome: InboundOutcome;
  readonly participantId?: string;
  readonly checkInId?: string;
  readonly crisisId?: string;
  readonly taskId?: string;
}

/** A text of somebody whom we know, as it is worked on. */
export interface FromSomebody {
  readonly text: InboundText;
  readonly participant: Stored<Participant>;
  readonly journey: Stored<Journey>;
}

/**
 * False where the gate lets no answer through, after a STOP [T6] and while a person decides about one [T9]: then a
 * person reads what we would otherwise have answered.
 */
export const mayBeAnswered = ({ participant }: FromSomebody): boolean =>
  participant.texts.state !== 'stopped' && participant.undecidedStop === undefined;

/** Answers somebody's own text: it may leave at any hour [T12]. */
export const reply = (
  { outbox }: ReceiveSmsDeps,
  { participant, text }: FromSomebody,
  answer: Pick<Parameters<ReceiveSmsDeps['outbox']['plan']>[0], 'template' | 'what'> & {
    readonly params?: Parameters<ReceiveSmsDeps['outbox']['plan']>[0]['params'];
  },
) =>
  outbox.plan({
    recipient: participant.participantId,
    channel: 'text',
    messageClass: 'reply',
    template: answer.template,
    what: answer.what,
    params: answer.params ?? {},
    sendBefore: new Date(Date.parse(text.receivedAt) + 12 * 3_600_000),
  });

/** One task per text. Its words stay in the inbound text: the task has ids only. */
export async function toAPerson(
  { desk }: ReceiveSmsDeps,
  about: {
    readonly text: InboundText;
    readonly kind: TaskKind;
    readonly participant?: Participant;
    readonly mentorId?: string;
    readonly checkInId?: string;
  },
): Promise<TextEnd & { taskId: string }> {
  const { text, kind, participant, mentorId, checkInId } = about;
  const { inboundMessageId } = text;
  const refs = {
    ...(participant && { participantId: participant.participantId }),
    ...(checkInId !== undefined && { checkInId }),
  };
  const { taskId } = await desk.open({
    taskId: `t-text-${inboundMessageId}`,
    kind,
    inboundMessageId,
    ...refs,
    ...(mentorId !== undefined && { mentorId }),
  });
  return { outcome: 'with-a-person', ...refs, taskId };
}
