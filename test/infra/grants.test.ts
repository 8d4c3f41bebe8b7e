import { functionFolders, permissions } from '#infra/permissions';
import { pascalCase } from '#infra/names';
import { allowedActions, everyRole, statementsOf } from './support/policies.ts';
import { stacksOf } from './support/stacks.ts';

const stacks = stacksOf({ stage: 'local' });
const statements = (owner: string) => [
  ...statementsOf(stacks.workflows, owner),
  ...statementsOf(stacks.api, owner),
];
const machineArn = /:states:.*stateMachine:alongside-local-check-in/;

describe('what each function may do', () => {
  test.each(functionFolders)('%s has the table actions of its list and no others', (folder) => {
    const granted = statements(pascalCase(folder));

    const expected = [permissions[folder]].flatMap((one) => [
      ...one.table,
      ...('index' in one ? one.index : []),
    ]);
    expect(allowedActions(granted, 'dynamodb').toSorted()).toEqual(
      expected.map((action) => `dynamodb:${action}`).toSorted(),
    );
  });

  test('only those that search GSI1 may query it', () => {
    const onIndex = functionFolders.filter((folder) =>
      statements(pascalCase(folder)).some(({ resources }) => resources.join().includes('/index/GSI1')),
    );

    expect(onIndex).toEqual(['handle-api-request', 'sweep-check-ins']);
  });

  test('the key may be used through DynamoDB alone', () => {
    const onKey = functionFolders.flatMap((folder) =>
      statements(pascalCase(folder)).filter(({ actions }) => actions.includes('kms:GenerateDataKey')),
    );

    expect(onKey).toHaveLength(functionFolders.length);
    for (const { condition } of onKey)
      expect(JSON.stringify(condition)).toMatch(/kms:ViaService.*dynamodb\./);
  });

  test('only the two that text may publish: to any phone number and to no topic', () => {
    const publishing = functionFolders.filter(
      (folder) => allowedActions(statements(pascalCase(folder)), 'sns').length > 0,
    );
    const onSns = statements('AskCheckIn').filter(({ actions }) => actions.includes('sns:Publish'));

    expect(publishing).toEqual(['ask-check-in', 'nudge-check-in']);
    expect(onSns).toEqual([
      expect.objectContaining({ effect: 'Allow', resources: ['*'] }),
      expect.objectContaining({
        effect: 'Deny',
        resources: [expect.stringContaining(':sns:*:*:*')],
      }),
    ]);
  });

  test("only the two that email may send, from the programme's address", () => {
    const mailing = functionFolders.filter(
      (folder) => allowedActions(statements(pascalCase(folder)), 'ses').length > 0,
    );
    const [sending] = statements('HandOver').filter(({ actions }) => actions.includes('ses:SendEmail'));

    expect(mailing).toEqual(['hand-over', 'sweep-check-ins']);
    expect(sending?.condition).toEqual({ StringEquals: { 'ses:FromAddress': 'alongside@example.org' } });
    expect(sending?.resources).toEqual([
      expect.stringContaining(':configuration-set/alongside-local-mail'),
      expect.stringContaining(':identity/alongside@example.org'),
    ]);
  });

  test.each([
    ['AskCheckIn', 'states:SendTaskSuccess'],
    ['NudgeCheckIn', 'states:SendTaskSuccess'],
    ['ReceiveSms', 'states:SendTaskSuccess'],
    ['HandleApiRequest', 'states:StartExecution'],
  ])('%s may call %s on the check-in machine', (owner, action) => {
    const onMachine = statements(owner).filter(({ actions }) => actions.join().startsWith('states:'));

    expect(onMachine).toEqual([
      expect.objectContaining({ actions: [action], resources: [expect.stringMatching(machineArn)] }),
    ]);
  });

  test('the sweep may look at executions of the check-in machine, and start or resume none', () => {
    const onMachine = statements('SweepCheckIns').filter(({ actions }) =>
      actions.join().startsWith('states:'),
    );

    expect(onMachine).toEqual([
      expect.objectContaining({
        actions: ['states:DescribeExecution'],
        resources: [expect.stringMatching(/execution:alongside-local-check-in:\*/)],
      }),
    ]);
  });

  test('those that neither wait for nor start a check-in cannot reach its machine', () => {
    for (const owner of ['CloseCheckIn', 'HandOver']) {
      expect(allowedActions(statements(owner), 'states')).toEqual([]);
    }
  });
});

describe('what the others may do', () => {
  test('the machine may invoke its four functions and nothing else', () => {
    const [invoke] = statements('CheckInWorkflow').filter(({ actions }) =>
      actions.includes('lambda:InvokeFunction'),
    );

    expect(invoke?.resources).toHaveLength(4);
    for (const name of ['AskCheckIn', 'NudgeCheckIn', 'CloseCheckIn', 'HandOver']) {
      expect(invoke?.resources).toContainEqual(expect.stringContaining(`"${name}Function`));
    }
  });

  test('the schedule may invoke the sweep and fill its dead-letter queue', () => {
    const granted = statements('HourlySweep');

    expect(allowedActions(granted, 'lambda')).toEqual(['lambda:InvokeFunction']);
    expect(allowedActions(granted, 'sqs')).toEqual(['sqs:SendMessage']);
  });

  test('no role is allowed an action by wildcard', () => {
    const actions = Object.values(stacks).flatMap((stack) =>
      statementsOf(stack, everyRole).flatMap((statement) => statement.actions),
    );

    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  test('every function has a role of its own, and no managed policy', () => {
    const functions = [stacks.workflows, stacks.api].flatMap((stack) =>
      Object.values(stack.findResources('AWS::Lambda::Function')),
    );
    const roles = functions.map((one) => JSON.stringify(one['Properties'].Role));
    const managed = Object.values(stacks).flatMap((stack) =>
      Object.values(stack.findResources('AWS::IAM::Role', { Properties: { ManagedPolicyArns: {} } })),
    );

    expect(new Set(roles).size).toBe(functionFolders.length);
    expect(managed).toEqual([]);
  });
});
