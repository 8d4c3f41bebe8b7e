import { createCalls } from '#local/calls';
import { VirtualClock } from '#local/clock';
import { Journal } from '#local/journal';
import { createStepFunctions, type StepFunctions } from '#local/step-functions/step-functions';
import { loadTemplates } from '#local/template/load-templates';

const ARN = 'arn:aws:states:us-east-1:000000000000:stateMachine';
const START = Date.UTC(2026, 10, 24, 9);

describe('executions that start executions', () => {
  it.each([
    ['startExecution', { ExecutionArn: expect.stringContaining(':child:'), StartDate: expect.any(Number) }],
    ['startExecution.sync', { Status: 'SUCCEEDED', Output: '{"doubled":8}', Name: expect.any(String) }],
    ['startExecution.sync:2', { Status: 'SUCCEEDED', Output: { doubled: 8 }, Input: { number: 4 } }],
  ])('get its result with states:%s', async (action, output) => {
    const world = aWorld({ child: CHILD, parent: parentOf(action) });

    const parent = await world.run('parent', { number: 4 });

    expect(parent.output).toMatchObject(output);
  });

  it('wait for a child that waits itself, and are stopped together with it', async () => {
    const world = aWorld({ child: SLOW_CHILD, parent: parentOf('startExecution.sync:2') });

    const parent = await world.run('parent', { number: 4 });
    expect(parent.status).toBe('RUNNING');
    await world.call('StopExecution', { executionArn: parent.arn });
    await world.clock.settle();

    expect(world.states.runs().map(({ execution }) => execution.status)).toEqual(['ABORTED', 'ABORTED']);
  });

  it('fail with States.TaskFailed when the child fails', async () => {
    const world = aWorld({ child: FAILING_CHILD, parent: parentOf('startExecution.sync:2') });

    const parent = await world.run('parent', { number: 4 });

    expect(parent).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' });
    expect(JSON.parse(parent.cause ?? '')).toMatchObject({ Status: 'FAILED', Error: 'Broken' });
  });

  it('can ask after an execution through the SDK integration', async () => {
    const asking = machine({
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:sfn:describeExecution',
      Arguments: { ExecutionArn: '{% $states.context.Execution.Id %}' },
      Output: '{% $states.result.Status %}',
      End: true,
    });
    const world = aWorld({ child: CHILD, parent: asking });

    expect((await world.run('parent', {})).output).toBe('RUNNING');
  });
});

const machine = (state: Record<string, unknown>): string =>
  JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'Only', States: { Only: state } });

const CHILD = machine({ Type: 'Pass', Output: { doubled: '{% $states.input.number * 2 %}' }, End: true });
const SLOW_CHILD = machine({ Type: 'Wait', Seconds: 3600, End: true });
const FAILING_CHILD = machine({ Type: 'Fail', Error: 'Broken' });

function parentOf(action: string): string {
  return machine({
    Type: 'Task',
    Resource: `arn:aws:states:::states:${action}`,
    Arguments: { StateMachineArn: `${ARN}:child`, Input: '{% $states.input %}' },
    End: true,
  });
}

function aWorld(definitions: Record<string, string>) {
  const trust = {
    Statement: [
      { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'states.amazonaws.com' } },
    ],
  };
  const Resources = {
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust } },
    ...Object.fromEntries(
      Object.entries(definitions).map(([name, DefinitionString]) => [
        name,
        {
          Type: 'AWS::StepFunctions::StateMachine',
          Properties: {
            StateMachineName: name,
            RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
            DefinitionString,
          },
        },
      ]),
    ),
  };
  const clock = new VirtualClock({ initial: { offset: 0, frozenAt: START } });
  const calls = createCalls({ clock, iam: { authorize: () => undefined } });
  const deployment = loadTemplates({ templates: { test: { Resources } }, port: 0 });
  const states: StepFunctions = createStepFunctions({
    journal: Journal.open(),
    clock,
    deployment,
    calls,
    report: (line) => {
      throw new Error(line);
    },
  });
  calls.add(states.service);
  clock.start();
  const call = (operation: string, input: Record<string, unknown>) =>
    calls.call({ caller: { kind: 'operator' }, service: 'states', operation, input });
  return {
    clock,
    states,
    call,
    async run(name: string, input: unknown) {
      const { executionArn } = await call('StartExecution', {
        stateMachineArn: `${ARN}:${name}`,
        input: JSON.stringify(input),
      });
      await clock.settle();
      const found = states.runs().find(({ execution }) => execution.arn === executionArn);
      if (found === undefined) throw new Error('the execution is gone');
      return found.execution;
    },
  };
}
