import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { CloudCalls } from '../aws-service.ts';
import type { VirtualClock } from '../clock.ts';
import type { Journal } from '../journal.ts';
import type { Deployment } from '../template/deployment.ts';
import { inboundTopicArn, TWO_WAY_SMS } from './inbound-topic.ts';
import { keywordOf, MANAGED_REPLIES } from './keywords.ts';
import { DEFAULT_LIST, optOutLists, type OptOutLists } from './opt-outs.ts';
import { originatorsOf, type Originators } from './originators.ts';
import { isPhoneNumber } from './phone-number.ts';
import { segmentsOf, type Segments } from './segments.ts';

/**
 * The telephone network: an outbox of the texts that the programme sent, over SNS or End User Messaging, and phones that
 * can answer. Both are durable. Every text arrives at once, unless a test says what shall become of it.
 */
export function createSms({ journal, clock, deployment, calls, managedOptOuts = false }: SmsOptions): Sms {
  const outbox = journal.log<SentText>('sms/outbox');
  const inbox = journal.log<ReceivedText>('sms/inbox');
  const optOuts = optOutLists(journal);
  const fates = journal.map<Fate>('sms/fates');
  const originators = originatorsOf(deployment);
  const lastSent = new Map(outbox.read(ALL).map((text) => [text.to, text]));
  const listeners = new Set<(text: SentText) => void>();

  function send({
    to,
    body,
    from = originators.default.phoneNumber,
    messageId = randomUUID(),
    type = 'Promotional',
    optOutList = DEFAULT_LIST,
    fate,
  }: TextToSend): SentText {
    const text: SentText = {
      id: messageId,
      to,
      from,
      body,
      type,
      at: clock.now(),
      status: optOuts.get(optOutList, to) ? 'OPTED_OUT' : (fate ?? fates.get(to) ?? 'DELIVERED'),
      ...segmentsOf(body),
    };
    journal.atomically(() => {
      if (text.status !== 'OPTED_OUT') fates.delete(to);
      outbox.append(ALL, [text]);
    });
    lastSent.set(to, text);
    for (const listener of listeners) listener(text);
    return text;
  }

  /** What AWS itself does with STOP, HELP and START when opt-outs are not self-managed. True: nobody else hears of it. */
  function answeredByAws(from: string, to: string, keyword: string): boolean {
    const number = originators.inTemplate(to);
    const managed = number === undefined ? managedOptOuts : !number.selfManagedOptOuts;
    const reply = managed ? (number?.replies[keyword] ?? MANAGED_REPLIES.get(keyword)) : undefined;
    if (reply === undefined) return false;
    const optOutList = number?.optOutList ?? DEFAULT_LIST;
    if (keyword === 'START') optOuts.remove(optOutList, from);
    send({ to: from, from: to, body: reply, type: 'Transactional', optOutList });
    if (keyword === 'STOP') optOuts.add(optOutList, from, { at: clock.now(), byEndUser: true });
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
    const to = given.to ?? previous?.from ?? originators.default.phoneNumber;
    const number = originators.inTemplate(to) ?? originators.default;
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
        caller: { kind: 'aws-service', principal: TWO_WAY_SMS, sourceArn: number.arn },
        service: 'sns',
        operation: 'Publish',
        input: {
          TopicArn: number.inboundTopicArn ?? inboundTopicArn(deployment),
          Message: JSON.stringify(message),
        },
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
    failNext: (to, fate) => fates.set(to, fate),
    optOut: (number) => optOuts.add(DEFAULT_LIST, number, { at: clock.now() }),
    optIn: (number) => optOuts.remove(DEFAULT_LIST, number, clock.now()),
    isOptedOut: (number, list = DEFAULT_LIST) => optOuts.get(list, number) !== undefined,
    optedOutNumbers: () => optOuts.entries(DEFAULT_LIST).map(([number]) => number),
    optOuts,
    originators,
    onSent: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export interface Sms {
  /** Puts one text into the outbox: delivered, `OPTED_OUT` when the number may not be texted, or as `failNext` said. */
  send(text: TextToSend): SentText;
  /**
   * A phone sends a text. It is published to the inbound topic as two-way SMS does it, with the topic's policy checked;
   * the same `inboundMessageId` again is the duplicate that the network may deliver. Rejects when no topic takes it.
   */
  receiveText(text: TextToReceive): Promise<{ inboundMessageId: string }>;
  /** Oldest first. */
  outbox(): readonly SentText[];
  received(): readonly ReceivedText[];
  /** Test hook: what becomes of the next text that is sent to this number. Opted-out texts do not count. */
  failNext(to: string, fate: Fate): void;
  /** As the carrier or AWS would, on the list that every account has. */
  optOut(number: string): void;
  optIn(number: string): void;
  isOptedOut(number: string, list?: string): boolean;
  optedOutNumbers(): readonly string[];
  readonly optOuts: OptOutLists;
  readonly originators: Originators;
  /** Tells of every text that is sent, until the returned function is called. */
  onSent(listener: (text: SentText) => void): () => void;
}

export interface SmsOptions {
  readonly journal: Journal;
  readonly clock: VirtualClock;
  readonly deployment: Deployment;
  readonly calls: CloudCalls;
  /**
   * For numbers that were bought outside the template, which says it of its own. True: AWS answers STOP, HELP and START
   * itself and keeps the opt-out list; the programme hears nothing of them. False (the default): self-managed opt-outs,
   * where every text reaches the topic and the programme must act on it.
   */
  readonly managedOptOuts?: boolean;
}

export interface TextToSend {
  readonly to: string;
  readonly body: string;
  readonly from?: string;
  readonly messageId?: string;
  readonly type?: 'Promotional' | 'Transactional';
  readonly optOutList?: string;
  /** What will become of it, whatever a test said. */
  readonly fate?: Fate;
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
  /** What became of it. Where that takes days, it is known here before the sender is told. */
  readonly status: TextStatus;
}

export type TextStatus = 'DELIVERED' | 'OPTED_OUT' | Fate;

/** How an accepted text can end, other than in the phone; the names of End User Messaging's events. */
export type Fate =
  | 'UNREACHABLE'
  | 'CARRIER_UNREACHABLE'
  | 'BLOCKED'
  | 'CARRIER_BLOCKED'
  | 'SPAM'
  | 'INVALID'
  | 'INVALID_MESSAGE'
  | 'TTL_EXPIRED'
  | 'UNKNOWN';

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
