import { Validations, type App } from 'aws-cdk-lib';
import { ServiceFunction } from './constructs/service-function.ts';
import { physicalName, readSettings } from './settings.ts';

/**
 * Accepts the findings of the AwsSolutions rules that we have thought about, each where it arises and with its reason.
 * A finding that is not here fails the synthesis. Throws when a path no longer exists.
 */
export function acknowledgeFindings(app: App): void {
  const settings = readSettings(app.node);
  const checkInExecutions =
    'Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:' +
    `execution:${physicalName(settings, 'check-in')}:*`;
  const accepted: readonly Acknowledged[] = [
    {
      path: 'Workflows/AskCheckIn',
      id: 'IAM5[Resource::*]',
      reason: 'A phone number has no ARN. A Deny on every topic, endpoint and application stands beside it.',
    },
    {
      path: 'Workflows/NudgeCheckIn',
      id: 'IAM5[Resource::*]',
      reason: 'A phone number has no ARN. A Deny on every topic, endpoint and application stands beside it.',
    },
    {
      path: 'Workflows/CheckInWorkflow',
      id: 'IAM5[Resource::*]',
      reason: 'The log delivery actions that Step Functions needs know no resource.',
    },
    {
      path: 'Workflows/CheckInWorkflow',
      id: 'SF2',
      reason:
        'Tracing is a setting of the stage: it costs cold start and money, and the history shows every step.',
    },
    {
      path: 'Workflows/SweepCheckIns',
      id: `IAM5[${checkInExecutions}]`,
      reason:
        'The sweep looks at any execution of this one state machine; their names are only known at run time.',
    },
    {
      path: 'Workflows/HourlySweep/DeadLetters',
      id: 'SQS3',
      reason: 'It is the dead-letter queue of a schedule, which the rule does not look at.',
    },
    {
      path: 'Api/SignIn/UserPool',
      id: 'COG8',
      reason:
        'A handful of invited staff with a mandatory second factor; Plus is priced per user for what we do not use.',
    },
  ];
  const functions = app.node.findAll().filter((construct) => construct instanceof ServiceFunction);
  const traced = (settings.tracing === 'on' ? functions : []).map(({ node }) => ({
    path: node.path,
    id: 'IAM5[Resource::*]',
    reason: 'The actions that X-Ray needs know no resource.',
  }));
  const constructs = new Map(app.node.findAll().map((construct) => [construct.node.path, construct]));
  for (const { path, id, reason } of [...accepted, ...traced]) {
    const construct = constructs.get(path);
    if (construct === undefined) throw new Error(`acknowledgement of ${id}: there is no construct "${path}"`);
    Validations.of(construct).acknowledge({ id: `AwsSolutions::AwsSolutions-${id}`, reason });
  }
}

interface Acknowledged {
  /** Of the construct, within the app. */
  readonly path: string;
  /** The rule, and for a granular rule its finding, without the pack's name. */
  readonly id: string;
  readonly reason: string;
}
