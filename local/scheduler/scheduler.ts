import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import {
  LOCAL_ACCOUNT,
  LOCAL_REGION,
  type Access,
  type AwsService,
  type Members,
  type Operation,
} from '../aws-service.ts';
import type { Iam } from '../iam/iam.ts';
import type { Deployment } from '../template/deployment.ts';
import { Deadlines } from '../deadlines.ts';
import { createInvocations, type InvocationOptions } from './invocations.ts';
import { route } from './route.ts';
import { inputs, read, scheduleOfTemplate, type ScheduleInput } from './schedule-input.ts';
import { delayInWindow, describe, nextFire, scheduleArn, type StoredSchedule } from './stored-schedule.ts';

/**
 * Amazon EventBridge Scheduler: the schedules of the template and those made at run time, on the virtual clock. Moving
 * time makes every fire in order. Fires missed while the process was down become one, the latest, if it is younger than
 * the target's maximum event age; otherwise it goes to the dead-letter queue.
 */
export function createScheduler(options: SchedulerOptions): Scheduler {
  const { journal, clock, deployment, report, mayAssume = () => true } = options;
  const schedules = journal.map<StoredSchedule>('scheduler/schedules');
  const deadlines = new Deadlines();
  const invocations = createInvocations(options);
  const groups = new Set(['default', ...deployment.ofType('AWS::Scheduler::ScheduleGroup').map(groupNameOf)]);

  takeOverTemplate();
  for (const [key, { nextAt }] of schedules.entries()) if (nextAt !== undefined) deadlines.set(key, nextAt);
  clock.register({
    name: 'scheduler',
    nextDue: () => deadlines.earliest(),
    runDue: (now) => {
      for (const key of deadlines.takeDue(now)) fire(key, now);
    },
  });

  /** A template schedule that did not change keeps its next fire over a restart; one that left the template goes. */
  function takeOverTemplate(): void {
    const current = new Map(
      deployment.ofType('AWS::Scheduler::Schedule').map((resource) => {
        const definition = scheduleOfTemplate(resource);
        checkGroup(definition.GroupName);
        return [keyOf(definition), definition];
      }),
    );
    const gone = [...schedules.entries()].filter(
      ([key, { source }]) => source === 'template' && !current.has(key),
    );
    for (const [key] of gone) schedules.delete(key);
    for (const [key, definition] of current) {
      const known = schedules.get(key);
      if (!same(known?.definition, definition)) put(definition, 'template', known?.createdAt);
    }
  }

  function put(definition: ScheduleInput, source: StoredSchedule['source'], createdAt = clock.now()): void {
    const now = clock.now();
    const schedule = { definition, source, createdAt, modifiedAt: now };
    // A rate fires for the first time at once, so the moment of creation itself counts.
    const nextAt = nextFire(schedule, now - 1);
    if (nextAt === undefined && definition.State === 'ENABLED') {
      report(
        `scheduler: ${scheduleArn(definition)} will never fire: ${definition.ScheduleExpression} lies in the past`,
      );
    }
    const key = keyOf(definition);
    schedules.set(key, { ...schedule, nextAt });
    if (nextAt === undefined) deadlines.delete(key);
    else deadlines.set(key, nextAt);
    clock.wake();
  }

  function fire(key: string, now: number): void {
    const schedule = schedules.get(key);
    if (schedule?.nextAt === undefined) return;
    const { definition, nextAt: due } = schedule;
    const maximumAge = definition.Target.RetryPolicy.MaximumEventAgeInSeconds * 1_000;
    const { scheduledAt, nextAt } = firesAround(schedule, due, now);
    const invocation = { scheduleArn: scheduleArn(definition), scheduledAt, target: definition.Target };
    journal.atomically(() => {
      if (now - scheduledAt > maximumAge) invocations.drop(randomUUID(), invocation);
      else
        invocations.add(
          randomUUID(),
          invocation,
          Math.max(now, scheduledAt + delayInWindow(definition, scheduledAt)),
        );
      if (nextAt === undefined && definition.ActionAfterCompletion === 'DELETE') schedules.delete(key);
      else schedules.set(key, { ...schedule, nextAt });
    });
    if (nextAt !== undefined) deadlines.set(key, nextAt);
  }

  function existing(name: Pick<ScheduleInput, 'GroupName' | 'Name'>): StoredSchedule {
    const known = schedules.get(keyOf(name));
    if (known !== undefined) return known;
    throw new AwsError('ResourceNotFoundException', `Schedule ${name.Name} does not exist.`, { status: 404 });
  }

  function checkGroup(name: string): void {
    if (groups.has(name)) return;
    throw new AwsError('ResourceNotFoundException', `Schedule group ${name} does not exist.`, {
      status: 404,
    });
  }

  /** The templates' schedules were checked at start. */
  function checkRole({ GroupName, Target }: ScheduleInput): void {
    const sourceArn = `arn:aws:scheduler:${LOCAL_REGION}:${LOCAL_ACCOUNT}:schedule-group/${GroupName}`;
    if (mayAssume({ roleArn: Target.RoleArn, service: 'scheduler.amazonaws.com', sourceArn })) return;
    throw new AwsError(
      'ValidationException',
      'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.',
    );
  }

  function create(input: Members): Members {
    const definition = read(inputs.schedule, input);
    checkGroup(definition.GroupName);
    checkRole(definition);
    const known = schedules.get(keyOf(definition));
    if (known === undefined) put(definition, 'api');
    else if (
      definition.ClientToken === undefined ||
      known.definition.ClientToken !== definition.ClientToken
    ) {
      throw new AwsError('ConflictException', `Schedule ${definition.Name} already exists.`, { status: 409 });
    }
    return { ScheduleArn: scheduleArn(definition) };
  }

  function update(input: Members): Members {
    const definition = read(inputs.schedule, input);
    const { createdAt, source } = existing(definition);
    checkRole(definition);
    put(definition, source, createdAt);
    return { ScheduleArn: scheduleArn(definition) };
  }

  function list(input: Members): Members {
    const { GroupName, NamePrefix, State, MaxResults, NextToken } = read(inputs.list, input);
    if (GroupName !== undefined) checkGroup(GroupName);
    const all = [...schedules.values()].filter(
      ({ definition }) =>
        (GroupName === undefined || definition.GroupName === GroupName) &&
        (State === undefined || definition.State === State) &&
        definition.Name.startsWith(NamePrefix),
    );
    const first = Number(NextToken);
    const next = first + MaxResults;
    return {
      Schedules: all.slice(first, next).map(summaryOf),
      ...(next < all.length && { NextToken: String(next) }),
    };
  }

  const operations: Record<string, Operation> = {
    CreateSchedule: {
      access: (input) => [...onSchedule('CreateSchedule')(input), ...passRole(input)],
      run: create,
    },
    UpdateSchedule: {
      access: (input) => [...onSchedule('UpdateSchedule')(input), ...passRole(input)],
      run: update,
    },
    GetSchedule: {
      access: onSchedule('GetSchedule'),
      run: (input) => describe(existing(read(inputs.name, input))),
    },
    DeleteSchedule: {
      access: onSchedule('DeleteSchedule'),
      run: (input) => {
        const name = read(inputs.name, input);
        existing(name);
        schedules.delete(keyOf(name));
        deadlines.delete(keyOf(name));
        return {};
      },
    },
    ListSchedules: { run: list },
  };

  return {
    service: { name: 'scheduler', wire: 'rest', operations, route },
    invocations: () => invocations.count(),
    schedules: () =>
      [...schedules.values()].map(({ definition, nextAt }) => ({
        name: definition.Name,
        group: definition.GroupName,
        expression: definition.ScheduleExpression,
        timeZone: definition.ScheduleExpressionTimezone,
        enabled: definition.State === 'ENABLED',
        targetArn: definition.Target.Arn,
        ...(nextAt !== undefined && { nextAt }),
      })),
  };
}

export interface Scheduler {
  readonly service: AwsService;
  /** Calls of targets since the process started. */
  invocations(): number;
  schedules(): readonly ScheduleView[];
}

export interface ScheduleView {
  readonly name: string;
  readonly group: string;
  readonly expression: string;
  readonly timeZone: string;
  readonly enabled: boolean;
  readonly targetArn: string;
  /** Epoch milliseconds of the next fire. */
  readonly nextAt?: number;
}

export interface SchedulerOptions extends InvocationOptions {
  readonly deployment: Deployment;
  /** Whether a role's trust policy lets the service act with it; absent, every role does. */
  readonly mayAssume?: Iam['mayAssume'];
}

/** The latest fire that was due (more than one was only when the process was down), and the first one after `now`. */
function firesAround(schedule: StoredSchedule, due: number, now: number): FiresAround {
  const maximumAge = schedule.definition.Target.RetryPolicy.MaximumEventAgeInSeconds * 1_000;
  // What is older than the maximum age cannot be the answer unless nothing younger exists: no need to walk through it.
  let scheduledAt = due;
  let nextAt = nextFire(schedule, Math.max(due, now - maximumAge - 1));
  while (nextAt !== undefined && nextAt <= now) {
    scheduledAt = nextAt;
    nextAt = nextFire(schedule, nextAt);
  }
  return { scheduledAt, nextAt };
}

interface FiresAround {
  readonly scheduledAt: number;
  readonly nextAt: number | undefined;
}

function keyOf({ GroupName, Name }: Pick<ScheduleInput, 'GroupName' | 'Name'>): string {
  return `${GroupName}/${Name}`;
}

/** As the journal sees them, where members without a value do not exist. */
function same(one: ScheduleInput | undefined, other: ScheduleInput): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function groupNameOf({ properties, physicalId }: { properties: Members; physicalId: string }): string {
  return typeof properties['Name'] === 'string' ? properties['Name'] : physicalId;
}

function summaryOf(schedule: StoredSchedule): Members {
  const { Arn, GroupName, Name, State, CreationDate, LastModificationDate } = describe(schedule);
  const Target = { Arn: schedule.definition.Target.Arn };
  return { Arn, GroupName, Name, State, CreationDate, LastModificationDate, Target };
}

function onSchedule(operation: string): (input: Members) => Access[] {
  return ({ GroupName, Name }) => {
    const named = { GroupName: typeof GroupName === 'string' ? GroupName : 'default', Name: String(Name) };
    return [{ action: `scheduler:${operation}`, resource: scheduleArn(named) }];
  };
}

/** Whoever makes a schedule hands its role to the service, and must be allowed to. */
function passRole({ Target }: Members): Access[] {
  const role =
    typeof Target === 'object' && Target !== null && 'RoleArn' in Target ? Target.RoleArn : undefined;
  if (typeof role !== 'string') return [];
  const context = { 'iam:PassedToService': 'scheduler.amazonaws.com' };
  return [{ action: 'iam:PassRole', resource: role, context }];
}
