import { CfnOutput, Duration, Stack, type App } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { ConfigurationSet, ConfigurationSetTlsPolicy, EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import { Subscription, SubscriptionProtocol, Topic, type ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { WorkQueue } from '../constructs/work-queue.ts';
import { physicalName, type Settings } from '../settings.ts';
import { stackProps } from '../stack-props.ts';

/** What the way in and out stands on. */
export interface MessagingStackProps {
  readonly settings: Settings;
  readonly key: IKey;
  readonly alarmTopic: ITopic;
}

/** How long one attempt to handle a batch of texts may take; the queue waits six times as long. */
export const receiveTimeout = Duration.seconds(30);

/** Texts in (topic → queue → dead-letter queue) and the right to send email. */
export class MessagingStack extends Stack {
  readonly inboundTexts: Queue;
  readonly mail: { readonly identity: string; readonly configurationSet: string };

  constructor(app: App, props: MessagingStackProps) {
    const { settings } = props;
    super(app, 'Messaging', stackProps(settings, 'messaging', 'Texts coming in, and email going out'));
    this.inboundTexts = this.createInbound(props);
    this.mail = this.createMail(settings);
  }

  private createInbound({ settings, key, alarmTopic }: MessagingStackProps): Queue {
    const topic = new Topic(this, 'InboundSms', {
      topicName: physicalName(settings, 'inbound-sms'),
      masterKey: key,
      enforceSSL: true,
    });
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'TwoWaySms',
        principals: [new ServicePrincipal('sms-voice.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    const inbound = new WorkQueue(this, 'InboundSmsQueue', {
      name: 'inbound-sms',
      visibilityTimeout: Duration.seconds(receiveTimeout.toSeconds() * 6),
      failureMeans: 'A text from a participant could not be handled: nobody has read it yet.',
      delayMeans: 'Texts from participants have been waiting for 15 minutes without being read.',
      settings,
      alarmTopic,
      key,
    });
    allowDelivery(inbound.queue, topic);
    // Not the L2 SqsSubscription: it would put the topic's ARN into the policy of the key that the topic needs.
    new Subscription(this, 'InboundSmsSubscription', {
      topic,
      protocol: SubscriptionProtocol.SQS,
      endpoint: inbound.queue.queueArn,
      rawMessageDelivery: true,
      deadLetterQueue: inbound.deadLetters,
    });
    new CfnOutput(this, 'InboundSmsTopicArn', {
      description: 'Set this as the two-way SMS destination of the origination number',
      value: topic.topicArn,
    });
    return inbound.queue;
  }

  private createMail(settings: Settings): MessagingStack['mail'] {
    const configurationSet = new ConfigurationSet(this, 'Mail', {
      configurationSetName: physicalName(settings, 'mail'),
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
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

function allowDelivery(queue: Queue, topic: Topic): void {
  queue.addToResourcePolicy(
    new PolicyStatement({
      sid: 'InboundSms',
      principals: [new ServicePrincipal('sns.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': topic.topicArn } },
    }),
  );
}
