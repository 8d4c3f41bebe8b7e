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

/** Hands a text to the carrier. Not idempotent: go through the `SendGate`. */
export interface Messenger {
  send(text: { to: string; body: string }): Promise<Delivery>;
}

/** Hands an email to the provider. Not idempotent: go through the `SendGate`. */
export interface Mailer {
  send(mail: { to: string; subject: string; text: string; html: string }): Promise<Delivery>;
}
