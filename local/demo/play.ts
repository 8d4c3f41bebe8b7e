import type { Cloud } from '../cloud.ts';
import { costOf, type Cost } from '../usage/cost.ts';
import { scaleUsage, usageBetween, type Usage } from '../usage/usage.ts';
import type { Cast, CastCouple, CastMentor } from './cast.ts';
import { coordinator, type CoordinatorNotes } from './coordinator.ts';
import { submitForm } from './forms.ts';
import { gather, type Gathered } from './gather.ts';
import { violationsIn, type Violation } from './invariants.ts';
import { mentorPlayer } from './mentor.ts';
import { part, type Parting } from './parting.ts';
import { participantPlayer, type ParticipantInPlay } from './participant.ts';
import { textReader } from './recognise-text.ts';
import { days, Stage } from './stage.ts';
import { timelineOf, type TimelineEntry } from './timeline.ts';

/** What a played programme came to. */
export interface Play {
  readonly gathered: Gathered;
  readonly timeline: readonly TimelineEntry[];
  readonly violations: readonly Violation[];
  /** Everything that AWS would bill while it was played. */
  readonly usage: Usage;
  /** What a year of the programme costs while nobody takes part: its regular runs. */
  readonly fixedCostOfYear: Cost;
  /** What one couple adds in a year. */
  readonly costOfCoupleYear: Cost;
}

export interface PlayOptions {
  readonly cloud: Cloud;
  readonly cast: Cast;
  /** Epoch milliseconds. */
  readonly until: number;
  readonly programmeName?: string;
  readonly progress?: (now: number) => void;
}

/**
 * Plays a cast on a running cloud whose clock stands still. A week passes in which nobody takes part, to know what the
 * programme itself costs; then mentors are imported, couples enrol on the public page, and everybody acts through what
 * really reaches them.
 */
export async function play(options: PlayOptions): Promise<Play> {
  const { cloud, cast, until, progress } = options;
  const stage = await Stage.of(cloud);
  const idle = await idleWeek(cloud);
  const before = cloud.usage();
  const began = cloud.clock.now();
  const partings: Parting[] = [];
  const notes = await enter(stage, options);
  for (const { partners, parts } of cast.couples)
    if (parts)
      stage.plan({
        at: began + parts.after,
        do: async () => void partings.push(...(await part(stage, phonesOf(partners), parts.how))),
      });
  await stage.play(until, progress);

  const gathered = await gather(cloud, {
    taskIds: notes.tasks.keys(),
    crisisIds: [...notes.tasks.values()].flatMap(({ crisisId }) => crisisId ?? []),
    partings,
  });
  const usage = usageBetween(before, cloud.usage());
  const years = (until - began) / year;
  const fixed = scaleUsage(idle, (until - began) / (7 * days));
  return {
    gathered,
    timeline: timelineOf(gathered),
    violations: violationsIn(cloud, gathered),
    usage,
    fixedCostOfYear: costOf(scaleUsage(idle, year / (7 * days))),
    costOfCoupleYear: costOf(scaleUsage(usageBetween(fixed, usage), 1 / (cast.couples.length * years))),
  };
}

const year = 365.25 * days;

const phonesOf = ([first, second]: CastCouple['partners']): [string, string] => [first.phone, second.phone];

/** What the programme uses in a week before anybody takes part. */
async function idleWeek(cloud: Cloud): Promise<Usage> {
  const before = cloud.usage();
  await cloud.clock.advance(7 * days);
  return usageBetween(before, cloud.usage());
}

/** What everybody in a play agrees to. */
const agreedTo = ['share-check-ins', 'share-crisis', 'joint-features'];

/** Brings everybody onto the stage. */
export async function enter(
  stage: Stage,
  { cast, until, programmeName = 'Alongside' }: Pick<PlayOptions, 'cast' | 'until' | 'programmeName'>,
): Promise<CoordinatorNotes> {
  const began = stage.now();
  const read = textReader(programmeName);
  for (const mentor of cast.mentors) stage.add(mentorPlayer(stage, mentor));
  await stage.api(
    'POST',
    '/mentors/import',
    cast.mentors.map(({ profile }) => profile),
  );
  const fillOwnPart = async (url: string, { name }: ParticipantInPlay): Promise<void> => {
    await submitForm(stage, url, { name, consents: agreedTo });
  };
  for (const couple of cast.couples) {
    for (const partner of couple.partners)
      stage.add(participantPlayer(stage, partner, { read, fillOwnPart }));
    stage.plan({ at: began + couple.enrolsAfter, do: () => enrol(stage, couple) });
  }
  const [first] = cast.mentors;
  if (first) stage.plan({ at: began + absence.after, do: () => goAway(stage, first, began + absence.after) });
  return coordinator(stage, until);
}

/** The first mentor of the couple is away when Mateo texts in despair; the other one is paged. */
const absence = { after: 115 * days, lasts: 14 * days };

/** A coordinator notes until when a mentor is away, as the mentor asked. */
async function goAway(stage: Stage, { email, profile }: CastMentor, from: number): Promise<void> {
  const { items } = await stage.api('GET', '/mentors?limit=100');
  const mentor = (items as { mentorId: string; email: string; version: number }[]).find(
    (one) => one.email === email,
  );
  if (!mentor) throw new Error('a mentor of the cast is not in the registry');
  const awayUntil = new Date(from + absence.lasts).toISOString().slice(0, 10);
  await stage.api('PUT', `/mentors/${mentor.mentorId}`, { ...profile, version: mentor.version, awayUntil });
}

/** The first partner enrols both, as the page's form or an app of the centre would. */
async function enrol(stage: Stage, { partners: [first, second] }: CastCouple): Promise<void> {
  const { name, phone, language, timeZone, schedule, privacyLevel } = first;
  const response = await fetch(`${stage.cloud.url}/intake`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      name,
      phone,
      language,
      timeZone,
      schedule,
      privacyLevel,
      texts: true,
      consents: agreedTo,
      partner: { name: second.name, phone: second.phone, language: second.language },
    }),
  });
  if (!response.ok) throw new Error(`a couple could not enrol: ${response.status} ${await response.text()}`);
  await stage.cloud.clock.settle();
}
