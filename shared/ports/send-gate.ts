import type { TextTemplate } from '../contracts/message.ts';
import type { Participant } from '../contracts/participant.ts';
import type { Notice } from '../domain/task-notice.ts';

export type SendResult =
  | { readonly outcome: 'sent' }
  /** It was sent before; nothing was sent now. */
  | { readonly outcome: 'sent-before' }
  /** Nobody can tell whether it was sent, now or at an earlier attempt; nothing more is sent [P18]. */
  | { readonly outcome: 'unconfirmed' }
  /** It must not be sent. `carrier-opted-out`: the carrier knows of an opt-out that we have not recorded [T16]. */
  | { readonly outcome: 'refused'; readonly reason: 'opted-out' | 'carrier-opted-out' | 'check-in-ended' }
  /** The provider did not take it; nothing left us. */
  | { readonly outcome: 'failed'; readonly code: string; readonly retryable: boolean };

/** The one way out for texts and emails: each message goes out at most once, and never to somebody who opted out. */
export interface SendGate {
  sendText(text: {
    messageId: string;
    template: TextTemplate;
    participant: Participant;
    /** The text is only for a check-in that is still open. */
    checkInId?: string;
  }): Promise<SendResult>;

  /** Tells the coordinator. `participantId` is the person whom the task is about: the row is kept with theirs. */
  sendNotice(mail: { taskId: string; participantId: string; notice: Notice }): Promise<SendResult>;
}
