import { LOCAL_ACCOUNT, LOCAL_REGION, type Members } from '../aws-service.ts';
import { nextFireTime, parseExpression, type Expression } from './expression.ts';
import type { ScheduleInput } from './schedule-input.ts';

/** A schedule as the journal keeps it. Times are epoch milliseconds. */
export interface StoredSchedule {
  readonly definition: ScheduleInput;
  /** The template's schedules follow the template; the others only the API. */
  readonly source: 'template' | 'api';
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** Absent when it never fires again, or is disabled. */
  readonly nextAt?: number | undefined;
}

/** The fire after `after`; nothing while the schedule is disabled. */
export function nextFire(
  { definition, modifiedAt }: Omit<StoredSchedule, 'nextAt'>,
  after: number,
): number | undefined {
  if (definition.State === 'DISABLED') return undefined;
  return nextFireTime(expressionOf(definition.ScheduleExpression), after, {
    timeZone: definition.ScheduleExpressionTimezone,
    createdAt: modifiedAt,
    ...(definition.StartDate !== undefined && { startAt: definition.StartDate }),
    ...(definition.EndDate !== undefined && { endAt: definition.EndDate }),
  });
}

/** Where in its flexible window a fire falls: by chance on AWS, here always the same second for the same fire. */
export function delayInWindow({ Name, FlexibleTimeWindow }: ScheduleInput, scheduledAt: number): number {
  if (FlexibleTimeWindow.Mode === 'OFF') return 0;
  let hash = 2_166_136_261;
  for (const character of `${Name}@${scheduledAt}`)
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619);
  return ((hash >>> 0) % (FlexibleTimeWindow.MaximumWindowInMinutes * 60)) * 1_000;
}

export function scheduleArn({ GroupName, Name }: Pick<ScheduleInput, 'GroupName' | 'Name'>): string {
  return `arn:aws:scheduler:${LOCAL_REGION}:${LOCAL_ACCOUNT}:schedule/${GroupName}/${Name}`;
}

/** As `GetSchedule` answers it: timestamps in epoch seconds. */
export function describe({ definition, createdAt, modifiedAt }: StoredSchedule): Members {
  const { StartDate, EndDate, ClientToken: _, ...rest } = definition;
  return {
    Arn: scheduleArn(definition),
    ...rest,
    ...(StartDate !== undefined && { StartDate: StartDate / 1_000 }),
    ...(EndDate !== undefined && { EndDate: EndDate / 1_000 }),
    CreationDate: createdAt / 1_000,
    LastModificationDate: modifiedAt / 1_000,
  };
}

const expressions = new Map<string, Expression>();

/** Parsed once: a schedule that fires every minute asks often. */
function expressionOf(text: string): Expression {
  const known = expressions.get(text) ?? parseExpression(text);
  expressions.set(text, known);
  return known;
}
