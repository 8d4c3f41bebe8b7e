import { receiveSms } from '#functions/receive-sms/handler';
import type { CheckIn } from '#shared/contracts/check-in';
import type { Journey } from '#shared/contracts/journey';
import type { Participant } from '#shared/contracts/participant';
import type { QuestionId } from '#shared/contracts/question';
import { openCrisis } from '#shared/steps/open-crisis';
import { answersOf, hoursLater, minutesLater, monday, smsEvent } from '#test/support/builders';
import { aCrisis, trained } from '#test/support/crisis';
import { aWorld, type World } from '#test/support/memory-world';
import { aMentor } from '#test/support/mentors';

/** Who texts from where. */
export const ANA = '+12025550101';
const DANA = '+12025550130';
const NOBODY = '+12025550177';

const clean = [4, 2, 8, 3] as const;
const questions: readonly QuestionId[] = ['wellbeing', 'craving', 'confidence', 'support', 'contact'];

/** A check-in whose questions up to this one were asked, and those before it answered. */
function upTo(questionId: QuestionId): Partial<CheckIn> {
  const index = questions.indexOf(questionId);
  return {
    state: 'asked',
    answers: answersOf(clean.slice(0, index)),
    asked: questions
      .slice(0, index + 1)
      .map((one, minute) => ({ questionId: one, askedAt: minutesLater(minute).toISOString() })),
  };
}

interface Given {
  readonly participant?: Partial<Participant>;
  readonly journey?: Partial<Journey>;
  readonly checkIn?: Partial<CheckIn>;
  readonly from?: string;
  readonly more?: (world: World) => Promise<unknown>;
}

const at = hoursLater(-3).toISOString();
const stopped = { texts: { state: 'stopped', at, inboundMessageId: 'sms-stop' } } as const;
const pausedBy = (reason: 'asked' | 'stopped') =>
  ({ state: 'paused', reason, since: at }) satisfies Partial<Journey>;

/** The situations of `inbound-table.md`, by the word in front of each heading. */
export const situations: Readonly<Record<string, Given>> = {
  invited: { participant: { texts: { state: 'invited', at } }, journey: { state: 'intake' } },
  declined: {
    participant: { texts: { state: 'declined', at, inboundMessageId: 'sms-no' } },
    journey: { state: 'ended', reason: 'declined' },
  },
  agreed: {},
  wellbeing: { checkIn: upTo('wellbeing') },
  craving: { checkIn: upTo('craving') },
  confidence: { checkIn: upTo('confidence') },
  support: { checkIn: upTo('support') },
  contact: { checkIn: upTo('contact') },
  spanish: { participant: { language: 'es' }, checkIn: upTo('wellbeing') },
  screen: {
    participant: { screen: 'pending' },
    journey: { state: 'intake', lastCycle: 0 },
    checkIn: { cycle: 0, questionSetId: 'safety-screen-1', state: 'asked' },
  },
  missed: { checkIn: { state: 'missed' } },
  answered: { checkIn: { ...upTo('contact'), state: 'answered', answers: answersOf([...clean, 2]) } },
  paused: { journey: pausedBy('asked') },
  stopped: { participant: stopped, journey: pausedBy('stopped') },
  undecided: { participant: { undecidedStop: 't-text-sms-stop' }, checkIn: upTo('wellbeing') },
  crisis: {
    more: (world) =>
      openCrisis(world, {
        source: 'sms-before',
        participantId: 'p-ana001',
        severity: 'high',
        reasons: ['before'],
      }),
  },
  left: { journey: { state: 'ended', reason: 'withdrawn' } },
  shared: { participant: { sharedPhone: true, privacyLevel: 'discreet' } },
  mentor: {
    from: DANA,
    async more(world) {
      await world.write('mentor', 'm-dana01', aMentor({ phone: DANA, ...trained }));
      await world.write('phone-claim', DANA, { phone: DANA, holderId: 'm-dana01' });
      const page = { rung: 'mentor' as const, who: ['m-dana01'] };
      const pages = [{ ...page, at: monday.toISOString(), enteredAt: monday.toISOString() }];
      await world.write('crisis', 'crisis-sms-0', aCrisis({ crisisId: 'crisis-sms-0', pages }));
      await world.write('code-claim', '4821', { code: '4821', crisisId: 'crisis-sms-0' });
    },
  },
  unknown: { from: NOBODY },
};

/** What a text, or several, came to: the cells of the table. `–` is nothing, or as it was. */
export interface CameTo {
  readonly ends: string;
  readonly consent: string;
  readonly journey: string;
  readonly checkIn: string;
  readonly textsOut: string;
  readonly tasks: string;
  readonly crisis: string;
}

/** One text, and whether it is delivered a second time. */
export interface SaidText {
  readonly body: string;
  readonly twice: boolean;
}

/** Plays these texts, a minute apart, in this situation, and delivers what is planned after each. */
export async function play(situation: string, texts: readonly SaidText[]): Promise<CameTo> {
  const given = situations[situation];
  if (!given) throw new Error(`no situation is called ${situation}`);
  const world = aWorld();
  const { participant = {}, journey, checkIn, from = ANA, more } = given;
  await world.given(participant, {
    ...(journey && { journey }),
    ...(checkIn && { checkIn: { ...checkIn, taskToken: world.flows.wait('token-1') } }),
  });
  await more?.(world);
  await world.deliver();
  const before = await lookAt(world);
  const receive = world.run('receive-sms', receiveSms);
  for (const [index, { body, twice }] of texts.entries()) {
    const moment = hoursLater(1 + index / 60);
    world.clock.moveTo(moment);
    for (let delivery = 0; delivery < (twice ? 2 : 1); delivery += 1) {
      const { batchItemFailures } = await receive(smsEvent({ from, body, id: `sms-${index}`, at: moment }));
      if (batchItemFailures.length > 0) throw new Error('the text went back to the queue');
      await world.deliver();
    }
  }
  return difference(world, before, await lookAt(world));
}

const lookAt = async (world: World) => ({
  participant: await world.participant(),
  journey: await world.journey(),
  checkIns: world.records.all('check-in'),
  tasks: world.tasks(),
  crises: world.records.all('crisis'),
  sent: world.texts.sent.length,
});
type Look = Awaited<ReturnType<typeof lookAt>>;

function difference(world: World, before: Look, after: Look): CameTo {
  const rows = world.records.all('inbound-text');
  const tasksBefore = new Set(before.tasks.map(({ taskId }) => taskId));
  const crises = after.crises.filter((one) =>
    before.crises.every(({ crisisId }) => crisisId !== one.crisisId),
  );
  const joined = rows.some(({ outcome }) => outcome === 'crisis') && crises.length === 0;
  const isTaken = after.crises.some(
    ({ crisisId, state }) =>
      state === 'acknowledged' &&
      before.crises.some((one) => one.crisisId === crisisId && one.state === 'open'),
  );
  return {
    ends: list(rows.map(({ outcome, state }) => (state === 'handled' ? (outcome ?? '?') : state))),
    consent: list(consentOf(before.participant, after.participant)),
    journey: before.journey?.state === after.journey?.state ? '–' : (after.journey?.state ?? '?'),
    checkIn: list(after.checkIns.flatMap((row, index) => checkInChanges(before.checkIns[index], row))),
    textsOut: list(
      world.texts.sent
        .slice(before.sent)
        .map(({ messageId = '' }) => world.records.all('message').find((one) => one.messageId === messageId))
        .map((message) => message?.template ?? '?'),
    ),
    tasks: list(after.tasks.filter(({ taskId }) => !tasksBefore.has(taskId)).map(({ kind }) => kind)),
    crisis: list([
      ...crises.map(({ severity }) => severity),
      ...(joined ? ['joined'] : []),
      ...(isTaken ? ['taken'] : []),
    ]),
  };
}

const list = (words: readonly string[]): string => (words.length === 0 ? '–' : words.join(', '));

function consentOf(before: Participant | undefined, after: Participant | undefined): string[] {
  if (!before || !after) return ['?'];
  return [
    ...(before.texts.state === after.texts.state ? [] : [after.texts.state]),
    ...(before.undecidedStop === after.undecidedStop
      ? []
      : [after.undecidedStop === undefined ? 'decided' : 'undecided']),
    ...(before.privacyLevel === after.privacyLevel ? [] : [after.privacyLevel]),
    ...(before.language === after.language ? [] : [after.language]),
    ...(before.screen === after.screen ? [] : [after.screen]),
  ];
}

function checkInChanges(before: CheckIn | undefined, after: CheckIn): string[] {
  const answers = Object.entries(after.answers).flatMap(([questionId, answer]) =>
    before && questionId in before.answers ? [] : [told(questionId, answer)],
  );
  const late = after.lateAnswers
    .slice(before?.lateAnswers.length ?? 0)
    .map(({ questionId, answer }) => `late ${told(questionId, answer)}`);
  return [...answers, ...late, ...(before?.state === after.state ? [] : [after.state])];
}

const told = (questionId: string, answer: { kind: string; value?: number }): string =>
  `${questionId}=${answer.value ?? answer.kind}`;
