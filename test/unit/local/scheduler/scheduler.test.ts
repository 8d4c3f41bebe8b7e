import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateScheduleCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { AwsError } from '#local/aws-error';
import type { Caller, Members } from '#local/aws-service';
import {
  aFunction,
  aQueue,
  aResource,
  functionArn,
  HOUR,
  MINUTE,
  overHttp,
  queueArn,
  roleArn,
  SECOND,
  smallCloud,
  START,
  type SmallCloud,
} from '../sqs/small-cloud.ts';

const DAY = 24 * HOUR;
const OFF = { Mode: 'OFF' };
const target = (more: Members = {}) => ({
  Arn: functionArn('sweep'),
  RoleArn: roleArn('scheduler'),
  Input: '{}',
  ...more,
});

describe('Scheduler', () => {
  it('invokes the target of a rate at once and then at its period, asynchronously with its role', async () => {
    const { cloud, at } = sweeping({ ScheduleExpression: 'rate(1 hour)' });

    await cloud.clock.advance(3 * HOUR);

    expect(at).toEqual([0, HOUR, 2 * HOUR, 3 * HOUR]);
    expect(cloud.asked[0]).toEqual({
      caller: { kind: 'role', roleArn: roleArn('scheduler') },
      access: [{ action: 'lambda:InvokeFunction', resource: functionArn('sweep') }],
    });
  });

  it('runs every fire of a year in order', async () => {
    const { cloud, at } = sweeping({
      ScheduleExpression: 'cron(0 * * * ? *)',
      ScheduleExpressionTimezone: 'America/Chicago',
    });

    await cloud.clock.advance(365 * DAY);

    // Both ends of the year fire; the hour that autumn repeats counts once.
    expect(at).toHaveLength(365 * 24 + 1 - 1);
    expect(at).toEqual(at.toSorted((a, b) => a - b));
  });

  it('fires nothing while it is disabled', async () => {
    const { cloud, at } = sweeping({ ScheduleExpression: 'rate(1 hour)', State: 'DISABLED' });

    await cloud.clock.advance(DAY);

    expect(at).toEqual([]);
  });

  it('fires somewhere in its flexible window, always at the same place', async () => {
    const run = async () => {
      const FlexibleTimeWindow = { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 };
      const { cloud, at } = sweeping({ ScheduleExpression: 'rate(1 hour)', FlexibleTimeWindow });
      await cloud.clock.advance(5 * HOUR);
      return at.map((time) => time % HOUR);
    };

    const [one, two] = [await run(), await run()];

    expect(one).toEqual(two);
    expect(new Set(one).size).toBeGreaterThan(1);
    expect(Math.max(...one)).toBeLessThan(15 * MINUTE);
  });

  it('deletes itself after its last fire when it is told to, and only then', async () => {
    const cloud = smallCloud({ resources: [aQueue('in')] });
    const once = (Name: string, more: Members) =>
      create(cloud, Name, { ScheduleExpression: 'at(2026-11-24T10:00:00)', ...more });

    await once('goes', { ActionAfterCompletion: 'DELETE' });
    await once('stays', {});
    await cloud.clock.advance(HOUR);

    expect(cloud.scheduler.schedules().map(({ name, nextAt }) => [name, nextAt])).toEqual([
      ['stays', undefined],
    ]);
    expect(cloud.sqs.queues()[0]).toMatchObject({ visible: 2 });
  });

  it('warns of a schedule that lies in the past', async () => {
    const cloud = smallCloud({ resources: [aQueue('in')] });

    await create(cloud, 'late', { ScheduleExpression: 'at(2020-01-01T00:00:00)' });
    await cloud.clock.advance(DAY);

    expect(cloud.lines).toEqual([expect.stringMatching(/schedule\/default\/late will never fire/)]);
    expect(cloud.sqs.queues()[0]).toMatchObject({ visible: 0 });
  });

  it('fills the context attributes into the input of a queue', async () => {
    const cloud = smallCloud({ resources: [aQueue('in')] });
    const Input =
      '<aws.scheduler.schedule-arn> <aws.scheduler.scheduled-time> <aws.scheduler.attempt-number>';

    await create(cloud, 'once', {
      ScheduleExpression: 'at(2026-11-24T10:00:00)',
      Target: { ...toQueue, Input },
    });
    await cloud.clock.advance(HOUR);
    const { Messages } = await cloud.call('sqs', 'ReceiveMessage', { QueueUrl: 'in' });

    expect(Messages).toMatchObject([
      { Body: 'arn:aws:scheduler:us-east-1:000000000000:schedule/default/once 2026-11-24T10:00:00Z 1' },
    ]);
  });

  it('starts a state machine with the schedule’s role', async () => {
    const cloud = smallCloud({ resources: [] });
    const started: unknown[] = [];
    const run = (input: Members, { caller }: { caller: Caller }) => {
      started.push([caller, input]);
      return {};
    };
    cloud.calls.add({ name: 'states', wire: 'json', operations: { StartExecution: { run } } });
    const Arn = 'arn:aws:states:us-east-1:000000000000:stateMachine:check-in';

    await create(cloud, 'once', {
      ScheduleExpression: 'at(2026-11-24T10:00:00)',
      Target: target({ Arn, Input: '{"a":1}' }),
    });
    await cloud.clock.advance(HOUR);

    expect(started).toEqual([
      [
        { kind: 'role', roleArn: roleArn('scheduler') },
        { stateMachineArn: Arn, input: '{"a":1}' },
      ],
    ]);
  });

  it('tries again after a throttle', async () => {
    const { cloud, at } = sweeping({ ScheduleExpression: 'at(2026-11-24T10:00:00)' });
    let faults = 3;
    cloud.calls.injectFaults(() =>
      faults-- > 0 ? new AwsError('TooManyRequestsException', 'slow down', { status: 429 }) : undefined,
    );

    await cloud.clock.advance(2 * HOUR);

    expect(at).toEqual([HOUR + (1 + 2 + 4) * SECOND]);
  });

  it('gives up when the retry policy is spent, into the dead-letter queue', async () => {
    const RetryPolicy = { MaximumRetryAttempts: 1 };
    const Target = target({ RetryPolicy, DeadLetterConfig: { Arn: queueArn('dead') } });
    const { cloud } = sweeping({ ScheduleExpression: 'at(2026-11-24T10:00:00)', Target });
    cloud.calls.injectFaults(({ service }) =>
      service === 'lambda' ? new AwsError('ServiceException', 'down', { status: 500 }) : undefined,
    );

    await cloud.clock.advance(DAY);
    const { Messages } = await cloud.call('sqs', 'ReceiveMessage', {
      QueueUrl: 'dead',
      MessageAttributeNames: ['All'],
    });

    expect(Messages).toMatchObject([
      {
        Body: '{}',
        MessageAttributes: {
          ERROR_CODE: { StringValue: 'ServiceException' },
          RETRY_ATTEMPTS: { StringValue: '1' },
        },
      },
    ]);
  });

  it('does not try again what is forbidden', async () => {
    const { cloud, at } = sweeping(
      { ScheduleExpression: 'at(2026-11-24T10:00:00)' },
      { refuse: ({ action }) => action === 'lambda:InvokeFunction' },
    );

    await cloud.clock.advance(DAY);

    expect(at).toEqual([]);
    expect(cloud.lines).toEqual([
      expect.stringMatching(/could not call .*sweep: AccessDeniedException, and it has no dead/),
    ]);
  });

  describe('after the process was down', () => {
    it('makes up for missed fires once, with the latest, and goes on in step', async () => {
      const { before, restart } = restartable();
      await before.clock.advance(HOUR);

      const { cloud, at } = restart(5.5 * HOUR);
      await cloud.clock.advance(HOUR);
      cloud.stop();

      expect(at).toEqual([5.5 * HOUR, 6 * HOUR]);
    });

    it('does not make up for a fire that is older than the maximum event age', async () => {
      const { restart } = restartable({ ScheduleExpression: 'at(2026-11-24T10:00:00)' });

      const { cloud, at } = restart(3 * DAY);
      await cloud.clock.advance(HOUR);
      cloud.stop();

      expect(at).toEqual([]);
      expect(cloud.lines).toEqual([expect.stringMatching(/EventAgeExceeded/)]);
    });

    it('keeps the step of a schedule that did not change, and begins again with one that did', async () => {
      const { before, restart } = restartable();
      await before.clock.advance(HOUR + 20 * MINUTE);

      const same = restart(HOUR + 30 * MINUTE);
      await same.cloud.clock.advance(HOUR);
      const other = restart(2 * HOUR + 30 * MINUTE, { ScheduleExpression: 'rate(2 hours)' });
      await other.cloud.clock.advance(2 * HOUR);
      other.cloud.stop();

      expect(same.at).toEqual([2 * HOUR]);
      expect(other.at).toEqual([2.5 * HOUR, 4.5 * HOUR]);
    });
  });

  it.each<[string, Members, RegExp]>([
    ['an expression that is none', { ScheduleExpression: 'every hour' }, /Invalid Schedule Expression/],
    ['an unknown zone', { ScheduleExpressionTimezone: 'Mars/Olympus' }, /no time zone/],
    ['a window without its length', { FlexibleTimeWindow: { Mode: 'FLEXIBLE' } }, /MaximumWindowInMinutes/],
    ['an end before the start', { StartDate: 200, EndDate: 100 }, /after StartDate/],
    [
      'a universal target',
      { Target: target({ Arn: 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage' }) },
      /not emulated/,
    ],
    ['a name with a blank', { Name: 'a b' }, /Name/],
  ])('refuses %s', async (_what, more, message) => {
    const cloud = smallCloud({ resources: [aQueue('in')] });

    await expect(create(cloud, 'x', { ScheduleExpression: 'rate(1 hour)', ...more })).rejects.toThrow(
      message,
    );
    expect(() => sweeping({ ScheduleExpression: 'rate(1 hour)', ...more })).toThrow(message);
  });

  it('asks for the right to pass the role', async () => {
    const cloud = smallCloud({ resources: [aQueue('in')] });

    await create(cloud, 'x', { ScheduleExpression: 'rate(1 hour)' });

    expect(cloud.asked[0]?.access).toEqual([
      {
        action: 'scheduler:CreateSchedule',
        resource: 'arn:aws:scheduler:us-east-1:000000000000:schedule/default/x',
      },
      {
        action: 'iam:PassRole',
        resource: roleArn('scheduler'),
        context: { 'iam:PassedToService': 'scheduler.amazonaws.com' },
      },
    ]);
  });

  it('answers the real client', async () => {
    const cloud = smallCloud({ resources: [aQueue('in')] });
    const http = await overHttp(cloud);
    const client = new SchedulerClient(http.config);
    const schedule = {
      Name: 'once',
      ScheduleExpression: 'rate(1 day)',
      StartDate: new Date(START + HOUR),
      FlexibleTimeWindow: { Mode: 'OFF' as const },
      Target: toQueue,
    };

    const { ScheduleArn } = await client.send(new CreateScheduleCommand(schedule));
    const got = await client.send(new GetScheduleCommand({ Name: 'once', GroupName: 'default' }));
    const conflict = await client
      .send(new CreateScheduleCommand(schedule))
      .catch((error: Error) => error.name);
    await client.send(new UpdateScheduleCommand({ ...schedule, State: 'DISABLED' }));
    await client.send(new CreateScheduleCommand({ ...schedule, Name: 'other' }));
    const disabled = await client.send(new ListSchedulesCommand({ State: 'DISABLED' }));
    const page = await client.send(new ListSchedulesCommand({ MaxResults: 1 }));
    await client.send(new DeleteScheduleCommand({ Name: 'once' }));
    const gone = await client
      .send(new GetScheduleCommand({ Name: 'once' }))
      .catch((error: Error) => error.name);
    const bad = await client
      .send(new CreateScheduleCommand({ ...schedule, Name: 'bad', ScheduleExpression: 'x' }))
      .catch((error: Error) => error.name);
    await http.close();

    expect(got).toMatchObject({
      Arn: ScheduleArn,
      StartDate: new Date(START + HOUR),
      CreationDate: new Date(START),
      State: 'ENABLED',
    });
    expect(conflict).toBe('ConflictException');
    expect(disabled.Schedules?.map(({ Name }) => Name)).toEqual(['once']);
    expect(page.Schedules).toHaveLength(1);
    expect(page.NextToken).toBeDefined();
    expect([gone, bad]).toEqual(['ResourceNotFoundException', 'ValidationException']);
  });
});

const toQueue = { Arn: queueArn('in'), RoleArn: roleArn('scheduler'), Input: '{}' };

function create(cloud: SmallCloud, Name: string, more: Members): Promise<Members> {
  return cloud.call('scheduler', 'CreateSchedule', {
    Name,
    FlexibleTimeWindow: OFF,
    Target: toQueue,
    ...more,
  });
}

function sweeping(properties: Members, more: Partial<Parameters<typeof smallCloud>[0]> = {}) {
  const at: number[] = [];
  const sweep = async () => void at.push(cloud.clock.now() - START);
  const given = { Name: 'sweep', FlexibleTimeWindow: OFF, Target: target(), ...properties };
  const schedule = aResource('AWS::Scheduler::Schedule', 'sweep', { properties: given });
  const cloud = smallCloud({
    resources: [aFunction('sweep'), aQueue('dead'), schedule],
    functions: { sweep },
    ...more,
  });
  return { cloud, at };
}

/** A cloud with an hourly schedule, and a way to stop it and start it again later. */
function restartable(properties: Members = { ScheduleExpression: 'rate(1 hour)' }) {
  const folder = mkdtempSync(join(tmpdir(), 'scheduler-'));
  const file = join(folder, 'journal');
  folders.push(folder);
  let current = sweeping(properties, { file }).cloud;
  return {
    before: current,
    restart: (after: number, changed: Members = {}) => {
      current.stop();
      const next = sweeping({ ...properties, ...changed }, { file, at: START + after });
      current = next.cloud;
      return next;
    },
  };
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});
