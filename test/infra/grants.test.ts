import { callsOf, workflowNames } from '#infra/definitions/workflow-functions';
import { functionFolders, permissionsOf, type FunctionFolder } from '#infra/permissions';
import { pascalCase } from '#infra/names';
import { allowedActions, everyRole, statementsOf, type Statement } from './support/policies.ts';
import { stacksOf } from './support/stacks.ts';

const stacks = stacksOf({ stage: 'local' });
const statements = (owner: string) => [
  ...statementsOf(stacks.workflows, owner),
  ...statementsOf(stacks.api, owner),
];
const ofFunction = (folder: FunctionFolder) => statements(pascalCase(folder));

/** The functions whose role allows an action. */
const whoMay = (action: string): FunctionFolder[] =>
  functionFolders.filter((folder) =>
    ofFunction(folder).some(({ effect, actions }) => effect === 'Allow' && actions.includes(action)),
  );

/** The state machines that a role may do this with, by their names. */
const machinesFor = (granted: readonly Statement[], action: string): string[] =>
  granted
    .filter(({ effect, actions }) => effect === 'Allow' && actions.includes(action))
    .flatMap(({ resources }) => resources)
    .map(
      (resource) => /:(?:stateMachine|execution):alongside-local-([a-z-]+)/.exec(resource)?.[1] ?? resource,
    )
    .toSorted();

describe('what each function may do', () => {
  test.each(functionFolders)('%s has the table actions of its list and no others', (folder) => {
    const { table = [], index = [] } = permissionsOf(folder);

    expect([...new Set(allowedActions(ofFunction(folder), 'dynamodb'))].toSorted()).toEqual(
      [...new Set([...table, ...index].map((action) => `dynamodb:${action}`))].toSorted(),
    );
  });

  test.each(functionFolders)('%s reaches the state machines of its list and no others', (folder) => {
    const { starts = [], watches = [], completesSteps = false } = permissionsOf(folder);
    const granted = ofFunction(folder);

    expect(machinesFor(granted, 'states:StartExecution')).toEqual([...starts].toSorted());
    expect(machinesFor(granted, 'states:DescribeExecution')).toEqual([...watches].toSorted());
    expect(machinesFor(granted, 'states:SendTaskSuccess')).toEqual(
      completesSteps ? workflowNames.toSorted() : [],
    );
  });

  test('those that search the index, and only those, may query it', () => {
    const onIndex = functionFolders.filter((folder) =>
      ofFunction(folder).some(({ resources }) => resources.join().includes('/index/GSI1')),
    );

    expect(onIndex).toEqual(functionFolders.filter((folder) => permissionsOf(folder).index));
  });

  test('the key of data may be used through the database and the queues alone', () => {
    const onKey = functionFolders.flatMap((folder) =>
      ofFunction(folder).filter(({ actions }) => actions.includes('kms:GenerateDataKey')),
    );

    expect(onKey.length).toBeGreaterThanOrEqual(functionFolders.length);
    for (const { condition } of onKey)
      expect(JSON.stringify(condition)).toMatch(/kms:ViaService.*(?:dynamodb|sqs)\./);
  });

  test('one function may text: to any phone number and to no topic', () => {
    const onSns = statements('SendText').filter(({ actions }) => actions.includes('sns:Publish'));

    expect(whoMay('sns:Publish')).toEqual(['send-text']);
    expect(onSns).toEqual([
      expect.objectContaining({ effect: 'Allow', resources: ['*'] }),
      expect.objectContaining({
        effect: 'Deny',
        resources: [expect.stringContaining(':sns:*:*:*')],
      }),
    ]);
  });

  test("one function may email, from the programme's address", () => {
    const [sending] = statements('SendEmail').filter(({ actions }) => actions.includes('ses:SendEmail'));

    expect(whoMay('ses:SendEmail')).toEqual(['send-email']);
    expect(sending?.condition).toEqual({ StringEquals: { 'ses:FromAddress': 'alongside@example.org' } });
    expect(sending?.resources).toEqual([
      expect.stringContaining(':configuration-set/alongside-local-mail'),
      expect.stringContaining(':identity/alongside@example.org'),
    ]);
  });

  test('those that send sign links, those that serve them check them, and nobody does both', () => {
    expect(whoMay('kms:GenerateMac')).toEqual(['send-text', 'send-email']);
    expect(whoMay('kms:VerifyMac')).toEqual(['serve-public-pages']);
  });

  test('those that plan messages may put them into the queues, now and later, and nobody else', () => {
    const plan = functionFolders.filter((folder) => permissionsOf(folder).plans);

    for (const action of ['sqs:SendMessage', 'scheduler:CreateSchedule', 'iam:PassRole'])
      expect(whoMay(action)).toEqual(plan);
    for (const folder of plan) {
      const granted = ofFunction(folder);
      const [later] = granted.filter(({ actions }) => actions.includes('scheduler:CreateSchedule'));
      const [pass] = granted.filter(({ actions }) => actions.includes('iam:PassRole'));
      expect(later?.resources).toEqual([expect.stringContaining(':schedule/alongside-local-messages/*')]);
      expect(pass?.condition).toEqual({ StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } });
    }
  });
});

describe('what the others may do', () => {
  test.each(workflowNames)('%s may invoke its functions and start its machines, and nothing else', (name) => {
    const { functions, runs = [], starts = [] } = callsOf(name);
    const granted = statements(`${pascalCase(name)}Workflow`);
    const invoked = granted
      .filter(({ actions }) => actions.includes('lambda:InvokeFunction'))
      .flatMap(({ resources }) => resources);

    expect(invoked).toHaveLength(functions.length);
    for (const folder of functions)
      expect(invoked).toContainEqual(expect.stringContaining(`"${pascalCase(folder)}Function`));
    expect(machinesFor(granted, 'states:StartExecution')).toEqual([...runs, ...starts].toSorted());
    expect(machinesFor(granted, 'states:DescribeExecution')).toEqual([...runs].toSorted());
  });

  test('the schedule of the sweep may invoke it and fill its dead-letter queue', () => {
    const granted = statements('SweepCheckInsRun');

    expect(allowedActions(granted, 'lambda')).toEqual(['lambda:InvokeFunction']);
    expect(allowedActions(granted, 'sqs')).toEqual(['sqs:SendMessage']);
  });

  test('whoever puts messages into the queues later may do only that', () => {
    const granted = statementsOf(stacks.messaging, 'LaterMessages');

    expect(new Set(allowedActions(granted, 'sqs'))).toEqual(new Set(['sqs:SendMessage']));
    expect(granted.flatMap(({ actions }) => actions).filter((one) => !/^(?:sqs|kms):/.test(one))).toEqual([]);
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
