import type { Run } from './runner.ts';

/** An execution as DescribeExecution answers it: times in epoch seconds, input and output as JSON texts. */
export function describeExecution(run: Run): DescribedExecution {
  const { execution } = run;
  return {
    ...listedExecution(run),
    input: JSON.stringify(execution.input),
    inputDetails: { included: true },
    ...(execution.output !== undefined && {
      output: JSON.stringify(execution.output),
      outputDetails: { included: true },
    }),
    ...(execution.error !== undefined && { error: execution.error }),
    ...(execution.cause !== undefined && { cause: execution.cause }),
    redriveStatus: redrivable(execution.status) ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
  };
}

/** An execution as a row of ListExecutions. */
export function listedExecution({ execution }: Run): ListedExecution {
  return {
    executionArn: execution.arn,
    stateMachineArn: execution.stateMachineArn,
    name: execution.name,
    status: execution.status,
    startDate: seconds(execution.startTime),
    ...(execution.stopTime !== undefined && { stopDate: seconds(execution.stopTime) }),
    redriveCount: execution.redriveCount,
    ...(execution.redriveTime !== undefined && { redriveDate: seconds(execution.redriveTime) }),
  };
}

export function executionArn(stateMachineArn: string, name: string): string {
  return `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
}

export const seconds = (milliseconds: number): number => milliseconds / 1000;

export interface ListedExecution {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: string;
  readonly startDate: number;
  readonly stopDate?: number;
  readonly redriveCount: number;
  readonly redriveDate?: number;
}

export interface DescribedExecution extends ListedExecution {
  readonly input: string;
  readonly inputDetails: { readonly included: true };
  readonly output?: string;
  readonly outputDetails?: { readonly included: true };
  readonly error?: string;
  readonly cause?: string;
  readonly redriveStatus: string;
}

function redrivable(status: string): boolean {
  return status === 'FAILED' || status === 'TIMED_OUT' || status === 'ABORTED';
}
