import { CfnOutput, Duration, Stack, type App } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
} from 'aws-cdk-lib/aws-ses';
import { CfnConfigurationSet } from 'aws-cdk-lib/aws-smsvoice';
import { Subscription, SubscriptionProtocol, Topic, type ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { WorkQueue, type WorkQueueProps } from '../constructs/work-queue.ts';
import type { Outbound } from '../foundation.ts';
import { physicalName, type Settings } from '../settings.ts';
import { stackProps } from '../stack-props.ts';

/** What the way in and out stands on. */
export interface MessagingStackProps {
  readonly settings: Settings;
  readonly key: IKey;
  readonly alarmTopic: ITopic;
}

/** How long one attempt to work through a batch may take; each queue waits six times as long. */
export const queueWorkTimeout = Duration.seconds(30);

const visibilityTimeout = Duration.seconds(6 * 30);

/** Texts in (topic → queue), messages out (two queues, and what puts things into them later), and the right to email. */
export class MessagingStack extends Stack {
  readonly inbound: { readonly texts: Queue; readonly deliveryEvents: Queue };
  readonly outbound: Outbound;
  /** Of End User Messaging, where texts leave through it. */
  readonly textConfigurationSet: string | undefined;
  readonly mail: { readonly identity: string; readonly configurationSet: string };

  constructor(app: App, props: MessagingStackProps) {
    const { settings } = props;
    super(
      app,
      'Messaging',
      stackProps(settings, 'messaging', 'Texts coming in, messages going out, and what became of them'),
    );
    const events = this.createDeliveryEvents(props);
    this.inbound = { texts: this.createInbound(props).queue, deliveryEvents: events.queue };
    this.outbound = this.createOutbound(props);
    this.textConfigurationSet = this.createTextEvents(props, events.topic);
    this.mail = this.createMail(settings, events.topic);
  }

  private createInbound(props: MessagingStackProps): TopicQueue {
    const inbound = this.createTopicQueue('InboundSms', {
      name: 'inbound-sms',
      failureMeans: 'A text from a participant could not be handled: nobody has read it yet.',
      delayMeans: 'Texts from participants have been waiting for 15 minutes without being read.',
      ...props,
    });
    this.admitSmsVoice(inbound.topic, 'TwoWaySms');
    new CfnOutput(this, 'InboundSmsTopicArn', {
      description: 'Set this as the two-way SMS destination of the origination number',
      value: inbound.topic.topicArn,
    });
    return inbound;
  }

  /** What the providers tell of texts and emails that left: one way in for both. */
  private createDeliveryEvents(props: MessagingStackProps): TopicQueue {
    return this.createTopicQueue('DeliveryEvents', {
      name: 'delivery-events',
      failureMeans: 'Nobody knows whether some texts or emails arrived.',
      delayMeans: 'Reports of texts and emails have been waiting for 15 minutes.',
      ...props,
    });
  }

  private createTextEvents({ settings }: MessagingStackProps, topic: Topic): string | undefined {
    if (settings.textProvider === 'sns') return undefined;
    this.admitSmsVoice(topic, 'TextEvents');
    const configurationSetName = physicalName(settings, 'texts');
    new CfnConfigurationSet(this, 'Texts', {
      configurationSetName,
      eventDestinations: [
        {
          eventDestinationName: 'delivery-events',
          enabled: true,
          matchingEventTypes: ['TEXT_ALL'],
          snsDestination: { topicArn: topic.topicArn },
        },
      ],
    }).node.addDependency(topic);
    return configurationSetName;
  }

  /** An encrypted topic that a work queue is subscribed to: what is published arrives as it is. */
  private createTopicQueue(id: string, props: TopicQueueProps): TopicQueue {
    const { settings, key, name } = props;
    const topic = new Topic(this, id, {
      topicName: physicalName(settings, name),
      masterKey: key,
      enforceSSL: true,
    });
    const work = new WorkQueue(this, `${id}Queue`, { visibilityTimeout, ...props });
    allowDelivery(work.queue, topic, id);
    // Not the L2 SqsSubscription: it would put the topic's ARN into the policy of the key that the topic needs.
    new Subscription(this, `${id}Subscription`, {
      topic,
      protocol: SubscriptionProtocol.SQS,
      endpoint: work.queue.queueArn,
      rawMessageDelivery: true,
      deadLetterQueue: work.deadLetters,
    });
    return { topic, queue: work.queue };
  }

  private admitSmsVoice(topic: Topic, sid: string): void {
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid,
        principals: [new ServicePrincipal('sms-voice.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
  }

  private createOutbound({ settings, key, alarmTopic }: MessagingStackProps): Outbound {
    const queueFor = (kind: 'texts' | 'emails'): Queue =>
      new WorkQueue(this, `Outbound${kind === 'texts' ? 'Texts' : 'Emails'}`, {
        name: `outbound-${kind}`,
        visibilityTimeout,
        failureMeans: `Some of the ${kind} that people wait for could not be sent.`,
        delayMeans: `Outgoing ${kind} have been waiting for 15 minutes.`,
        settings,
        alarmTopic,
        key,
      }).queue;
    const text = queueFor('texts');
    const email = queueFor('emails');
    const group = new CfnScheduleGroup(this, 'LaterMessages', { name: physicalName(settings, 'messages') });
    const schedulerRole = new Role(this, 'LaterMessagesRole', {
      description: 'Puts a message into its queue when its hour has come',
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': this.account, 'aws:SourceArn': group.attrArn } },
      }),
    });
    schedulerRole.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [text.queueArn, email.queueArn] }),
    );
    schedulerRole.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [key.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `sqs.${this.region}.amazonaws.com` } },
      }),
    );
    return { text, email, schedulerRole, scheduleGroup: physicalName(settings, 'messages') };
  }

  private createMail(settings: Settings, events: Topic): MessagingStack['mail'] {
    const configurationSet = new ConfigurationSet(this, 'Mail', {
      configurationSetName: physicalName(settings, 'mail'),
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
    });
    // No opening, no clicking: nobody is watched while they read [H2].
    configurationSet.addEventDestination('DeliveryEvents', {
      destination: EventDestination.snsTopic(events),
      events: [
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
      ],
    });
    const domain = settings.mailFrom.slice(settings.mailFrom.lastIndexOf('@') + 1);
    const byDomain = settings.mailIdentity === 'domain';
    new EmailIdentity(this, 'Sender', {
      identity: byDomain ? Identity.domain(domain) : Identity.email(settings.mailFrom),
      configurationSet,
    });
    return {
      identity: byDomain ? domain : settings.mailFrom,
      configurationSet: physicalName(settings, 'mail'),
    };
  }
}

interface TopicQueue {
  readonly topic: Topic;
  readonly queue: Queue;
}

type TopicQueueProps = Omit<WorkQueueProps, 'visibilityTimeout'>;

function allowDelivery(queue: Queue, topic: Topic, sid: string): void {
  queue.addToResourcePolicy(
    new PolicyStatement({
      sid,
      principals: [new ServicePrincipal('sns.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': topic.topicArn } },
    }),
  );
}
