import {
  DescribeExecutionCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { WaitingSteps, Workflows } from '../../ports/workflows.ts';
import type { AwsClientConfig } from '../../runtime/platform.ts';
import { repeatable } from './client-settings.ts';
import { callAws } from './foreign-error.ts';

/** `Workflows` over Step Functions. `arnPrefix` is what every state machine's ARN begins with, before the workflow's name. */
export function sfnWorkflows(aws: AwsClientConfig, arnPrefix: string): Workflows {
  const client = new SFNClient(repeatable(aws));
  const executionArn = (workflow: string, name: string) =>
    `${arnPrefix.replace(':stateMachine:', ':execution:')}${workflow}:${name}`;

  return {
    start: ({ workflow, name, input }) =>
      callAws('Step Functions StartExecution', async () => {
        try {
          await client.send(
            new StartExecutionCommand({
              stateMachineArn: `${arnPrefix}${workflow}`,
              name,
              input: JSON.stringify(input),
            }),
          );
          return { outcome: 'started' };
        } catch (error) {
          if (isNamed(error, 'ExecutionAlreadyExists')) return { outcome: 'already-started' };
          throw error;
        }
      }),

    statusOf: (workflow, name) =>
      callAws('Step Functions DescribeExecution', async () => {
        try {
          const { status } = await client.send(
            new DescribeExecutionCommand({ executionArn: executionArn(workflow, name) }),
          );
          return status === 'RUNNING' || status === 'PENDING_REDRIVE' ? 'running' : 'ended';
        } catch (error) {
          if (isNamed(error, 'ExecutionDoesNotExist')) return 'never-started';
          throw error;
        }
      }),
  };
}

/** `WaitingSteps` over Step Functions. The token says which execution: no ARN is needed. */
export function sfnWaitingSteps(aws: AwsClientConfig): WaitingSteps {
  const client = new SFNClient(repeatable(aws));
  return {
    complete: (taskToken, output) =>
      callAws('Step Functions SendTaskSuccess', async () => {
        try {
          await client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));
          return { outcome: 'completed' };
        } catch (error) {
          if (isNamed(error, 'TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken')) return { outcome: 'gone' };
          throw error;
        }
      }),
  };
}

const isNamed = (error: unknown, ...names: string[]): boolean =>
  error instanceof Error && names.includes(error.name);
