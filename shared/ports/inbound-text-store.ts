import type { InboundOutcome, InboundText } from '../contracts/inbound-text.ts';

/** Inbound texts: the one place that holds what people wrote. */
export interface InboundTextStore {
  /**
   * Stores a text by its id. A second delivery is a value: it returns the row as stored, `handled` if everything that
   * it caused is done, `received` if the work has to be done again.
   */
  receive(text: {
    inboundMessageId: string;
    from: string;
    body: string;
    receivedAt: Date;
    expiresAt: Date;
  }): Promise<{ outcome: 'stored' | 'seen-before'; text: InboundText }>;

  /** Marks the text as done, with where it ended. The first outcome stays. */
  handled(
    inboundMessageId: string,
    end: { outcome: InboundOutcome; participantId?: string; checkInId?: string; taskId?: string },
  ): Promise<void>;

  get(inboundMessageId: string): Promise<InboundText | undefined>;
}
