import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION, type CloudCalls } from '../aws-service.ts';
import type { VirtualClock } from '../clock.ts';
import type { Journal } from '../journal.ts';
import type { Deployment } from '../template/deployment.ts';
import { inboundTopicArn, TWO_WAY_SMS } from './inbound-topic.ts';
import { keywordOf, MANAGED_REPLIES } from './keywords.ts';
import { isPhoneNumber } from './phone-number.ts';
import { segmentsOf, type Segments } from './segments.ts';

/**
 * The telephone network: an outbox of the texts that the programme sent, and phones that can answer. Both are durable.
 * Every text arrives at once; there are no carriers, prices or delivery reports here.
 */
export function createSms({ journal, clock, deployment, calls, managedOptOuts = false }: SmsOptions): Sms {
  const outbox = journal.log<SentText>('sms/outbox');
  const inbox = journal.log<ReceivedText>('sms/inbox');
  const optedOut = journal.map<{ readonly at: number }>('sms/opted-out');
  const lastSent = new Map(outbox.read(ALL).map((text) => [text.to, text]));
  const listeners = new Set<(text: SentText) => void>();

  function send({
    to,
    body,
    from = SHARED_NUMBER,
    messageId = randomUUID(),
    type = 'Promotional',
  }: TextToSend): SentText {
    const status = optedOut.has(to) ? 'OPTED_OUT' : 'DELIVERED';
    const text: SentText = {
      id: messageId,
      to,
      from,
      body,
      type,
      at: clock.now(),
      status,
      ...segmentsOf(body),
    };
    outbox.append(ALL, [text]);
    lastSent.set(to, text);
    for (const listener of listeners) listener(text);
    return text;
  }

  /** What AWS itself does with STOP, HELP and START when opt-outs are not self-managed. True: nobody else hears of it. */
  function answeredByAws(from: string, to: string, keyword: string): boolean {
    const reply = managedOptOuts ? MANAGED_REPLIES.get(keyword) : undefined;
    if (reply === undefined) return false;
    if (keyword === 'START') optedOut.delete(from);
    send({ to: from, from: to, body: reply, type: 'Transactional' });
    if (keyword === 'STOP') optedOut.set(from, { at: clock.now() });
    return true;
  }

  async function receiveText({ from, body, ...given }: TextToReceive): Promise<{ inboundMessageId: string }> {
    if (!isPhoneNumber(from)) {
      throw new AwsError(
        'ValidationException',
        'from must be a phone number in E.164 form, e.g. +12065550123',
      );
    }
    const previous = lastSent.get(from);
    const to = given.to ?? previous?.from ?? SHARED_NUMBER;
    const inboundMessageId = given.inboundMessageId ?? randomUUID();
    const keyword = keywordOf(body);
    const answered = answeredByAws(from, to, keyword);
    if (!answered) {
      const message = {
        originationNumber: from,
        destinationNumber: to,
        messageKeyword: keyword,
        messageBody: body,
        inboundMessageId,
        ...(previous && { previousPublishedMessageId: previous.id }),
      };
      await calls.call({
        caller: { kind: 'aws-service', principal: TWO_WAY_SMS, sourceArn: NUMBER_ARN },
        service: 'sns',
        operation: 'Publish',
        input: { TopicArn: inboundTopicArn(deployment), Message: JSON.stringify(message) },
      });
    }
    inbox.append(ALL, [{ id: inboundMessageId, from, to, body, at: clock.now(), answeredByAws: answered }]);
    return { inboundMessageId };
  }

  return {
    send,
    receiveText: (text) => clock.work(() => receiveText(text)),
    outbox: () => outbox.read(ALL),
    received: () => inbox.read(ALL),
    optOut: (number) => optedOut.set(number, { at: clock.now() }),
    optIn: (number) => void optedOut.delete(number),
    isOptedOut: (number) => optedOut.has(number),
    optedOutNumbers: () => [...optedOut.entries()].map(([number]) => number),
    onSent: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export interface Sms {
  /** Puts one text into the outbox: delivered, or `OPTED_OUT` when the number may not be texted. */
  send(text: TextToSend): SentText;
  /**
   * A phone sends a text. It is published to the inbound topic as two-way SMS does it, with the topic's policy checked;
   * the same `inboundMessageId` again is the duplicate that the network may deliver. Rejects when no topic takes it.
   */
  receiveText(text: TextToReceive): Promise<{ inboundMessageId: string }>;
  /** Oldest first. */
  outbox(): readonly SentText[];
  received(): readonly ReceivedText[];
  optOut(number: string): void;
  optIn(number: string): void;
  isOptedOut(number: string): boolean;
  optedOutNumbers(): readonly string[];
  /** Tells of every text that is sent, until the returned function is called. */
  onSent(listener: (text: SentText) => void): () => void;
}

export interface SmsOptions {
  readonly journal: Journal;
  readonly clock: VirtualClock;
  readonly deployment: Deployment;
  readonly calls: CloudCalls;
  /**
   * True: AWS answers STOP, HELP and START itself and keeps the opt-out list; the programme hears nothing of them. False
   * (the default): self-managed opt-outs, where every text reaches the topic and the programme must act on it.
   */
  readonly managedOptOuts?: boolean;
}

export interface TextToSend {
  readonly to: string;
  readonly body: string;
  readonly from?: string;
  readonly messageId?: string;
  readonly type?: 'Promotional' | 'Transactional';
}

export interface TextToReceive {
  readonly from: string;
  readonly body: string;
  /** The programme's number; default: the one that last texted this phone. */
  readonly to?: string;
  readonly inboundMessageId?: string;
}

export interface SentText extends Segments {
  readonly id: string;
  readonly to: string;
  readonly from: string;
  readonly body: string;
  readonly type: 'Promotional' | 'Transactional';
  /** Epoch milliseconds. */
  readonly at: number;
  readonly status: 'DELIVERED' | 'OPTED_OUT';
}

export interface ReceivedText {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly at: number;
  /** True: the programme was not told (managed opt-outs). */
  readonly answeredByAws: boolean;
}

const ALL = 'all';
/** What texts come from when the sender names no number. Fictional, as all 555-01xx numbers. */
const SHARED_NUMBER = '+12065550100';
const NUMBER_ARN = `arn:aws:sms-voice:${LOCAL_REGION}:${LOCAL_ACCOUNT}:phone-number/phone-local`;
