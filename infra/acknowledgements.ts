import { Validations, type App } from 'aws-cdk-lib';
import { publicRoutes } from '#shared/contracts/api';
import { ServiceFunction } from './constructs/service-function.ts';
import { callsOf, workflowNames } from './definitions/workflow-functions.ts';
import { pascalCase } from './names.ts';
import { functionFolders, permissionsOf } from './permissions.ts';
import { physicalName, readSettings } from './settings.ts';

/**
 * Accepts the findings of the AwsSolutions rules that we have thought about, each where it arises and with its reason.
 * A finding that is not here fails the synthesis. Throws when a path no longer exists.
 */
export function acknowledgeFindings(app: App): void {
  const settings = readSettings(app.node);
  const executionsOf = (workflow: string): string =>
    'IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:' +
    `execution:${physicalName(settings, workflow)}:*]`;
  const laterMessages =
    'IAM5[Resource::arn:<AWS::Partition>:scheduler:<AWS::Region>:<AWS::AccountId>:' +
    `schedule/${physicalName(settings, 'messages')}/*]`;
  const accepted: readonly Acknowledged[] = [
    {
      path: 'Workflows/SendText',
      id: 'IAM5[Resource::*]',
      reason: 'A phone number has no ARN. A Deny on every topic, endpoint and application stands beside it.',
    },
    ...workflowNames.flatMap((name) => [
      {
        path: `Workflows/${pascalCase(name)}Workflow`,
        id: 'IAM5[Resource::*]',
        reason: 'The log delivery actions that Step Functions needs know no resource.',
      },
      {
        path: `Workflows/${pascalCase(name)}Workflow`,
        id: 'SF2',
        reason:
          'Tracing is a setting of the stage: it costs cold start and money, and the history shows every step.',
      },
      ...(callsOf(name).runs ?? []).map((child) => ({
        path: `Workflows/${pascalCase(name)}Workflow`,
        id: executionsOf(child),
        reason: 'It waits for any execution of this one state machine; names are only known at run time.',
      })),
    ]),
    ...functionFolders.flatMap((folder) => {
      const { plans = false, watches = [] } = permissionsOf(folder);
      const path = `${behindTheApi.has(folder) ? 'Api' : 'Workflows'}/${pascalCase(folder)}`;
      return [
        ...(plans
          ? [
              {
                path,
                id: laterMessages,
                reason: 'One schedule a message, in a group that holds nothing else.',
              },
            ]
          : []),
        ...watches.map((workflow) => ({
          path,
          id: executionsOf(workflow),
          reason: 'It looks at any execution of this state machine; their names are only known at run time.',
        })),
      ];
    }),
    ...['SweepCheckIns', 'SendDigests'].map((scheduled) => ({
      path: `Workflows/${scheduled}Run/DeadLetters`,
      id: 'SQS3',
      reason: 'It is the dead-letter queue of a schedule, which the rule does not look at.',
    })),
    ...publicRoutes.map((route) => ({
      path: `Api/HttpApi/${route.replace(' ', '').replaceAll('/', '--')}`,
      id: 'APIG4',
      reason:
        'For everybody: a page, a link whose signature the function checks, or the description of the API.',
    })),
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

/** The functions of the API's stack. */
const behindTheApi: ReadonlySet<string> = new Set(['handle-api-request', 'serve-public-pages']);

interface Acknowledged {
  /** Of the construct, within the app. */
  readonly path: string;
  /** The rule, and for a granular rule its finding, without the pack's name. */
  readonly id: string;
  readonly reason: string;
}
