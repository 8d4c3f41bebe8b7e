import * as z from 'zod';
import {
  CheckInView,
  PageRequest,
  type ApiRoute,
  type Page,
  type ParticipantView,
  type StartedCheckIn,
  type TaskView,
} from '#shared/contracts/api';
import type { CheckIn } from '#shared/contracts/check-in';
import { checkInIdOf, ParticipantId, TaskId } from '#shared/contracts/ids';
import { NewParticipant, type Participant } from '#shared/contracts/participant';
import { deadlineOf, isOpen } from '#shared/domain/check-in';
import { readPhoneNumber } from '#shared/domain/phone-number';
import type { CheckInStore } from '#shared/ports/check-in-store';
import type { Clock } from '#shared/ports/clock';
import type { ParticipantStore } from '#shared/ports/participant-store';
import type { TaskStore } from '#shared/ports/task-store';
import type { Workflows } from '#shared/ports/workflows';
import { parseInput, Transient } from '#shared/runtime/errors';
import { json, problem, type HttpResponse } from './http.ts';

export interface RouteDeps {
  readonly participants: ParticipantStore;
  readonly checkIns: CheckInStore;
  readonly tasks: TaskStore;
  readonly workflows: Pick<Workflows, 'startCheckIn'>;
  readonly clock: Clock;
  readonly newId: () => string;
}

export interface RouteRequest {
  /** Whose token it is. */
  readonly subject: string;
  readonly path: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
}

type Route = (deps: RouteDeps, request: RouteRequest) => Promise<HttpResponse>;

/** A participant as typed, with the phone number as E.164. */
const Enrolment = NewParticipant.extend({
  phone: NewParticipant.shape.phone.transform((typed, context) => {
    const phone = readPhoneNumber(typed);
    if (phone !== undefined) return phone;
    const message = 'must be a phone number that exists; outside the US with its country code, such as +34…';
    // Not the number itself: an error may be logged.
    context.issues.push({ code: 'custom', message, input: undefined });
    return z.NEVER;
  }),
});

const addParticipant: Route = async ({ participants, clock, newId }, { body }) => {
  const { name, phone, language } = parseInput(Enrolment, body);
  const now = clock.now().toISOString();
  const participant: Participant = {
    participantId: `p-${newId()}`,
    name,
    phone,
    language,
    consentedAt: now,
    optedOut: false,
    lastCycle: 0,
    createdAt: now,
  };
  const { outcome } = await participants.add(participant);
  return outcome === 'added'
    ? json(201, participantView(participant))
    : problem(409, 'This phone number is taken', {
        type: 'urn:alongside:problem:phone-taken',
        errors: [{ field: 'phone', message: 'belongs to another participant' }],
      });
};

const listParticipants: Route = async ({ participants }, { query }) => {
  const { items, ...rest } = await participants.list(parseInput(PageRequest, query));
  const page: Page<ParticipantView> = { ...rest, items: items.map(participantView) };
  return json(200, page);
};

/**
 * Starts the participant's next check-in, or the one that is open already: pressing twice, and calling again after a
 * failure half way, is one check-in and one execution.
 */
const startCheckIn: Route = async (deps, { path }) => {
  const { participants, checkIns, workflows, clock } = deps;
  const { participantId } = parseInput(ParticipantPath, path);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const participant = await participants.get(participantId);
    if (!participant) return noSuchParticipant();
    if (participant.optedOut) {
      return problem(409, 'This participant wants no texts', { type: 'urn:alongside:problem:opted-out' });
    }
    const open = await openCheckInOf(deps, participant);
    if (open) {
      // It may have been created by a call that failed before its execution was started.
      const { outcome } = await workflows.startCheckIn(open.checkInId);
      return accepted({
        outcome: outcome === 'started' ? 'started' : 'already-open',
        checkInId: open.checkInId,
      });
    }
    const at = clock.now();
    const next = await checkIns.openNext({ participant, at, deadline: deadlineOf(at) });
    if (next.outcome === 'raced') continue;
    await workflows.startCheckIn(next.checkIn.checkInId);
    return accepted({ outcome: 'started', checkInId: next.checkIn.checkInId });
  }
  throw new Transient('the check-in was started by several callers at once');
};

const listCheckIns: Route = async ({ participants, checkIns }, { path, query }) => {
  const { participantId } = parseInput(ParticipantPath, path);
  if (!(await participants.get(participantId))) return noSuchParticipant();
  const { items, ...rest } = await checkIns.listOf(participantId, parseInput(PageRequest, query));
  const page: Page<CheckInView> = { ...rest, items: items.map(checkInView) };
  return json(200, page);
};

const listTasks: Route = async ({ tasks }, { query }) => {
  const page: Page<TaskView> = await tasks.listOpen(parseInput(PageRequest, query));
  return json(200, page);
};

const closeTask: Route = async ({ tasks, clock }, { path, subject }) => {
  const { taskId } = parseInput(TaskPath, path);
  const result = await tasks.close({ taskId, by: subject, at: clock.now() });
  return result.outcome === 'not-found' ? problem(404, 'There is no such task') : json(200, result.task);
};

/** What serves each route. */
export const routes: Record<ApiRoute, Route> = {
  'POST /participants': addParticipant,
  'GET /participants': listParticipants,
  'POST /participants/{participantId}/check-ins': startCheckIn,
  'GET /participants/{participantId}/check-ins': listCheckIns,
  'GET /tasks': listTasks,
  'POST /tasks/{taskId}/close': closeTask,
};

const ParticipantPath = z.object({ participantId: ParticipantId });
const TaskPath = z.object({ taskId: TaskId });

async function openCheckInOf(
  { checkIns }: RouteDeps,
  { participantId, lastCycle }: Participant,
): Promise<CheckIn | undefined> {
  const newest = lastCycle > 0 ? await checkIns.get(checkInIdOf(participantId, lastCycle)) : undefined;
  return newest && isOpen(newest) ? newest : undefined;
}

const accepted = (started: StartedCheckIn): HttpResponse => json(202, started);

const noSuchParticipant = (): HttpResponse => problem(404, 'There is no such participant');

const participantView = ({
  participantId,
  name,
  phone,
  language,
  optedOut,
  lastCycle,
  createdAt,
}: Participant): ParticipantView => ({
  participantId,
  name,
  phone,
  language,
  optedOut,
  lastCycle,
  createdAt,
});

/** Without the token: whoever holds it can answer for the person. */
const checkInView = (checkIn: CheckIn): CheckInView => CheckInView.parse(checkIn);
