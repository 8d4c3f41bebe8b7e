import * as z from 'zod';
import { CrisisDetail, CrisisView, OnCallView, ProgrammeView } from './api-views.ts';
import { CrisisOutcome, CrisisSeverity } from './crisis.ts';
import { pageOf, PageRequest } from './http.ts';
import { SubmissionId } from './intake.ts';
import { ShiftSwap } from './roster.ts';
import { ofCrisis, ofSwap, plain, type RouteContract } from './route-contract.ts';

/** The routes about crises, who is on call for them, and whether the programme may go live with that. */
export const onCallApi = {
  'GET /crises': {
    ...plain,
    summary: 'Lists crises and drills that nobody has closed, the oldest first.',
    query: PageRequest,
    answer: pageOf(CrisisView),
  },
  'GET /crises/{crisisId}': {
    ...plain,
    summary: 'A crisis or a drill with its report: who was paged when, who took over after how long.',
    path: ofCrisis,
    answer: CrisisDetail,
  },
  'POST /crises/drill': {
    ...plain,
    summary:
      'Runs the ladder for nobody, with pages that say so. The same submissionId again is the same drill.',
    body: z.strictObject({ submissionId: SubmissionId, severity: CrisisSeverity.default('imminent') }),
    answer: CrisisView,
    success: [202],
  },
  'POST /crises/{crisisId}/acknowledge': {
    ...plain,
    summary: 'Takes over a crisis for the coordinators; nobody else is paged.',
    path: ofCrisis,
    answer: CrisisView,
    conflicts: ['taken-by-another', 'closed'],
  },
  'POST /crises/{crisisId}/close': {
    ...plain,
    summary: 'Closes a crisis with what became of it, or a drill.',
    path: ofCrisis,
    body: z.strictObject({ outcome: CrisisOutcome }),
    answer: CrisisView,
    conflicts: ['decided-before'],
  },

  'GET /on-call': {
    ...plain,
    summary: 'Who is on call now and in the coming two weeks; uncovered hours are marked.',
    answer: OnCallView,
  },
  'POST /on-call/swaps': {
    ...plain,
    summary:
      'Lets one mentor take the hours on call of another for a while. The same again is the same swap.',
    body: z.strictObject(
      ShiftSwap.pick({ fromMentorId: true, toMentorId: true, startsAt: true, endsAt: true }).shape,
    ),
    answer: ShiftSwap,
    success: [201, 200],
    conflicts: ['cannot-take-over', 'swap-overlaps', 'too-many-swaps'],
  },
  'POST /on-call/swaps/{swapId}/cancel': {
    ...plain,
    summary: 'Undoes a swap from now on.',
    path: ofSwap,
    answer: ShiftSwap,
  },

  'GET /programme': {
    ...plain,
    summary: 'Whether the programme is live, and in which hours of the coming week nobody is on call.',
    answer: ProgrammeView,
  },
  'POST /programme/go-live': {
    ...plain,
    summary: 'Takes people in from now on, unless the coming week has an hour in which nobody is on call.',
    answer: ProgrammeView,
    conflicts: ['uncovered-hours'],
  },
} as const satisfies Record<`${'GET' | 'POST'} /${string}`, RouteContract>;
