import { Stack } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Foundation } from '../foundation.ts';
import { machinePlaceholder, pascalCase } from '../names.ts';
import { executionArns, stateMachineArn } from '../permission-statements.ts';
import { removalPolicy } from '../removal.ts';
import { physicalName, type Settings } from '../settings.ts';
import type { WorkflowName } from '#shared/contracts/workflow';
import { placeholdersIn } from '../definitions/workflow-functions.ts';
import { alarmPeriod, FailureAlarm } from './failure-alarm.ts';
import type { ServiceFunction } from './service-function.ts';

/** One file of workflows/ as a state machine. */
export interface WorkflowProps {
  /** The file is `workflows/<name>.asl.json`, the machine `alongside-<stage>-<name>`. */
  readonly name: WorkflowName;
  /** What it calls: each becomes a placeholder (its folder in PascalCase) and a grant. */
  readonly functions: readonly ServiceFunction[];
  /** Machines that it starts (`<Name>StateMachine` in the file); of those in `runs` it waits for the end. */
  readonly runs: readonly WorkflowName[];
  readonly starts: readonly WorkflowName[];
  /** What the failure of one execution means for people, as a sentence. */
  readonly failureMeans: string;
  readonly foundation: Foundation;
}

/**
 * A Standard state machine whose role may invoke exactly the functions it names. It logs every event but no
 * execution data. Throws when the file's placeholders and the functions are not the same set.
 *
 * Its name is explicit, so that those who start and resume it can be granted by name; and it outlives its removal
 * from a kept stage, because replacing a machine ends the executions that run on it.
 */
export class Workflow extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, props: WorkflowProps) {
    super(scope, `${pascalCase(props.name)}Workflow`);
    const { settings, sources, alarmTopic } = props.foundation;
    const stateMachineName = physicalName(settings, props.name);
    const definition = sources.definition(props.name);
    const substitutions = substitutionsFor(props, { definition, stack: Stack.of(this) });

    const logs = new LogGroup(this, 'Logs', {
      // This prefix keeps Step Functions from growing the account's one log resource policy past its limit.
      logGroupName: `/aws/vendedlogs/states/${stateMachineName}`,
      retention: settings.logRetentionDays,
      removalPolicy: removalPolicy(settings),
    });
    this.stateMachine = new StateMachine(this, 'StateMachine', {
      stateMachineName,
      stateMachineType: StateMachineType.STANDARD,
      // As text: a file asset would be invisible in `cdk diff`, and to the embedded cloud.
      definitionBody: DefinitionBody.fromString(definition),
      definitionSubstitutions: substitutions,
      role: this.role(props, stateMachineName),
      logs: { destination: logs, level: LogLevel.ALL, includeExecutionData: false },
      tracingEnabled: settings.tracing === 'on',
      removalPolicy: removalPolicy(settings),
    });

    new FailureAlarm(this, 'Failures', {
      alarmName: `${stateMachineName}-executions`,
      metric: failures(this.stateMachine),
      failureMeans: props.failureMeans,
      alarmTopic,
    });
  }

  private role({ name, functions, runs, starts, foundation }: WorkflowProps, stateMachineName: string): Role {
    const stack = Stack.of(this);
    const role = new Role(this, 'Role', {
      description: `What the state machine ${stateMachineName} may do`,
      assumedBy: new ServicePrincipal('states.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnEquals: { 'aws:SourceArn': stateMachineArn(stack, foundation.settings, name) },
        },
      }),
    });
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: functions.map(({ lambda }) => lambda.functionArn),
      }),
    );
    for (const statement of nestedStatements(stack, { runs, starts }, foundation.settings))
      role.addToPrincipalPolicy(statement);
    return role;
  }
}

/** To run another machine to its end, Step Functions looks at the execution and hears of it through an events rule. */
function nestedStatements(
  stack: Stack,
  { runs, starts }: Pick<WorkflowProps, 'runs' | 'starts'>,
  settings: Settings,
): PolicyStatement[] {
  if (runs.length + starts.length === 0) return [];
  const started = [...new Set([...runs, ...starts])].map((name) => stateMachineArn(stack, settings, name));
  const start = new PolicyStatement({ actions: ['states:StartExecution'], resources: started });
  if (runs.length === 0) return [start];
  return [
    start,
    new PolicyStatement({
      actions: ['states:DescribeExecution', 'states:StopExecution'],
      resources: runs.map((name) => executionArns(stack, settings, name)),
    }),
    new PolicyStatement({
      actions: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
      resources: [
        stack.formatArn({
          service: 'events',
          resource: 'rule',
          resourceName: 'StepFunctionsGetEventsForStepFunctionsExecutionRule',
        }),
      ],
    }),
  ];
}

function substitutionsFor(
  { name, functions, runs, starts, foundation }: WorkflowProps,
  { definition, stack }: { definition: string; stack: Stack },
): Record<string, string> {
  const supplied = new Map([
    ...functions.map((one): [string, string] => [pascalCase(one.folder), one.lambda.functionArn]),
    ...[...runs, ...starts].map((machine): [string, string] => [
      machinePlaceholder(machine),
      stateMachineArn(stack, foundation.settings, machine),
    ]),
  ]);
  const placeholders = placeholdersIn(definition);
  const unknown = placeholders.filter((placeholder) => !supplied.has(placeholder));
  const unused = [...supplied.keys()].filter((placeholder) => !placeholders.includes(placeholder));
  if (unknown.length + unused.length > 0) {
    throw new Error(
      `workflows/${name}.asl.json and its functions do not match: ` +
        `placeholders that nothing fills: ${list(unknown)}; functions and machines without a placeholder: ${list(unused)}`,
    );
  }
  return Object.fromEntries(supplied);
}

const list = (placeholders: string[]): string =>
  placeholders.map((placeholder) => `\${${placeholder}}`).join(', ') || 'none';

const failures = (machine: StateMachine): MathExpression =>
  new MathExpression({
    label: 'executions that failed, timed out or were stopped',
    expression: 'failed + timedOut + aborted',
    usingMetrics: {
      failed: machine.metricFailed(),
      timedOut: machine.metricTimedOut(),
      aborted: machine.metricAborted(),
    },
    period: alarmPeriod,
  });
