import { CfnOutput, Duration, Stack, type App } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { FailureAlarm } from '../constructs/failure-alarm.ts';
import { ScheduledRun } from '../constructs/scheduled-run.ts';
import { ServiceFunction, type ServiceFunctionProps } from '../constructs/service-function.ts';
import { Workflow } from '../constructs/workflow.ts';
import { callsOf, workflowNames } from '../definitions/workflow-functions.ts';
import { functionFailureMeans, workflowFailureMeans } from '../failure-means.ts';
import type { Foundation } from '../foundation.ts';
import { pascalCase } from '../names.ts';
import type { FunctionFolder } from '../permissions.ts';
import { physicalName } from '../settings.ts';
import { stackProps } from '../stack-props.ts';
import { queueWorkTimeout } from './messaging-stack.ts';

/** The state machines and their steps, the functions behind the queues, and the runs that look for what was lost. */
export class WorkflowsStack extends Stack {
  private readonly foundation: Foundation;
  private readonly functions = new Map<FunctionFolder, ServiceFunction>();

  constructor(app: App, foundation: Foundation, inbound: Inbound) {
    const { settings, outbound } = foundation;
    super(app, 'Workflows', stackProps(settings, 'workflows', 'The state machines and their functions'));
    this.foundation = foundation;

    this.addWorkflows();
    this.ringWhenNobodyAnswers();
    this.ringWhenCoordinatorsHearNothing();
    // A whole core: the first text of an instance waits until the crisis rules are compiled.
    this.readFrom(inbound.texts, 'receive-sms', { batchSize: 10, maxConcurrency: 5, memory: 1769 });
    this.readFrom(inbound.deliveryEvents, 'receive-delivery-events', { batchSize: 10, maxConcurrency: 2 });
    this.readFrom(outbound.text, 'send-text', { batchSize: 10, maxConcurrency: 2 });
    this.readFrom(outbound.email, 'send-email', { batchSize: 10, maxConcurrency: 2 });
    this.addScheduled('sweep-check-ins', {
      schedules: ['rate(4 hours)'],
      failureMeans: 'The search for what was lost, every four hours, did not start.',
    });
    // Monday at eight, wherever the mentor is: it begins on Sunday, 18:00 UTC, on the first islands of the day.
    this.addScheduled('send-digests', {
      schedules: ['cron(0 18-23 ? * SUN *)', 'cron(0 0-20 ? * MON *)'],
      failureMeans:
        'Mentors whose Monday began did not get their notes in this hour; the next hour makes up for it.',
    });
  }

  private addWorkflows(): void {
    for (const name of workflowNames) {
      const { functions, runs = [], starts = [] } = callsOf(name);
      const { stateMachine } = new Workflow(this, {
        name,
        functions: functions.map((folder) => this.functionOf({ folder })),
        runs,
        starts,
        failureMeans: workflowFailureMeans[name],
        foundation: this.foundation,
      });
      new CfnOutput(this, `${pascalCase(name)}StateMachineArn`, { value: stateMachine.stateMachineArn });
    }
  }

  /** At once, while everybody is paged a last time: the execution itself fails only after that. */
  private ringWhenNobodyAnswers(): void {
    this.ringOn('CrisesUnacknowledged', {
      id: 'UnansweredCrises',
      countedBy: 'nobody-answered',
      alarmName: 'crises-unanswered',
      failureMeans: 'Somebody may be in danger and nobody has answered a page yet. Call them now.',
    });
  }

  /** No task can say it: the email about the task would come back as well. */
  private ringWhenCoordinatorsHearNothing(): void {
    this.ringOn('CoordinatorEmailsLost', {
      id: 'LostCoordinatorEmails',
      countedBy: 'receive-delivery-events',
      alarmName: 'coordinator-emails-lost',
      failureMeans: "The coordinators' address sends emails back: nobody hears of what needs a person.",
    });
  }

  private ringOn(metricName: string, alarm: MetricAlarm): void {
    const { settings, alarmTopic } = this.foundation;
    new FailureAlarm(this, alarm.id, {
      alarmName: physicalName(settings, alarm.alarmName),
      metric: new Metric({
        namespace: 'Alongside',
        metricName,
        dimensionsMap: { service: 'alongside', function: alarm.countedBy },
        statistic: 'sum',
        period: Duration.minutes(1),
      }),
      failureMeans: alarm.failureMeans,
      alarmTopic,
    });
  }

  private readFrom(
    queue: Queue,
    folder: FunctionFolder,
    {
      batchSize,
      maxConcurrency,
      memory = 512,
    }: { batchSize: number; maxConcurrency: number; memory?: number },
  ): void {
    const reader = this.functionOf({ folder, timeout: queueWorkTimeout, memory });
    reader.lambda.addEventSource(
      new SqsEventSource(queue, { batchSize, reportBatchItemFailures: true, maxConcurrency }),
    );
  }

  private addScheduled(
    folder: FunctionFolder,
    { schedules, failureMeans }: { schedules: readonly string[]; failureMeans: string },
  ): void {
    const target = this.functionOf({ folder });
    new ScheduledRun(this, { target, schedules, failureMeans, foundation: this.foundation });
  }

  /** One Lambda a folder, however many machines call it. */
  private functionOf(props: Pick<ServiceFunctionProps, 'folder' | 'timeout' | 'memory'>): ServiceFunction {
    const { folder } = props;
    const known = this.functions.get(folder);
    if (known) return known;
    const made = new ServiceFunction(this, {
      ...props,
      failureMeans: functionFailureMeans[folder],
      foundation: this.foundation,
    });
    this.functions.set(folder, made);
    return made;
  }
}

/** The queues of what comes in. */
interface Inbound {
  readonly texts: Queue;
  readonly deliveryEvents: Queue;
}

interface MetricAlarm {
  readonly id: string;
  readonly countedBy: FunctionFolder;
  readonly alarmName: string;
  readonly failureMeans: string;
}
