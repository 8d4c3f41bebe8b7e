import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import {
  ConfigurationSet,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
} from 'aws-cdk-lib/aws-ses';
import { CfnConfigurationSet, CfnPhoneNumber } from 'aws-cdk-lib/aws-smsvoice';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';

/**
 * A deployment apart from ours, as CDK writes it: a `worker` with the grants that its tests need and no more, a
 * `stranger` with none, queues with the functions `work` and `receive` behind them, and a topic that hears what became
 * of every text and mail.
 */
export function smallDeployment(): Record<string, unknown> {
  const outdir = mkdtempSync(join(tmpdir(), 'small-'));
  try {
    const app = new App({ analyticsReporting: false, outdir });
    const stack = new SmallStack(app, 'small');
    const { template } = app.synth({ validateOnSynthesis: false }).getStackByName(stack.stackName);
    return { small: template as unknown };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

class SmallStack extends Stack {
  readonly #worker = this.#function('worker');

  constructor(app: App, id: string) {
    super(app, id);
    this.#function('stranger');
    this.#signing();
    this.#scheduling();
    const receipts = this.#receipts();
    this.#texting(receipts);
    this.#mailing(receipts);
  }

  #signing(): void {
    const keySpec = { keySpec: KeySpec.HMAC_256, keyUsage: KeyUsage.GENERATE_VERIFY_MAC };
    const key = new Key(this, 'Links', { alias: 'links', ...keySpec });
    key.grantGenerateMac(this.#worker);
    key.grantVerifyMac(this.#worker);
  }

  #scheduling(): void {
    const jobs = new Queue(this, 'Jobs', { queueName: 'jobs' });
    this.#function('work').addEventSource(new SqsEventSource(jobs, { batchSize: 1 }));
    const schedulerRole = new Role(this, 'Scheduler', {
      roleName: 'scheduler',
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com'),
    });
    // Its trust is what it lacks, not the right to pass it.
    const untrusting = new Role(this, 'Untrusting', {
      roleName: 'untrusting',
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    jobs.grantSendMessages(schedulerRole);
    jobs.grantSendMessages(this.#worker);
    for (const role of [schedulerRole, untrusting]) role.grantPassRole(this.#worker.grantPrincipal);
    this.#allow(
      ['scheduler:CreateSchedule', 'scheduler:GetSchedule', 'scheduler:DeleteSchedule'],
      [this.formatArn({ service: 'scheduler', resource: 'schedule', resourceName: 'default/*' })],
    );
  }

  #receipts(): Topic {
    const topic = new Topic(this, 'Receipts', { topicName: 'receipts' });
    const queue = new Queue(this, 'ReceiptQueue', { queueName: 'receipts' });
    topic.addSubscription(new SqsSubscription(queue, { rawMessageDelivery: true }));
    this.#function('receive').addEventSource(new SqsEventSource(queue, { batchSize: 1 }));
    return topic;
  }

  #texting(receipts: Topic): void {
    receipts.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('sms-voice.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [receipts.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    const number = new CfnPhoneNumber(this, 'Number', {
      isoCountryCode: 'US',
      numberType: 'TOLL_FREE',
      numberCapabilities: ['SMS'],
      selfManagedOptOutsEnabled: true,
      mandatoryKeywords: { help: { message: 'Help.' }, stop: { message: 'Stop.' } },
    });
    const set = new CfnConfigurationSet(this, 'Texts', {
      configurationSetName: 'texts',
      eventDestinations: [
        {
          eventDestinationName: 'receipts',
          enabled: true,
          matchingEventTypes: ['TEXT_ALL'],
          snsDestination: { topicArn: receipts.topicArn },
        },
      ],
    });
    // AWS tries the topic when it makes the destination: its policy must be there by then.
    set.node.addDependency(receipts);
    this.#allow(['sms-voice:SendTextMessage'], [number.attrArn]);
  }

  #mailing(receipts: Topic): void {
    const set = new ConfigurationSet(this, 'Mail', { configurationSetName: 'mail' });
    set.addEventDestination('Receipts', {
      destination: EventDestination.snsTopic(receipts),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT, EmailSendingEvent.DELIVERY],
    });
    const identity = Identity.email('alongside@example.org');
    new EmailIdentity(this, 'Sender', { identity, configurationSet: set }).grantSendEmail(this.#worker);
    this.#allow(
      ['ses:SendEmail'],
      [this.formatArn({ service: 'ses', resource: 'configuration-set', resourceName: 'mail' })],
    );
  }

  #allow(actions: string[], resources: string[]): void {
    this.#worker.addToRolePolicy(new PolicyStatement({ actions, resources }));
  }

  #function(name: string): LambdaFunction {
    const made = new LambdaFunction(this, name, {
      functionName: name,
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromInline('exports.handler = async () => ({})'),
    });
    if (made.node.defaultChild instanceof CfnResource) {
      made.node.defaultChild.addMetadata('alongside:folder', name);
    }
    return made;
  }
}
