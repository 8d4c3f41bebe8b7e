import { CfnResource, Duration, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Foundation } from '../foundation.ts';
import { functionEnvironment } from '../function-environment.ts';
import { permissionStatements } from '../permission-statements.ts';
import { permissionsOf, type FunctionFolder } from '../permissions.ts';
import { pascalCase } from '../names.ts';
import { physicalName } from '../settings.ts';
import { removalPolicy } from '../removal.ts';
import { alarmPeriod, FailureAlarm } from './failure-alarm.ts';

/** One folder of functions/ as a Lambda: what it is for, not how Lambda wants it said. */
export interface ServiceFunctionProps {
  readonly folder: FunctionFolder;
  /** What its failure means for people, as a sentence. */
  readonly failureMeans: string;
  readonly foundation: Foundation;
  /** 20 seconds when left out. */
  readonly timeout?: Duration;
  /** MiB; 512 when left out. */
  readonly memory?: number;
}

/** The metadata key under which the embedded cloud finds a function's source folder. */
export const folderMetadata = 'alongside:folder';

/**
 * A Lambda on Node.js 24 (arm64, ES modules) with a role of its own that allows what `permissions` lists for its
 * folder and nothing more, JSON logs kept as long as the stage says, and an alarm on its errors.
 */
export class ServiceFunction extends Construct {
  readonly folder: FunctionFolder;
  readonly lambda: LambdaFunction;

  constructor(scope: Construct, props: ServiceFunctionProps) {
    super(scope, pascalCase(props.folder));
    const { folder, foundation } = props;
    const { settings } = foundation;
    const functionName = physicalName(settings, folder);

    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: settings.logRetentionDays,
      removalPolicy: removalPolicy(settings),
    });
    const role = new Role(this, 'Role', {
      description: `What functions/${folder} may do`,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    logGroup.grantWrite(role);

    this.folder = folder;
    this.lambda = new LambdaFunction(this, 'Function', {
      functionName,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: foundation.sources.code(folder),
      handler: 'index.handler',
      timeout: props.timeout ?? Duration.seconds(20),
      memorySize: props.memory ?? 512,
      environment: functionEnvironment(Stack.of(this), permissionsOf(folder), foundation),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.WARN,
      tracing: settings.tracing === 'on' ? Tracing.ACTIVE : Tracing.DISABLED,
    });
    this.permit(foundation, role);
    this.rememberFolder();

    new FailureAlarm(this, 'Errors', {
      alarmName: `${functionName}-errors`,
      metric: this.lambda.metricErrors({ period: alarmPeriod }),
      failureMeans: props.failureMeans,
      alarmTopic: foundation.alarmTopic,
    });
  }

  private permit(foundation: Foundation, role: Role): void {
    const statements = permissionStatements(Stack.of(this), permissionsOf(this.folder), foundation);
    for (const statement of statements) role.addToPrincipalPolicy(statement);
  }

  private rememberFolder(): void {
    const resource = this.lambda.node.defaultChild;
    if (CfnResource.isCfnResource(resource)) resource.addMetadata(folderMetadata, this.folder);
  }
}
