import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { Foundation } from '../foundation.ts';
import { pascalCase } from '../names.ts';
import { physicalName } from '../settings.ts';
import type { ServiceFunction } from './service-function.ts';
import { DeadLetterQueue } from './work-queue.ts';

/** What a scheduled run needs. */
export interface ScheduledRunProps {
  /** Called with an empty object; must cope with being called twice. */
  readonly target: ServiceFunction;
  /** `rate(…)` or `cron(…)`, in UTC; several where one expression cannot say it. */
  readonly schedules: readonly string[];
  /** What a run that never started means for people, as a sentence. */
  readonly failureMeans: string;
  readonly foundation: Foundation;
}

/**
 * Calls a function by a schedule. A call that Lambda refuses is tried again for half an hour, then rests in a
 * dead-letter queue; the next call comes regardless.
 */
export class ScheduledRun extends Construct {
  constructor(scope: Construct, props: ScheduledRunProps) {
    super(scope, `${pascalCase(props.target.folder)}Run`);
    const { target, foundation } = props;
    const name = physicalName(foundation.settings, target.folder);
    const deadLetters = new DeadLetterQueue(this, 'DeadLetters', {
      name: `${target.folder}-dlq`,
      failureMeans: props.failureMeans,
      settings: foundation.settings,
      alarmTopic: foundation.alarmTopic,
      key: foundation.key,
    }).queue;

    const role = this.role(name);
    role.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [target.lambda.functionArn] }),
    );
    role.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] }),
    );
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [foundation.key.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `sqs.${Stack.of(this).region}.amazonaws.com` } },
      }),
    );

    // The L2 would grant every version of the function (`:*`), which nothing here calls.
    for (const [index, scheduleExpression] of props.schedules.entries()) {
      const nth = index === 0 ? '' : String(index + 1);
      new CfnSchedule(this, `Schedule${nth}`, {
        name: nth === '' ? name : `${name}-${nth}`,
        description: `Runs functions/${target.folder}`,
        scheduleExpression,
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: target.lambda.functionArn,
          roleArn: role.roleArn,
          input: '{}',
          retryPolicy: { maximumEventAgeInSeconds: 1800, maximumRetryAttempts: 10 },
          deadLetterConfig: { arn: deadLetters.queueArn },
        },
      });
    }
  }

  private role(name: string): Role {
    const stack = Stack.of(this);
    return new Role(this, 'Role', {
      description: `What the schedule ${name} may do`,
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:SourceAccount': stack.account,
            // Scheduler sends the group's ARN here, not the schedule's.
            'aws:SourceArn': stack.formatArn({
              service: 'scheduler',
              resource: 'schedule-group',
              resourceName: 'default',
              arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
            }),
          },
        },
      }),
    });
  }
}
