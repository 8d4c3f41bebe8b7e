/**
 * How a provider answered. `refused`: nothing left us, and `retryable` says whether trying again can help. `unknown`:
 * nobody can tell, so it must not be tried again [P18]. Providers never throw for these.
 */
export type Delivery =
  | { readonly outcome: 'accepted'; readonly providerId: string }
  | {
      readonly outcome: 'refused';
      readonly code: string;
      readonly retryable: boolean;
      readonly optedOut: boolean;
    }
  | { readonly outcome: 'unknown'; readonly code: string };

/** Hands a text to the carrier. Not idempotent: only `deliverText` calls it. */
export interface Messenger {
  send(text: OutgoingText): Promise<Delivery>;
}

export interface OutgoingText {
  readonly to: string;
  readonly body: string;
  /** Comes back with delivery events where the provider has such. */
  readonly messageId?: string;
  /** How long the carrier may go on trying, 5 to 259,200; a provider that knows no such limit keeps trying. */
  readonly timeToLiveSeconds?: number;
}

/** Hands an email to the provider. Not idempotent: only `deliverEmail` calls it. */
export interface Mailer {
  send(mail: OutgoingEmail): Promise<Delivery>;
}

export interface OutgoingEmail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Comes back with delivery events. */
  readonly messageId?: string;
}
