import * as z from 'zod';
import { AwsError } from '../aws-error.ts';
import type { Access, Members, Operation } from '../aws-service.ts';
import type { VirtualClock } from '../clock.ts';
import { describeExecution, executionArn, listedExecution, seconds } from './describe.ts';
import type { Signal } from './execution.ts';
import type { HistoryEvent } from './history.ts';
import type { Json } from './json.ts';
import { startExecution, tokenOwner } from './lifecycle.ts';
import { MAX_DATA_BYTES } from './limits.ts';
import { InvalidDefinition, parseStateMachine } from './parse-state-machine.ts';
import type { Run, Runner } from './runner.ts';
import type { DeployedMachine, StateMachines } from './state-machines.ts';
import { operation, paged } from './typed-operation.ts';

const DAY_MS = 86_400_000;
/** How long a closed execution can be seen, and its name stays taken; and how long it can be redriven. */
const RETENTION_MS = 90 * DAY_MS;
const REDRIVE_MS = 14 * DAY_MS;

/** The operations of Step Functions' API that Alongside, its console and its operators use. */
export function stepFunctionsOperations({
  runner,
  machines,
  clock,
}: OperationsOptions): Record<string, Operation> {
  function run(arn: string): Run {
    const found = runner.get(arn);
    const stopTime = found?.execution.stopTime;
    if (found !== undefined && (stopTime === undefined || clock.now() - stopTime < RETENTION_MS))
      return found;
    throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
  }

  async function answer(token: string, signal: Signal): Promise<Members> {
    const owner = tokenOwner(token);
    if (owner === undefined) throw new AwsError('InvalidToken', `Invalid Token: 'Invalid token'`);
    const verdict = await runner.signal(owner.executionArn, signal);
    if (verdict === 'accepted') return {};
    throw new AwsError(
      verdict === 'ignored' ? 'TaskDoesNotExist' : verdict,
      refusals[verdict] ?? 'Task does not exist',
    );
  }

  return {
    StartExecution: operation(StartInput, {
      access: ({ stateMachineArn }) => on('states:StartExecution', stateMachineArn),
      run: (input) => {
        const machine = machines.get(input.stateMachineArn);
        const given = parseInput(input.input ?? '{}');
        const name = input.name ?? crypto.randomUUID();
        const arn = executionArn(machine.arn, name);
        const existing = runner.get(arn)?.execution;
        if (existing !== undefined) {
          const same =
            existing.status === 'RUNNING' && JSON.stringify(existing.input) === JSON.stringify(given);
          if (same) return { executionArn: arn, startDate: seconds(existing.startTime) };
          if (existing.stopTime === undefined || clock.now() - existing.stopTime < RETENTION_MS) {
            throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
          }
        }
        const startTime = clock.now();
        const { roleArn, name: stateMachineName, arn: stateMachineArn } = machine;
        const start = { arn, name, input: given, roleArn, stateMachineArn, stateMachineName, startTime };
        runner.add({ execution: startExecution(machine.machine, start), definition: machine.definition });
        runner.begin(arn);
        return { executionArn: arn, startDate: seconds(startTime) };
      },
    }),
    DescribeExecution: operation(ExecutionInput, {
      access: onExecution('states:DescribeExecution'),
      run: (input) => ({ ...describeExecution(run(input.executionArn)) }),
    }),
    GetExecutionHistory: operation(HistoryInput, {
      access: onExecution('states:GetExecutionHistory'),
      run: (input) => {
        const { executionArn: arn, maxResults, nextToken, reverseOrder, includeExecutionData } = input;
        const events = [...runner.history(run(arn).execution.arn)];
        if (reverseOrder) events.reverse();
        const { page, next } = paged(events, { size: maxResults || 100, token: nextToken });
        const shown = includeExecutionData ? page : page.map(withoutData);
        return { events: shown, ...(next !== undefined && { nextToken: next }) };
      },
    }),
    ListExecutions: operation(ListInput, {
      access: ({ stateMachineArn }) => on('states:ListExecutions', stateMachineArn),
      run: ({ stateMachineArn, statusFilter, maxResults, nextToken }) => {
        const machine = machines.get(stateMachineArn);
        const runs = [...runner.all()]
          .filter(({ execution }) => execution.stateMachineArn === machine.arn)
          .filter(({ execution }) => statusFilter === undefined || execution.status === statusFilter)
          .sort((a, b) => b.execution.startTime - a.execution.startTime);
        const { page, next } = paged(runs, { size: maxResults || 100, token: nextToken });
        return { executions: page.map(listedExecution), ...(next !== undefined && { nextToken: next }) };
      },
    }),
    StopExecution: operation(StopInput, {
      access: onExecution('states:StopExecution'),
      run: async ({ executionArn: arn, error, cause }) => {
        const { execution } = run(arn);
        await runner.signal(arn, { type: 'stop', error, cause });
        return { stopDate: seconds(execution.stopTime ?? clock.now()) };
      },
    }),
    RedriveExecution: operation(ExecutionInput, {
      access: onExecution('states:RedriveExecution'),
      run: async ({ executionArn: arn }) => {
        const { execution } = run(arn);
        const tooLate = clock.now() - (execution.stopTime ?? 0) >= REDRIVE_MS;
        const verdict = tooLate ? 'ExecutionNotRedrivable' : await runner.signal(arn, { type: 'redrive' });
        if (verdict === 'accepted') return { redriveDate: seconds(execution.redriveTime ?? clock.now()) };
        throw new AwsError('ExecutionNotRedrivable', `Execution is not redrivable: '${arn}'`);
      },
    }),
    SendTaskSuccess: operation(SuccessInput, {
      access: onTokenOwner('states:SendTaskSuccess'),
      run: ({ taskToken, output }) =>
        answer(taskToken, { type: 'callbackSucceeded', token: taskToken, output: parseOutput(output) }),
    }),
    SendTaskFailure: operation(FailureInput, {
      access: onTokenOwner('states:SendTaskFailure'),
      run: ({ taskToken, error, cause }) =>
        answer(taskToken, { type: 'callbackFailed', token: taskToken, error, cause }),
    }),
    SendTaskHeartbeat: operation(TokenInput, {
      access: onTokenOwner('states:SendTaskHeartbeat'),
      run: ({ taskToken }) => answer(taskToken, { type: 'heartbeat', token: taskToken }),
    }),
    DescribeStateMachine: operation(MachineInput, {
      access: ({ stateMachineArn }) => on('states:DescribeStateMachine', stateMachineArn),
      run: ({ stateMachineArn }) => described(machines.get(stateMachineArn)),
    }),
    DescribeStateMachineForExecution: operation(ExecutionInput, {
      access: onExecution('states:DescribeStateMachineForExecution'),
      run: ({ executionArn: arn }) => {
        const found = run(arn);
        const { stateMachineArn, stateMachineName: name, roleArn, startTime } = found.execution;
        const definition = runner.definitionOf(found);
        return { stateMachineArn, name, roleArn, definition, updateDate: seconds(startTime) };
      },
    }),
    ListStateMachines: operation(
      z.object({ maxResults: z.number().optional(), nextToken: z.string().optional() }),
      {
        access: () => on('states:ListStateMachines', '*'),
        run: ({ maxResults, nextToken }) => {
          const { page, next } = paged(machines.all(), { size: maxResults || 100, token: nextToken });
          const stateMachines = page.map(({ arn, name }) => ({
            stateMachineArn: arn,
            name,
            type: 'STANDARD',
            creationDate: 0,
          }));
          return { stateMachines, ...(next !== undefined && { nextToken: next }) };
        },
      },
    ),
    ValidateStateMachineDefinition: operation(z.object({ definition: z.string() }), {
      access: () => on('states:ValidateStateMachineDefinition', '*'),
      run: ({ definition }) => validated(definition),
    }),
  };
}

export interface OperationsOptions {
  readonly runner: Runner;
  readonly machines: StateMachines;
  readonly clock: VirtualClock;
}

const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u;

const StartInput = z.object({
  stateMachineArn: z.string(),
  name: z.string().regex(NAME, { error: 'InvalidName' }).optional(),
  input: z.string().optional(),
});
const ExecutionInput = z.object({ executionArn: z.string() });
const MachineInput = z.object({ stateMachineArn: z.string() });
const Page = { maxResults: z.number().int().min(0).max(1000).optional(), nextToken: z.string().optional() };
const HistoryInput = ExecutionInput.extend({
  ...Page,
  reverseOrder: z.boolean().default(false),
  includeExecutionData: z.boolean().default(true),
});
const ListInput = MachineInput.extend({
  ...Page,
  statusFilter: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']).optional(),
});
const ErrorFields = { error: z.string().max(256).optional(), cause: z.string().max(32_768).optional() };
const StopInput = ExecutionInput.extend(ErrorFields);
const TokenInput = z.object({ taskToken: z.string().min(1).max(2048) });
const SuccessInput = TokenInput.extend({ output: z.string() });
const FailureInput = TokenInput.extend(ErrorFields);

const on = (action: string, resource: string): readonly Access[] => [{ action, resource }];
const onExecution = (action: string) => (input: { executionArn: string }) => on(action, input.executionArn);

/** Task tokens are granted by state machine. A text that is no token is refused for what it is, not for its rights. */
const onTokenOwner = (action: string) => (input: { taskToken: string }) => {
  const owner = tokenOwner(input.taskToken);
  if (owner === undefined) return [];
  const machine = owner.executionArn
    .replace(':execution:', ':stateMachine:')
    .split(':')
    .slice(0, 7)
    .join(':');
  return on(action, machine);
};

const refusals: Readonly<Record<string, string>> = {
  TaskTimedOut: `Task Timed Out: 'Provided task does not exist anymore'`,
  TaskDoesNotExist: `Task does not exist`,
  InvalidToken: `Invalid Token: 'Invalid token'`,
};

function parseInput(text: string): Json {
  if (Buffer.byteLength(text) > MAX_DATA_BYTES) {
    throw new AwsError(
      'InvalidExecutionInput',
      `Invalid State Machine Execution Input: the input exceeds ${MAX_DATA_BYTES} bytes`,
    );
  }
  return parseJson(
    text,
    (detail) => new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${detail}'`),
  );
}

function parseOutput(text: string): Json {
  if (Buffer.byteLength(text) > MAX_DATA_BYTES) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at 'output' exceeds ${MAX_DATA_BYTES} bytes`,
    );
  }
  return parseJson(text, (detail) => new AwsError('InvalidOutput', `Invalid Output: '${detail}'`));
}

function parseJson(text: string, refuse: (detail: string) => AwsError): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // The parser's own message would quote the text.
    throw refuse('not valid JSON');
  }
}

function described({ arn, name, definition, roleArn }: DeployedMachine): Members {
  return {
    stateMachineArn: arn,
    name,
    status: 'ACTIVE',
    definition,
    roleArn,
    type: 'STANDARD',
    creationDate: 0,
  };
}

function validated(definition: string): Members {
  try {
    parseStateMachine(definition);
    return { result: 'OK', diagnostics: [] };
  } catch (error) {
    if (!(error instanceof InvalidDefinition)) throw error;
    return {
      result: 'FAIL',
      diagnostics: [{ severity: 'ERROR', code: 'SCHEMA_VALIDATION_FAILED', message: error.message }],
    };
  }
}

/** The event without inputs and outputs, as `includeExecutionData: false` answers it. */
function withoutData(event: HistoryEvent): Members {
  return JSON.parse(
    JSON.stringify(event, (key, value: unknown) => (DATA_MEMBERS.has(key) ? undefined : value)),
  ) as Members;
}
const DATA_MEMBERS = new Set(['input', 'output', 'parameters', 'assignedVariables', 'cause']);
