import { Temporal } from 'temporal-polyfill';
import type { CheckIn } from '#shared/contracts/check-in';
import type { Message } from '#shared/contracts/message';
import type { Participant } from '#shared/contracts/participant';
import { questionSetOf } from '#shared/domain/question-sets';
import type { Gathered } from './gather.ts';

/** One thing that happened, as a coordinator would tell it. */
export interface TimelineEntry {
  /** ISO time in UTC. */
  readonly at: string;
  /** In the time zone of whom it is about: Sun Nov 29, 6:00 PM. */
  readonly local: string;
  readonly coupleId?: string;
  readonly who: string;
  readonly kind: 'intake' | 'matching' | 'check-in' | 'cadence' | 'text' | 'task' | 'crisis' | 'mentor';
  readonly text: string;
}

/** Everything that a coordinator would want to know of a played programme, in the order in which it happened. */
export function timelineOf(gathered: Gathered): TimelineEntry[] {
  const people = new Map(
    gathered.participants.map((participant) => [participant.participantId, participant]),
  );
  const names = new Map([
    ...gathered.participants.map(({ participantId, name }): [string, string] => [participantId, name]),
    ...gathered.mentors.map(({ mentorId, name }): [string, string] => [mentorId, name]),
  ]);
  const entries = [
    ...gathered.checkIns.flatMap((checkIn) => checkInEntries(checkIn, people.get(checkIn.participantId))),
    ...gathered.messages.flatMap((message) => messageEntries(message, { people, names })),
    ...gathered.inbound.flatMap((text) => {
      const person = people.get(text.participantId ?? '');
      const told = inboundWords[text.outcome ?? ''];
      return person && told !== undefined
        ? [entry(text.receivedAt, person, { kind: 'text', text: `texts "${text.body}": ${told}` })]
        : [];
    }),
    ...gathered.tasks.map((task) => {
      const person = people.get(task.participantId ?? '');
      const reason = task.reason === undefined ? '' : ` (${task.reason})`;
      return entry(task.openedAt, person, {
        kind: 'task',
        text: `a person is needed: ${task.kind}${reason}${task.closedAt === undefined ? ', still open' : ''}`,
      });
    }),
    ...gathered.mentors.flatMap(({ name, awayUntil, updatedAt }) =>
      awayUntil === undefined
        ? []
        : [
            {
              ...entry(updatedAt, undefined, { kind: 'mentor', text: `is away until ${awayUntil}` }),
              who: name,
            },
          ],
    ),
    ...gathered.partings
      .filter(({ how }) => how === 'separation')
      .map(({ at, participantId }) =>
        entry(at, people.get(participantId), {
          kind: 'matching',
          text: 'goes on apart from the other, with check-ins as they were',
        }),
      ),
    ...gathered.crises.flatMap((crisis) => {
      const person = people.get(crisis.participantId ?? '');
      const by = names.get(crisis.acknowledgedBy ?? '') ?? crisis.acknowledgedBy;
      const paged = crisis.pages.map(
        ({ rung, who }) => `${rung} (${who.map((id) => names.get(id) ?? id).join(', ')})`,
      );
      return [
        entry(crisis.openedAt, person, {
          kind: 'crisis',
          text: `crisis, ${crisis.severity}; paged: ${paged.join(' → ') || 'nobody yet'}`,
        }),
        ...(crisis.acknowledgedAt === undefined
          ? []
          : [
              entry(crisis.acknowledgedAt, person, {
                kind: 'crisis',
                text: `taken over by ${by ?? 'somebody'}`,
              }),
            ]),
      ];
    }),
  ];
  return entries.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function checkInEntries(checkIn: CheckIn, person: Participant | undefined): TimelineEntry[] {
  const asked = checkIn.asked[0]?.askedAt;
  if (asked === undefined) return [];
  const title = checkIn.cycle === 0 ? 'the private safety screen' : `check-in ${checkIn.cycle}`;
  const answers = Object.entries(checkIn.answers)
    .toSorted(([a], [b]) => placeOf(checkIn, a) - placeOf(checkIn, b))
    .map(([question, answer]) => `${question} ${answer.kind === 'skip' ? 'skipped' : answer.value}`)
    .join(', ');
  const late = checkIn.lateAnswers.length > 0 ? `; ${checkIn.lateAnswers.length} answered late` : '';
  const nudge = checkIn.nudgedAt === undefined ? '' : ', one reminder';
  // What they answered in the screen is for those who review it, not for a timeline.
  const told = checkIn.cycle === 0 || answers === '' ? '' : `: ${answers}`;
  const { reason } = checkIn.step ?? {};
  const changes = reason && reason.fromDays !== reason.toDays;
  return [
    ...(changes
      ? [
          entry(checkIn.createdAt, person, {
            kind: 'cadence',
            text: `from every ${reason.fromDays} days to every ${reason.toDays}: ${reason.code}${reason.signal ? ` (${reason.signal})` : ''}`,
          }),
        ]
      : []),
    entry(asked, person, { kind: 'check-in', text: `${title}: ${checkIn.state}${nudge}${told}${late}` }),
  ];
}

/** The place of a question in its set: a database keeps the keys of a map in no order. */
const placeOf = ({ questionSetId }: CheckIn, question: string): number =>
  questionSetOf(questionSetId).questions.findIndex(({ questionId }) => questionId === question);

function messageEntries(
  { recipient, template, attempts, params, state }: Message,
  { people, names }: { people: ReadonlyMap<string, Participant>; names: ReadonlyMap<string, string> },
): TimelineEntry[] {
  const told = messageWords[template];
  const at = attempts.at(-1)?.at;
  if (told === undefined || at === undefined) return [];
  const mentor = names.get(params.mentorId ?? '') ?? '';
  const kind = told.kind;
  const failed = state === 'sent' || state === 'delivered' ? '' : ` (${state})`;
  const text = `${told.text.replace('{mentor}', mentor)}${failed}`;
  const person = people.get(recipient);
  if (person) return [entry(at, person, { kind, text })];
  return [
    { at, local: localTime(at, 'America/New_York'), who: names.get(recipient) ?? 'coordinators', kind, text },
  ];
}

const messageWords: Readonly<Record<string, { kind: TimelineEntry['kind']; text: string }>> = {
  'opt-in': { kind: 'intake', text: 'is asked whether they want texts' },
  'opt-in-reminder': { kind: 'intake', text: 'is asked once more whether they want texts' },
  'opt-in-declined': { kind: 'intake', text: 'wants no texts' },
  'own-part': { kind: 'intake', text: 'gets the link to their own private page' },
  'own-part-reminder': { kind: 'intake', text: 'is reminded of their own page' },
  'mentor-offer': { kind: 'matching', text: 'is offered a couple by email' },
  'pairing-active': { kind: 'mentor', text: 'learns whom they accompany from now on' },
  matched: { kind: 'matching', text: 'learns who accompanies them: {mentor}' },
  'mentor-changed': { kind: 'matching', text: 'learns who accompanies them from now on: {mentor}' },
  waitlisted: { kind: 'matching', text: 'learns that a mentor is being looked for' },
  'programme-done': { kind: 'text', text: 'has completed the programme; contact goes on' },
  paused: { kind: 'text', text: 'is paused' },
  resumed: { kind: 'text', text: 'goes on after a pause' },
  ended: { kind: 'text', text: 'leaves, with the door open' },
  'shared-words': { kind: 'text', text: 'gets words that the other released' },
  'late-thanks': { kind: 'text', text: 'answered late, and is thanked' },
  'stop-confirmation': { kind: 'text', text: 'stopped the texts; the one confirmation' },
  'crisis-suicide': { kind: 'crisis', text: 'gets the crisis lines at once' },
  'crisis-overdose': { kind: 'crisis', text: 'gets the crisis lines at once' },
  'crisis-violence': { kind: 'crisis', text: 'gets the crisis lines at once' },
  'crisis-general': { kind: 'crisis', text: 'gets the crisis lines at once' },
  'crisis-unacknowledged': { kind: 'crisis', text: 'is told honestly that nobody was reached yet' },
  'crisis-seen': { kind: 'crisis', text: 'learns that a person has seen it' },
  page: { kind: 'crisis', text: 'is paged' },
  'page-stand-down': { kind: 'crisis', text: 'may stand down' },
};

const inboundWords: Readonly<Record<string, string>> = {
  crisis: 'a crisis begins',
  'opted-out': 'no more texts to them',
  'opted-in': 'texts go on',
  keyword: 'done',
  'with-a-person': 'a person reads it',
  'asked-again': 'nobody could read that; asked once more',
};

const entry = (
  at: string,
  person: Participant | undefined,
  what: Pick<TimelineEntry, 'kind' | 'text'>,
): TimelineEntry => ({
  at,
  local: localTime(at, person?.timeZone ?? 'America/New_York'),
  ...(person?.coupleId !== undefined && { coupleId: person.coupleId }),
  who: person?.name ?? 'programme',
  ...what,
});

function localTime(at: string, timeZone: string): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone);
  const day = local
    .toPlainDate()
    .toLocaleString('en-US', { weekday: 'short', month: 'short', day: 'numeric' });
  const time = local.toPlainTime().toLocaleString('en-US', { hour: 'numeric', minute: '2-digit' });
  return `${day}, ${time}`;
}
