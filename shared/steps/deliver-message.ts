import type { GateDecision, Message, SendAttempt } from '../contracts/message.ts';
import type { Stored } from '../contracts/rows.ts';
import { laneOf } from '../domain/pace.ts';
import type { Clock } from '../ports/clock.ts';
import type { OutboundQueue } from '../ports/outbound-queue.ts';
import type { Delivery } from '../ports/providers.ts';
import type { Change, Records } from '../ports/records.ts';
import { Permanent, Transient } from '../runtime/errors.ts';
import { changeRow, put } from './change-row.ts';
import { secondsUntil, turnOf, type Pacing, type Turn } from './keep-pace.ts';

export interface DeliverDeps {
  readonly records: Records;
  readonly queue: OutboundQueue;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** What one look at a message came to. */
export type DeliveryOutcome =
  | { readonly outcome: 'sent' }
  | { readonly outcome: 'deferred' }
  | { readonly outcome: 'sent-before' }
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'refused'; readonly reason: string }
  | { readonly outcome: 'failed'; readonly code: string; readonly optedOut: boolean };

/** A decision about a message, with everything that must still be as it was when the message is claimed. */
export interface Judgement {
  readonly decision: GateDecision;
  readonly holdsWhile: readonly Change[];
  /** Renders and hands over; called once, after the claim. */
  readonly deliver: () => Promise<Delivery>;
  readonly segments?: number;
  /** The line that it stands in before it may leave. */
  readonly pacing?: Pacing;
}

/**
 * Sends a planned message at most once: decides, claims it in one transaction with what the decision stood on, hands it
 * over, and writes down what came of it. A message found between claim and answer is unknown, and never sent again
 * [P18], but for an email that brings somebody to a person in need. Throws `Transient` where another look can help.
 */
export async function deliverOnce(
  deps: DeliverDeps,
  messageId: string,
  judge: (message: Message) => Promise<Judgement>,
): Promise<DeliveryOutcome> {
  for (let look = 0; look < 5; look += 1) {
    const message = await deps.records.get('message', messageId);
    if (!message) throw new Permanent('a message was queued that was never planned');
    const earlier = await settledBefore(deps, message);
    if (earlier === 'once-more') continue;
    if (earlier) return earlier;
    const judgement = await judge(message);
    const { decision } = judgement;
    const decided = withDecision(message, decision);
    if (decision.decision === 'refuse') {
      if (!(await written(deps, message, { row: { ...decided, state: 'refused' } }))) continue;
      return { outcome: 'refused', reason: decision.reason ?? 'gone' };
    }
    if (decision.decision === 'defer') {
      const until = decision.until ?? decision.at;
      if (!(await written(deps, message, { row: { ...decided, state: 'deferred', dueAt: until } }))) continue;
      await deps.queue.enqueueAt(message, new Date(until));
      return { outcome: 'deferred' };
    }
    const turn = judgement.pacing && (await turnOf(deps, message, judgement.pacing));
    if (turn && !turn.go) {
      const waited = await waitFor(deps, message, { turn, decision });
      if (waited) return waited;
      continue;
    }
    const attempt: SendAttempt = {
      attemptId: deps.newId(),
      at: decision.at,
      state: 'sending',
      ...(judgement.segments !== undefined && { segments: judgement.segments }),
    };
    const claimed: Message = { ...decided, state: 'sending', attempts: [...message.attempts, attempt] };
    const holdsWhile = [...judgement.holdsWhile, ...(turn?.holdsWhile ?? [])];
    if (!(await written(deps, message, { row: claimed, holdsWhile }))) continue;
    const known = { ...claimed, revision: message.revision + 1 };
    return settle(deps, known, { attempt, delivery: await judgement.deliver() });
  }
  throw new Transient('the rows that a message depends on changed five times in a row');
}

const withDecision = (message: Message, decision: GateDecision): Message => ({
  ...message,
  decisions: [...message.decisions.slice(-49), decision],
});

/** Puts a text off to its turn; one that would come too late for that takes no place. `undefined` after a lost race. */
async function waitFor(
  deps: DeliverDeps,
  message: Stored<Message>,
  { turn, decision: { at, inputs } }: { readonly turn: Turn; readonly decision: GateDecision },
): Promise<DeliveryOutcome | undefined> {
  if (turn.at.getTime() >= Date.parse(message.sendBefore)) {
    const decided = withDecision(message, { at, decision: 'refuse', reason: 'too-late', inputs });
    const isRefused = await written(deps, message, { row: { ...decided, state: 'refused' } });
    return isRefused ? { outcome: 'refused', reason: 'too-late' } : undefined;
  }
  const until = turn.at.toISOString();
  const decided = withDecision(message, { at, decision: 'defer', reason: 'pace', until, inputs });
  const row: Message = { ...decided, state: 'deferred', dueAt: until };
  if (!(await written(deps, message, { row, holdsWhile: turn.holdsWhile }))) return undefined;
  await deps.queue.enqueue(message, secondsUntil(turn.at, deps.clock.now()));
  return { outcome: 'deferred' };
}

/** `sending` for longer than any call takes: whoever was sending it is gone, and nobody can tell. */
const longestCallMs = 60_000;

/**
 * What came of a message that was looked at before, so that whoever was interrupted after that goes on from there;
 * `undefined` where it may be sent now.
 */
async function settledBefore(
  { records, clock }: DeliverDeps,
  message: Stored<Message>,
): Promise<DeliveryOutcome | 'once-more' | undefined> {
  const { state } = message;
  if (state === 'planned' || state === 'deferred') return undefined;
  const last = message.attempts.at(-1);
  if (state === 'refused') return { outcome: 'refused', reason: message.decisions.at(-1)?.reason ?? 'gone' };
  if (state === 'failed') return failedWith(last?.code ?? 'unknown');
  if (state === 'unknown') return { outcome: 'unknown' };
  if (state !== 'sending') return { outcome: 'sent-before' };
  const since = Date.parse(last?.at ?? message.plannedAt);
  if (clock.now().getTime() - since < longestCallMs) throw new Transient('somebody is sending this message');
  await changeRow(records, { kind: 'message', id: message.messageId }, (row) =>
    row.state === 'sending'
      ? { row: afterUnknown(row, { state: 'unknown', code: 'Interrupted' }), result: undefined }
      : { result: undefined },
  );
  return mayComeTwice(message) ? 'once-more' : { outcome: 'unknown' };
}

/** Better twice than never: a page, or that a task waits. Everything else is sent once or not at all. */
const mayComeTwice = ({ template, attempts }: Message): boolean =>
  (template === 'task-notice' || template === 'crisis-page') && attempts.length < 3;

/** Nobody can tell whether it left: it stays so, or is planned once more. */
function afterUnknown(message: Message, end: AttemptEnd): Message {
  const unknown = withAttempt(message, end);
  return mayComeTwice(message) ? { ...unknown, state: 'planned' } : unknown;
}

/** Writes the row as it is decided, on condition that neither it nor what that stood on has changed since. */
async function written(
  { records }: DeliverDeps,
  { revision }: Stored<Message>,
  { row, holdsWhile = [] }: { readonly row: Message; readonly holdsWhile?: readonly Change[] },
): Promise<boolean> {
  return (await records.write([put('message', row, revision), ...holdsWhile])) === 'written';
}

async function settle(
  { records, queue }: DeliverDeps,
  known: Stored<Message>,
  { attempt, delivery }: { attempt: SendAttempt; delivery: Delivery },
): Promise<DeliveryOutcome> {
  const end = endOf(delivery);
  const id = known.messageId;
  const message = await changeRow<'message', Message>(records, { kind: 'message', id, known }, (row) => {
    const isOurs = row.attempts.at(-1)?.attemptId === attempt.attemptId;
    // A delivery event may have been faster than the provider's answer.
    const isOpen = row.state === 'sending' || (row.state === 'unknown' && end.state === 'sent');
    if (!isOurs || !isOpen) return { result: row };
    const after = end.state === 'unknown' ? afterUnknown(row, end) : withAttempt(row, end);
    return { row: after, result: after };
  });
  if (delivery.outcome === 'accepted') return { outcome: 'sent' };
  // The event told what the provider's answer could not.
  if (message.state === 'sent' || message.state === 'delivered') return { outcome: 'sent' };
  if (delivery.outcome === 'unknown') {
    if (message.state === 'planned') throw new Transient(`provider: ${delivery.code}`);
    return { outcome: 'unknown' };
  }
  if (!delivery.retryable) return failedWith(codeOf(delivery));
  // Nothing left us: another look can send it. What is for somebody in danger does not wait as long as the queue would.
  if (isUrgent(message) && message.attempts.length < 10) {
    await queue.enqueue(message, 2);
    return { outcome: 'deferred' };
  }
  throw new Transient(`provider: ${delivery.code}`);
}

const isUrgent = ({ channel, messageClass }: Message): boolean =>
  channel === 'text' && laneOf(messageClass) === undefined;

/** What the provider's refusal of a number that sent STOP to the carrier is called, whichever provider it is [T16]. */
const carrierStopped = 'carrier-stopped';

const codeOf = ({ code, optedOut }: Extract<Delivery, { outcome: 'refused' }>): string =>
  optedOut ? carrierStopped : code;

const failedWith = (code: string): DeliveryOutcome => ({
  outcome: 'failed',
  code,
  optedOut: code === carrierStopped,
});

interface AttemptEnd {
  readonly state: 'sent' | 'unknown' | 'failed' | 'planned';
  readonly providerId?: string;
  readonly code?: string;
}

function endOf(delivery: Delivery): AttemptEnd {
  if (delivery.outcome === 'accepted') return { state: 'sent', providerId: delivery.providerId };
  if (delivery.outcome === 'unknown') return { state: 'unknown', code: delivery.code };
  return { state: delivery.retryable ? 'planned' : 'failed', code: codeOf(delivery) };
}

/** The message with its last attempt ended. An attempt that may be repeated has failed, its message is planned again. */
function withAttempt(message: Message, { state, ...details }: AttemptEnd): Message {
  const attemptState = state === 'planned' ? 'failed' : state;
  const attempts = message.attempts.map((attempt, index) =>
    index === message.attempts.length - 1 ? { ...attempt, ...details, state: attemptState } : attempt,
  );
  return { ...message, state, attempts };
}
