import { Stack, type App } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, Metric, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { alarmPeriod } from '../constructs/failure-alarm.ts';
import { functionFolders } from '../permissions.ts';
import { stateMachineArn } from '../permission-statements.ts';
import { physicalName, type Settings } from '../settings.ts';
import { stackProps } from '../stack-props.ts';
import { workflowNames } from '../definitions/workflow-functions.ts';

/**
 * Where alarms go, and one page of graphs. The graphs name what they show instead of referring to it, so that every
 * other stack can stand on this one. Who hears of an alarm is subscribed by hand: it differs from place to place.
 */
export class ObservabilityStack extends Stack {
  readonly alarmTopic: Topic;

  constructor(app: App, settings: Settings, key: IKey) {
    super(app, 'Observability', stackProps(settings, 'observability', 'Where alarms go, and the dashboard'));
    this.alarmTopic = new Topic(this, 'Alarms', {
      topicName: physicalName(settings, 'alarms'),
      masterKey: key,
      enforceSSL: true,
    });
    this.alarmTopic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'Alarms',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.alarmTopic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    this.addDashboard(settings);
  }

  private addDashboard(settings: Settings): void {
    const functions = functionFolders.map((folder) => physicalName(settings, folder));
    const perFunction = (metricName: string, statistic: string): IMetric[] =>
      functions.map((FunctionName) => metric('AWS/Lambda', metricName, { FunctionName }).with({ statistic }));
    const perWorkflow = (metricName: string): IMetric[] =>
      workflowNames.map((name) =>
        metric('AWS/States', metricName, {
          StateMachineArn: stateMachineArn(this, settings, name),
        }),
      );
    const waiting = ['inbound-sms', 'outbound-texts', 'outbound-emails'].flatMap((name) =>
      [name, `${name}-dlq`].map((queue) =>
        metric('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: physicalName(settings, queue) }),
      ),
    );

    new Dashboard(this, 'Dashboard', {
      dashboardName: physicalName(settings, 'overview'),
      widgets: [
        [
          graph('Workflows', [...perWorkflow('ExecutionsStarted'), ...perWorkflow('ExecutionsSucceeded')]),
          graph('Workflows that broke', [
            ...perWorkflow('ExecutionsFailed'),
            ...perWorkflow('ExecutionsTimedOut'),
            ...perWorkflow('ExecutionsAborted'),
          ]),
        ],
        [
          graph('Messages waiting, and given up', waiting),
          graph('Errors', perFunction('Errors', 'sum')),
          graph('Duration, p95', perFunction('Duration', 'p95')),
        ],
      ],
    });
  }
}

const metric = (namespace: string, metricName: string, dimensionsMap: Record<string, string>): Metric =>
  new Metric({ namespace, metricName, dimensionsMap, statistic: 'sum', period: alarmPeriod });

const graph = (title: string, left: IMetric[]): GraphWidget => new GraphWidget({ title, left, width: 8 });
