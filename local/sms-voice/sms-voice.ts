import { randomUUID } from 'node:crypto';
import type { Access, AwsService, CloudCalls, Members, Operation } from '../aws-service.ts';

import type { VirtualClock } from '../clock.ts';
import { DurableWork, type Again, type Attempt } from '../durable-work.ts';
import { codeOf, isRetryable } from '../is-retryable.ts';
import type { Journal } from '../journal.ts';
import { TWO_WAY_SMS } from '../sms/inbound-topic.ts';
import { DEFAULT_LIST } from '../sms/opt-outs.ts';
import type { Originator } from '../sms/originators.ts';
import { segmentsOf } from '../sms/segments.ts';
import type { SentText, Sms } from '../sms/sms.ts';
import type { Deployment } from '../template/deployment.ts';
import { prices } from '../usage/prices.ts';
import { configurationSetsOf, takes, type ConfigurationSet } from './configuration-sets.ts';
import { deliveryEvent, stagesOf } from './delivery-event.ts';
import { conflict, invalid, notFound } from './errors.ts';
import { inputs, read, type TextToSend } from './input.ts';
import { optOutOperations } from './opt-out-operations.ts';

/**
 * AWS End User Messaging SMS: texts into the same outbox as SNS, opt-out lists, and what became of each text published
 * to the topics of its configuration set, with the sender's `Context`. An accepted text and its events are recorded
 * together, so a kill loses neither. As on AWS, sending is not idempotent.
 */
export function createSmsVoice({
  journal,
  clock,
  deployment,
  calls,
  report,
  sms,
}: SmsVoiceOptions): SmsVoice {
  const sets = configurationSetsOf(deployment);
  const lists = new Set([
    DEFAULT_LIST,
    ...deployment.ofType('AWS::SMSVOICE::OptOutList').map(({ physicalId }) => physicalId),
  ]);
  const events = new DurableWork<PendingEvent>({
    name: 'sms-voice/events',
    journal,
    clock,
    report,
    perform: publish,
  });

  async function publish(
    { topicArn, sourceArn, event }: PendingEvent,
    { attempts }: Attempt,
  ): Promise<Again | undefined> {
    try {
      await calls.call({
        caller: { kind: 'aws-service', principal: TWO_WAY_SMS, sourceArn },
        service: 'sns',
        operation: 'Publish',
        input: { TopicArn: topicArn, Message: JSON.stringify(event) },
      });
    } catch (error) {
      if (isRetryable(error) && attempts < 10) return { at: clock.now() + 2 ** attempts * 1_000 };
      report(`sms-voice: could not publish an event to ${topicArn}: ${codeOf(error)}`);
    }
    return undefined;
  }

  function originatorOf(identity: string | undefined): Originator {
    const found = identity === undefined ? sms.originators.default : sms.originators.find(identity);
    if (found === undefined) throw notFound('phone-number', identity);
    if (!lists.has(found.optOutList)) throw notFound('opt-out-list', found.optOutList);
    return found;
  }

  function setOf(nameOrArn: string | undefined): ConfigurationSet | undefined {
    if (nameOrArn === undefined) return undefined;
    const found = sets.find(({ name, arn }) => name === nameOrArn || arn === nameOrArn);
    if (found === undefined) throw notFound('configuration-set', nameOrArn);
    return found;
  }

  function tell(set: ConfigurationSet, text: SentText, { Context, TimeToLive }: TextToSend): void {
    for (const stage of stagesOf(text.status, TimeToLive)) {
      const event = deliveryEvent({ text, stage, context: Context, price: priceOf(text.segments) });
      for (const destination of set.destinations) {
        if (!takes(destination, String(event['eventType']))) continue;
        const pending = { topicArn: destination.topicArn, sourceArn: set.arn, event };
        events.add(randomUUID(), pending, text.at + stage.afterMilliseconds);
      }
    }
  }

  function sendTextMessage(input: Members): Members {
    const asked = read(inputs.sendTextMessage, input);
    const { DestinationPhoneNumber: to, MessageBody: body, MaxPrice, DryRun } = asked;
    const originator = originatorOf(asked.OriginationIdentity);
    const set = setOf(asked.ConfigurationSetName);
    const { segments } = segmentsOf(body);
    if (MaxPrice !== undefined && priceOf(segments) > Number(MaxPrice)) throw invalid('PRICE_OVER_THRESHOLD');
    if (sms.isOptedOut(to, originator.optOutList)) throw conflict('DESTINATION_PHONE_NUMBER_OPTED_OUT');
    const messageId = randomUUID();
    if (DryRun) return { MessageId: messageId };
    journal.atomically(() => {
      const text = sms.send({
        to,
        body,
        messageId,
        from: originator.phoneNumber,
        type: asked.MessageType === 'TRANSACTIONAL' ? 'Transactional' : 'Promotional',
        optOutList: originator.optOutList,
        ...(segments > MOST_PARTS && { fate: 'INVALID_MESSAGE' }),
      });
      if (set !== undefined) tell(set, text, asked);
    });
    return { MessageId: messageId };
  }

  function access({ OriginationIdentity: identity }: Members): Access[] {
    const originator = typeof identity === 'string' ? sms.originators.find(identity) : undefined;
    return [{ action: 'sms-voice:SendTextMessage', resource: originator?.arn ?? '*' }];
  }

  const operations: Record<string, Operation> = {
    SendTextMessage: { access, run: sendTextMessage },
    ...optOutOperations({ lists, optOuts: sms.optOuts, now: () => clock.now() }),
  };
  return { service: { name: 'sms-voice', wire: 'json', operations } };
}

export interface SmsVoice {
  readonly service: AwsService;
}

export interface SmsVoiceOptions {
  readonly journal: Journal;
  readonly clock: VirtualClock;
  readonly deployment: Deployment;
  readonly calls: CloudCalls;
  readonly report: (line: string) => void;
  readonly sms: Sms;
}

interface PendingEvent {
  readonly topicArn: string;
  readonly sourceArn: string;
  readonly event: Members;
}

/** 1,530 characters of GSM-7 or 630 others (aws-facts §2.5): what is longer is accepted and never delivered. */
const MOST_PARTS = 10;

/** A budget, with the carrier's fee in it. */
const priceOf = (segments: number): number => segments * prices.items.smsSegmentsSent.unitPrice;
