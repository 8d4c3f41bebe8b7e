import * as z from 'zod';
import { onCallApi } from './api-on-call.ts';
import {
  CheckInView,
  CoupleDetail,
  CoupleView,
  DisclosureView,
  ReleaseView,
  Enrolled,
  ImportReport,
  MentorView,
  MessageView,
  ParticipantSummary,
  ParticipantView,
  TaskDetail,
  TaskView,
} from './api-views.ts';
import { Consent } from './consent.ts';
import { pageOf, PageRequest } from './http.ts';
import { Timestamp } from './ids.ts';
import { IntakeRequest, SubmissionId } from './intake.ts';
import { JourneyReason } from './journey.ts';
import { NewMentor } from './mentor.ts';
import { CoupleDecision } from './pairing.ts';
import { ofCouple, ofMentor, ofParticipant, ofTask, plain, type RouteContract } from './route-contract.ts';
import { TaskDecision } from './task.ts';

export type { FieldError, Page, Problem } from './http.ts';

/** The Cognito group that may call these routes; the function checks it too, since the authorizer does not. */
export const coordinatorGroup = 'coordinator';

/** How many mentors one import may hold: each is a few writes, and the caller waits. */
export const mostImported = 300;

/** Every route for coordinators, by its HTTP API route key; infra declares these and `handle-api-request` serves these. */
export const coordinatorApi = {
  'POST /couples': {
    ...plain,
    summary: 'Enrols a couple. The same submissionId again is the same couple.',
    body: z.strictObject({ ...IntakeRequest.shape, submissionId: SubmissionId }),
    answer: Enrolled,
    success: [201],
    conflicts: ['phone-taken'],
  },
  'GET /couples': {
    ...plain,
    summary: 'Lists couples, the oldest first.',
    query: PageRequest,
    answer: pageOf(CoupleView),
  },
  'GET /couples/{coupleId}': {
    ...plain,
    summary: 'A couple, who accompanies it, and who was asked to.',
    path: ofCouple,
    answer: CoupleDetail,
  },
  'POST /couples/{coupleId}/decision': {
    ...plain,
    summary: 'Decides what no rule can decide about a couple.',
    path: ofCouple,
    body: z.strictObject({ decision: CoupleDecision }),
    answer: CoupleDetail,
    conflicts: ['not-ready', 'on-hold', 'decided-before'],
  },
  'POST /couples/{coupleId}/matching': {
    ...plain,
    summary: 'Looks for a mentor for a couple.',
    path: ofCouple,
    answer: CoupleDetail,
    success: [202],
    conflicts: ['not-to-be-matched'],
  },
  'POST /couples/{coupleId}/separation': {
    ...plain,
    summary: 'Lets the two partners go on apart.',
    path: ofCouple,
    answer: CoupleDetail,
    conflicts: ['not-a-couple'],
  },
  'POST /couples/{coupleId}/mentor-change': {
    ...plain,
    summary: 'Ends the pairing without blame and looks for another mentor. Who asked for it is kept nowhere.',
    path: ofCouple,
    answer: CoupleDetail,
    success: [202],
    conflicts: ['no-pairing'],
  },

  'GET /participants': {
    ...plain,
    summary: 'Lists participants.',
    query: PageRequest,
    answer: pageOf(ParticipantSummary),
  },
  'GET /participants/{participantId}': {
    ...plain,
    summary: 'One participant, apart from their partner, with their way through the programme.',
    path: ofParticipant,
    answer: ParticipantView,
  },
  'POST /participants/{participantId}/pause': {
    ...plain,
    summary: 'Asks nothing until a moment, or until somebody resumes it.',
    path: ofParticipant,
    body: z.strictObject({
      until: Timestamp.optional(),
      reason: JourneyReason.extract(['asked', 'away', 'hospital', 'incarceration', 'coordinator']),
    }),
    answer: ParticipantView,
    conflicts: ['not-active', 'no-consent'],
  },
  'POST /participants/{participantId}/resume': {
    ...plain,
    summary: 'Ends a pause. What only START undoes stays as it is.',
    path: ofParticipant,
    answer: ParticipantView,
    conflicts: ['not-active', 'no-consent'],
  },
  'POST /participants/{participantId}/start': {
    ...plain,
    summary: 'Begins check-ins, or takes somebody back who had left.',
    path: ofParticipant,
    answer: ParticipantView,
    success: [202, 200],
    conflicts: ['in-intake', 'paused', 'no-consent'],
  },
  'POST /participants/{participantId}/withdrawal': {
    ...plain,
    summary: 'Writes down that somebody leaves the programme.',
    path: ofParticipant,
    body: z.strictObject({
      reason: JourneyReason.extract(['withdrawn', 'declined', 'not-eligible', 'completed']),
    }),
    answer: ParticipantView,
  },
  'POST /participants/{participantId}/opt-out': {
    ...plain,
    summary: 'Writes down that somebody wants no texts, told by any other means: the same as STOP.',
    path: ofParticipant,
    answer: ParticipantView,
  },
  'GET /participants/{participantId}/check-ins': {
    ...plain,
    summary: "Lists a participant's check-ins, the newest first.",
    path: ofParticipant,
    query: PageRequest,
    answer: pageOf(CheckInView),
  },
  'GET /participants/{participantId}/messages': {
    ...plain,
    summary: 'Lists what was planned for a participant, decided about it and tried. No words.',
    path: ofParticipant,
    query: PageRequest,
    answer: pageOf(MessageView),
  },
  'POST /participants/{participantId}/consents': {
    ...plain,
    summary: 'Writes down a consent that somebody gave or took back by any other means than their page.',
    path: ofParticipant,
    body: z.strictObject({ ...Consent.pick({ purpose: true, recipient: true }).shape, given: z.boolean() }),
    answer: ParticipantView,
  },
  'GET /participants/{participantId}/disclosures': {
    ...plain,
    summary: 'Lists what was shown about a participant to whom, when and under which consent. No words.',
    path: ofParticipant,
    query: PageRequest,
    answer: pageOf(DisclosureView),
  },
  'GET /participants/{participantId}/releases': {
    ...plain,
    summary: 'Lists what a participant passed on to their partner, by text and time [F4]. No words.',
    path: ofParticipant,
    query: PageRequest,
    answer: pageOf(ReleaseView),
  },

  'POST /mentors': {
    ...plain,
    summary: 'Adds a mentor, or changes the one who has this address.',
    body: NewMentor,
    answer: MentorView,
    success: [201, 200],
    conflicts: ['phone-taken'],
  },
  'GET /mentors': { ...plain, summary: 'Lists mentors.', query: PageRequest, answer: pageOf(MentorView) },
  'GET /mentors/{mentorId}': {
    ...plain,
    summary: 'One mentor, with the version that a change has to name.',
    path: ofMentor,
    answer: MentorView,
  },
  'PUT /mentors/{mentorId}': {
    ...plain,
    summary: 'Replaces the profile of a mentor, where nobody has since this version.',
    path: ofMentor,
    body: z.strictObject({ ...NewMentor.shape, version: z.int().min(1) }),
    answer: MentorView,
    conflicts: ['changed-meanwhile', 'phone-taken', 'email-taken'],
  },
  'POST /mentors/import': {
    ...plain,
    summary: 'Adds many mentors. A row with a mistake is reported and left out, all others are kept.',
    // Each row is read by itself.
    body: z.union([
      z
        .array(z.unknown())
        .max(mostImported, `must have at most ${mostImported}`)
        .describe('Each as POST /mentors takes one.'),
      z.string().describe('The first row names the columns.'),
    ]),
    media: ['application/json', 'text/csv'],
    answer: ImportReport,
  },

  'GET /tasks': {
    ...plain,
    summary: 'Lists what waits for a person, by when somebody should have looked.',
    query: PageRequest,
    answer: pageOf(TaskView),
  },
  'GET /tasks/{taskId}': {
    ...plain,
    summary: 'A task with the words it is about.',
    path: ofTask,
    answer: TaskDetail,
  },
  'POST /tasks/{taskId}/close': {
    ...plain,
    summary: 'Closes a task, with a decision where its kind asks for one.',
    path: ofTask,
    body: z.strictObject({ decision: TaskDecision.optional() }).optional(),
    answer: TaskView,
    conflicts: ['decided-before', 'crisis-open', 'couple-to-decide'],
  },

  ...onCallApi,
} as const satisfies Record<`${'GET' | 'POST' | 'PUT'} /${string}`, RouteContract>;

export type CoordinatorRoute = keyof typeof coordinatorApi;

/** True for the key of a route for coordinators. */
export const isCoordinatorRoute = (key: string): key is CoordinatorRoute =>
  Object.hasOwn(coordinatorApi, key);

export const coordinatorRoutes: readonly CoordinatorRoute[] =
  Object.keys(coordinatorApi).filter(isCoordinatorRoute);

/**
 * Routes for everybody: pages, links that act without a login, and this API's description. No authorizer stands before
 * them, and `serve-public-pages` serves them.
 */
export const publicRoutes = [
  'GET /intake',
  'POST /intake',
  'GET /l/{token}',
  'POST /l/{token}',
  'GET /openapi.json',
] as const;

export type PublicRoute = (typeof publicRoutes)[number];

/** Every route of the HTTP API. */
export const apiRoutes: readonly (CoordinatorRoute | PublicRoute)[] = [...coordinatorRoutes, ...publicRoutes];

/** A route's name where it needs one, in its description and in logs: `getCouplesByCoupleId`. */
export const operationIdOf = (key: string): string =>
  key
    .toLowerCase()
    .replaceAll(/\{([a-z]+?)(id)?\}/g, 'by-$1-$2')
    .split(/[^a-z]+/)
    .filter((word) => word !== '')
    .map((word, index) => (index === 0 ? word : `${word.charAt(0).toUpperCase()}${word.slice(1)}`))
    .join('');
