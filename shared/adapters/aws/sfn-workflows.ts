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

/** `Workflows` over Step Functions: an execution's name is the check-in's id, its input holds nothing else. */
export function sfnWorkflows(aws: AwsClientConfig, checkInStateMachineArn: string): Workflows {
  const client = new SFNClient(repeatable(aws));
  const executionArn = (name: string) =>
    `${checkInStateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;

  return {
    startCheckIn: (checkInId) =>
      callAws('Step Functions StartExecution', async () => {
        try {
          await client.send(
            new StartExecutionCommand({
              stateMachineArn: checkInStateMachineArn,
              name: checkInId,
              input: JSON.stringify({ checkInId }),
            }),
          );
          return { outcome: 'started' };
        } catch (error) {
          if (isNamed(error, 'ExecutionAlreadyExists')) return { outcome: 'already-started' };
          throw error;
        }
      }),

    statusOf: (checkInId) =>
      callAws('Step Functions DescribeExecution', async () => {
        try {
          const { status } = await client.send(
            new DescribeExecutionCommand({ executionArn: executionArn(checkInId) }),
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
