import type { CheckIn } from '../../contracts/check-in.ts';
import type { Journey } from '../../contracts/journey.ts';
import type { QuestionId } from '../../contracts/question.ts';
import type { Task } from '../../contracts/task.ts';
import { raisedBy } from '../check-in-questions.ts';
import { questionSetOf } from '../question-sets.ts';
import { markOf, missedInARowOf } from './digest-marks.ts';
import type { DigestSection } from './digest.ts';

/** Why somebody needs their mentor, the gravest first. The last four ask for nothing before the next talk. */
export const needs = [
  'crisis',
  'concern',
  'call-wanted',
  'silent',
  'missed',
  'falling',
  'watch',
  'new',
  'steady',
  'paused',
] as const;
export type Need = (typeof needs)[number];

/** True for what a mentor looks at before everything else. */
export const isPressing = (need: Need): boolean => needs.indexOf(need) < needs.indexOf('watch');

/** How far an answer moves before it is told, in points of its scale [S35; 4h for the trend; the numbers are proposals]. */
export const fallsBy = { wellbeing: 2, craving: 2, confidence: 2 } as const;

/** From what one person answered, did not answer, and what stands open about them. Check-ins with the oldest first. */
export function needsOf(of: {
  readonly journey: Journey;
  readonly checkIns: readonly CheckIn[];
  readonly concerns: readonly Task[];
  readonly mayKnowOfCrisis: boolean;
}): Pick<DigestSection, 'needs' | 'missedInARow'> {
  const { journey, checkIns, concerns, mayKnowOfCrisis } = of;
  const isPaused = journey.state === 'paused';
  const missedInARow = isPaused ? 0 : missedInARowOf(checkIns.map(markOf));
  // A concern that a text raised stays with the coordinator: the consent is about check-ins.
  const fromCheckIns = concerns.filter(
    ({ kind, checkInId }) => kind === 'check-in-concern' && checkInId !== undefined,
  );
  const met: Record<Need, boolean> = {
    crisis: mayKnowOfCrisis && concerns.some(({ kind }) => kind === 'crisis'),
    concern: fromCheckIns.some(({ reason }) => reason !== wantsCall),
    'call-wanted': fromCheckIns.some(({ reason }) => reason === wantsCall),
    silent: missedInARow > 1,
    missed: missedInARow === 1,
    falling: !isPaused && isFalling(checkIns),
    watch: !isPaused && fromCheckIns.length === 0 && deservesALook(checkIns),
    new: !isPaused && checkIns.length === 0,
    steady: false,
    paused: isPaused,
  };
  const found = needs.filter((need) => met[need]);
  return { needs: found.length > 0 ? found : ['steady'], missedInARow };
}

const wantsCall = 'contact-wanted';

/** A total order that depends on nobody's partner: by needs, then by name as shown, then by id. */
export function byNeed(a: DigestSection, b: DigestSection): number {
  for (let place = 0; place < Math.max(a.needs.length, b.needs.length); place += 1) {
    const difference = rankAt(a, place) - rankAt(b, place);
    if (difference !== 0) return difference;
  }
  return (
    b.missedInARow - a.missedInARow ||
    compare(a.shownName, b.shownName) ||
    compare(a.participantId, b.participantId)
  );
}

/** Whoever has one need more comes first. */
function rankAt({ needs: those }: DigestSection, place: number): number {
  const need = those[place];
  return need === undefined ? needs.length : needs.indexOf(need);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Less well than the time before, or less well twice in a row. */
function isFalling(checkIns: readonly CheckIn[]): boolean {
  const [wellbeing, craving, confidence] = (['wellbeing', 'craving', 'confidence'] as const).map(
    (questionId) => answersTo(questionId, checkIns),
  );
  return (
    fellBy(wellbeing) >= fallsBy.wellbeing ||
    -fellBy(craving) >= fallsBy.craving ||
    fellBy(confidence) >= fallsBy.confidence ||
    fellTwice(wellbeing)
  );
}

/** Answers to a question up to the newest check-in that was answered; none where that one has none to it. */
function answersTo(questionId: QuestionId, checkIns: readonly CheckIn[]): number[] {
  const answered = checkIns.filter(({ answers }) => Object.keys(answers).length > 0);
  const values = answered.map(({ answers }) => answers[questionId]);
  if (values.at(-1)?.kind !== 'answer') return [];
  return values.flatMap((answer) => (answer?.kind === 'answer' ? [answer.value] : []));
}

function fellBy(values: readonly number[] = []): number {
  const [before, now] = values.slice(-2);
  return before === undefined || now === undefined ? 0 : before - now;
}

function fellTwice(values: readonly number[] = []): boolean {
  const [first, second, third] = values.slice(-3);
  return (
    first !== undefined && second !== undefined && third !== undefined && first > second && second > third
  );
}

/** An answer of the newest check-in meets a rule, and no task is open about it (any more). */
function deservesALook(checkIns: readonly CheckIn[]): boolean {
  const newest = checkIns.findLast(({ answers }) => Object.keys(answers).length > 0);
  if (!newest) return false;
  return raisedBy(newest.answers, questionSetOf(newest.questionSetId)).some(
    ({ ruleId }) => ruleId !== wantsCall,
  );
}
