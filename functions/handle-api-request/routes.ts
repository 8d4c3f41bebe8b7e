import type { CoordinatorRoute } from '#shared/contracts/api';
import {
  changeMentorOfCouple,
  decideOneCouple,
  listCouples,
  matchCouple,
  postCouple,
  separateOneCouple,
  showCouple,
} from './couples.ts';
import { acknowledgeOneCrisis, closeOneCrisis, drillLadder, listCrises, showCrisis } from './crises.ts';
import { importMentors, listMentors, postMentor, putMentor, showMentor } from './mentors.ts';
import { cancelOneSwap, postSwap, showOnCall, showProgramme, takeLive } from './on-call.ts';
import {
  listCheckIns,
  listDisclosures,
  listReleases,
  listMessages,
  listParticipants,
  optOutParticipant,
  pauseParticipant,
  recordConsent,
  resumeParticipant,
  showParticipant,
  startParticipant,
  withdrawParticipant,
} from './participants.ts';
import type { Route } from './route.ts';
import { closeOneTask, listTasks, showTask } from './tasks.ts';

/** What serves each route. */
export const routes: Record<CoordinatorRoute, Route> = {
  'POST /couples': postCouple,
  'GET /couples': listCouples,
  'GET /couples/{coupleId}': showCouple,
  'POST /couples/{coupleId}/decision': decideOneCouple,
  'POST /couples/{coupleId}/matching': matchCouple,
  'POST /couples/{coupleId}/separation': separateOneCouple,
  'POST /couples/{coupleId}/mentor-change': changeMentorOfCouple,

  'GET /participants': listParticipants,
  'GET /participants/{participantId}': showParticipant,
  'POST /participants/{participantId}/pause': pauseParticipant,
  'POST /participants/{participantId}/resume': resumeParticipant,
  'POST /participants/{participantId}/start': startParticipant,
  'POST /participants/{participantId}/withdrawal': withdrawParticipant,
  'POST /participants/{participantId}/opt-out': optOutParticipant,
  'GET /participants/{participantId}/check-ins': listCheckIns,
  'GET /participants/{participantId}/messages': listMessages,
  'POST /participants/{participantId}/consents': recordConsent,
  'GET /participants/{participantId}/disclosures': listDisclosures,
  'GET /participants/{participantId}/releases': listReleases,

  'POST /mentors': postMentor,
  'GET /mentors': listMentors,
  'GET /mentors/{mentorId}': showMentor,
  'PUT /mentors/{mentorId}': putMentor,
  'POST /mentors/import': importMentors,

  'GET /tasks': listTasks,
  'GET /tasks/{taskId}': showTask,
  'POST /tasks/{taskId}/close': closeOneTask,

  'GET /crises': listCrises,
  'GET /crises/{crisisId}': showCrisis,
  'POST /crises/drill': drillLadder,
  'POST /crises/{crisisId}/acknowledge': acknowledgeOneCrisis,
  'POST /crises/{crisisId}/close': closeOneCrisis,

  'GET /on-call': showOnCall,
  'POST /on-call/swaps': postSwap,
  'POST /on-call/swaps/{swapId}/cancel': cancelOneSwap,

  'GET /programme': showProgramme,
  'POST /programme/go-live': takeLive,
};
