import type { GateDecision, Message } from '../contracts/message.ts';
import { recipientOf } from '../contracts/message.ts';
import { TextTemplate } from '../contracts/text-template.ts';
import { stillCalls } from '../domain/crisis.ts';
import {
  arriveBefore,
  countsAgainstCaps,
  mayLeave,
  optedOutByText,
  type GateQuestion,
} from '../domain/send-gate.ts';
import { segmentsOf } from '../domain/sms-segments.ts';
import type { LinkWriter } from './link-writer.ts';
import type { Messenger } from '../ports/providers.ts';
import type { Change } from '../ports/records.ts';
import { InvalidInput } from '../runtime/errors.ts';
import { put } from './change-row.ts';
import { deliverOnce, type DeliverDeps, type DeliveryOutcome, type Judgement } from './deliver-message.ts';
import type { Pacing } from './keep-pace.ts';
import { textFor, type ProgrammeWords } from './render-text.ts';

export interface DeliverTextDeps extends DeliverDeps {
  readonly messenger: Messenger;
  readonly links: LinkWriter;
  readonly programme: ProgrammeWords;
  /** How fast texts may leave from our number. */
  readonly pacing: Pacing;
}

/** Looks at one planned text: sends it, puts it off or refuses it, by the one gate, at the moment it would leave. */
export const deliverText = (deps: DeliverTextDeps, messageId: string): Promise<DeliveryOutcome> =>
  deliverOnce(deps, messageId, (message) =>
    recipientOf(messageId).startsWith('m-')
      ? judgeForMentor(deps, message)
      : judgeForParticipant(deps, message),
  );

async function judgeForParticipant(deps: DeliverTextDeps, message: Message): Promise<Judgement> {
  const { records, clock } = deps;
  const [participant, journey] = await Promise.all([
    records.get('participant', message.recipient),
    records.get('journey', message.recipient),
  ]);
  if (!participant || !journey) return refused(deps, 'gone');
  const { checkInId, releaseId } = message.params;
  const release = releaseId === undefined ? undefined : await records.get('release', releaseId);
  const author = release && (await records.get('participant', release.participantId));
  const checkIn = checkInId === undefined ? undefined : await records.get('check-in', checkInId);
  const now = clock.now();
  // An attempt of its own that nothing came of is no text that the person got.
  const own = new Set(message.attempts.map(({ at }) => at));
  const others = journey.unasked.filter((at) => !own.has(at));
  const unasked = others.map((at) => new Date(at));
  const notBefore = plannedFor(message);
  const question: GateQuestion = {
    message,
    participant,
    journey,
    checkIn,
    ...(releaseId !== undefined && { joint: { author } }),
    unasked,
    now,
    notBefore,
  };
  const result = mayLeave(question);
  const decision: GateDecision = {
    at: now.toISOString(),
    decision: result.decision,
    ...(result.decision !== 'allow' && { reason: result.reason }),
    ...(result.decision === 'defer' && { until: result.until.toISOString() }),
    inputs: {
      participant: participant.revision,
      journey: journey.revision,
      ...(checkIn && { 'check-in': checkIn.revision }),
      ...(author && { author: author.revision }),
    },
  };
  if (result.decision !== 'allow') return { decision, holdsWhile: [], deliver: neverCalled };

  const body = await textFor(deps, message, participant);
  const { revision, ...before } = journey;
  const counted: Change = countsAgainstCaps(message)
    ? put('journey', { ...before, unasked: [...others.slice(-9), now.toISOString()] }, revision)
    : { unchanged: 'journey', id: participant.participantId, revision };
  const holdsWhile: Change[] = [
    { unchanged: 'participant', id: participant.participantId, revision: participant.revision },
    // Only what could forbid it must hold: a pause that comes meanwhile does not stop a thank-you.
    ...(message.messageClass === 'scheduled' ? [counted] : []),
    ...(checkIn && checkInId !== undefined
      ? [{ unchanged: 'check-in' as const, id: checkInId, revision: checkIn.revision }]
      : []),
    ...(author
      ? [{ unchanged: 'participant' as const, id: author.participantId, revision: author.revision }]
      : []),
  ];
  return {
    decision,
    holdsWhile,
    segments: segmentsOf(body).segments,
    pacing: deps.pacing,
    deliver: () =>
      deps.messenger.send({
        to: participant.phone,
        body,
        messageId: message.messageId,
        timeToLiveSeconds: secondsToLive(arriveBefore(question), now),
      }),
  };
}

/** When a text may leave at the earliest, as it was planned: also where its record comes too soon. */
function plannedFor({ state, dueAt, decisions }: Message): Date | undefined {
  const last = decisions.at(-1);
  return state === 'planned' || last?.reason === 'not-yet' ? new Date(dueAt) : undefined;
}

/** A page for a mentor who serves: no quiet hours, somebody is in danger. */
async function judgeForMentor(deps: DeliverTextDeps, message: Message): Promise<Judgement> {
  const { records, clock } = deps;
  const mentor = await records.get('mentor', message.recipient);
  const now = clock.now();
  if (!mentor?.phone || mentor.status === 'left') return refused(deps, 'gone');
  if (now.getTime() >= Date.parse(message.sendBefore)) return refused(deps, 'too-late');
  const { phone, revision, mentorId } = mentor;
  const isConfirmation = message.messageClass === 'opt-out';
  // Its owner sent STOP: they are paged by email, and a coordinator knows.
  if (optedOutByText(mentor) && !isConfirmation) return refused(deps, 'stopped');
  // A number that failed is tried with a page all the same: somebody is in danger, and it costs nothing.
  if (mentor.textStopped?.to === phone && message.template !== 'page' && !isConfirmation)
    return refused(deps, 'channel-stopped');
  const isPage = message.template === 'page' || message.template === 'page-drill';
  const crisisId = isPage ? message.params.crisisId : undefined;
  const crisis = crisisId === undefined ? undefined : await records.get('crisis', crisisId);
  // Somebody was faster: nobody else is woken for it [I16].
  if (crisis && !stillCalls(crisis, mentorId)) return refused(deps, 'gone');
  const body = await textFor(deps, message, mentor);
  return {
    decision: { at: now.toISOString(), decision: 'allow', inputs: { mentor: revision } },
    holdsWhile: [{ unchanged: 'mentor', id: mentorId, revision }],
    segments: segmentsOf(body).segments,
    deliver: () =>
      deps.messenger.send({
        to: phone,
        body,
        messageId: message.messageId,
        timeToLiveSeconds: secondsToLive(new Date(message.sendBefore), now),
      }),
  };
}

/** Carriers take from 5 seconds to 72 hours. */
const secondsToLive = (until: Date, now: Date): number =>
  Math.min(Math.max(Math.floor((until.getTime() - now.getTime()) / 1_000), 5), 72 * 3_600);

const refused = (
  { clock }: DeliverTextDeps,
  reason: 'gone' | 'too-late' | 'channel-stopped' | 'stopped',
): Judgement => ({
  decision: { at: clock.now().toISOString(), decision: 'refuse', reason, inputs: {} },
  holdsWhile: [],
  deliver: neverCalled,
});

const neverCalled = (): never => {
  throw new InvalidInput([
    { field: 'messageId', message: 'a message that was not allowed is not delivered' },
  ]);
};

/** True for a wording of texts; a row of an email names another. */
export const isTextTemplate = (template: string): template is TextTemplate =>
  TextTemplate.safeParse(template).success;
