import { steady, type Behaviour } from './participant.ts';
import { byChance } from './crowd.ts';
import type { MentorInPlay } from './mentor.ts';
import type { PartingWay } from './parting.ts';
import { seededRandom } from './random.ts';
import { days, hours } from './stage.ts';
import { mateo, renee } from './story.ts';

/** One partner of a couple that will enrol. */
export interface CastPartner {
  readonly name: string;
  readonly phone: string;
  readonly language: 'en' | 'es';
  readonly privacyLevel: 'discreet' | 'normal' | 'full';
  readonly timeZone: string;
  readonly schedule: { readonly weekday: string; readonly time: string };
  readonly behaviour: Behaviour;
}

export interface CastCouple {
  readonly partners: readonly [CastPartner, CastPartner];
  /** Milliseconds after the play begins. */
  readonly enrolsAfter: number;
  /** When and how the two go apart, if they do; milliseconds after the play begins. */
  readonly parts?: { readonly after: number; readonly how: PartingWay };
}

export interface CastMentor extends MentorInPlay {
  /** As a coordinator would import it. */
  readonly profile: Readonly<Record<string, unknown>>;
}

/** Who takes part in a play. */
export interface Cast {
  readonly couples: readonly CastCouple[];
  readonly mentors: readonly CastMentor[];
}

/**
 * The couple of the story, and as many more by chance as asked for, with mentors enough for all of them. All made up;
 * numbers are of the range that is kept for fiction, so there are at most 40 couples.
 */
export function castOf({ couples, seed, startAt }: { couples: number; seed: number; startAt: number }): Cast {
  if (couples < 1 || couples > mostCouples)
    throw new RangeError(`a play has 1 to ${mostCouples} couples: more fictional numbers there are not`);
  const random = seededRandom(seed);
  const more = Array.from({ length: couples - 1 }, (_, index): CastCouple => {
    const partner = (which: 0 | 1): CastPartner => {
      const language = random.chance(0.3) ? 'es' : 'en';
      return {
        name: names[(index * 2 + which) % names.length] ?? 'Alex',
        phone: phoneOf(2 + index * 2 + which),
        language,
        privacyLevel: random.pick(['discreet', 'normal', 'full']),
        timeZone: random.pick([
          'America/New_York',
          'America/Chicago',
          'America/Phoenix',
          'America/Los_Angeles',
        ]),
        schedule: {
          weekday: random.pick(['monday', 'tuesday', 'wednesday', 'thursday', 'saturday', 'sunday']),
          time: random.pick(['09:30', '12:00', '17:30', '18:00', '19:00']),
        },
        behaviour: byChance(random, language),
      };
    };
    const couple = {
      partners: [partner(0), partner(1)] as const,
      enrolsAfter: random.between(0, 10 * 1440) * 60_000,
    };
    if (!random.chance(0.2)) return couple;
    const after = random.between(14, 100) * days;
    return { ...couple, parts: { after, how: random.pick(['separation', 'withdrawal']) } };
  });
  return { couples: [storyCouple(startAt), ...more], mentors: mentorsFor(couples) };
}

/** Renee and Mateo, whose story the demo tells. */
const storyCouple = (startAt: number): CastCouple => ({
  partners: [
    {
      name: 'Renee',
      phone: phoneOf(0),
      language: 'en',
      privacyLevel: 'full',
      timeZone: 'America/New_York',
      schedule: { weekday: 'sunday', time: '18:00' },
      behaviour: renee(startAt),
    },
    {
      name: 'Mateo',
      phone: phoneOf(1),
      language: 'es',
      privacyLevel: 'discreet',
      timeZone: 'America/New_York',
      schedule: { weekday: 'saturday', time: '10:00' },
      behaviour: mateo(startAt),
    },
  ],
  enrolsAfter: 0,
  // In the last quarter of their year of aftercare they go on apart, each with what was theirs.
  parts: { after: 380 * days, how: 'separation' },
});

/** How many weeks the programme of a first `npm start` has run. */
export const seededWeeks = 6;

/**
 * A small programme at several points of the way: a couple in its sixth week, one in its second, one whose mentor has
 * not answered the offer yet, and one of whom only one partner has said YES.
 */
export function seedCast(startAt: number): Cast {
  const { couples, mentors } = castOf({ couples: 4, seed: 3, startAt });
  const [story, second, third, fourth] = couples;
  if (!story || !second || !third || !fourth) throw new Error('the seed has four couples');
  const ends = seededWeeks * 7 * days;
  const steadily = (couple: CastCouple, enrolsAfter: number): CastCouple => {
    const [first, other] = couple.partners;
    return {
      enrolsAfter,
      partners: [
        { ...first, behaviour: steady({}, first.language) },
        { ...other, behaviour: steady({}, other.language) },
      ],
    };
  };
  const silent: CastCouple = steadily(fourth, ends - 20 * hours);
  const [agreed, undecided] = silent.partners;
  return {
    couples: [
      story,
      steadily(second, 24 * days),
      steadily(third, ends - 5 * hours),
      {
        ...silent,
        partners: [agreed, { ...undecided, behaviour: { ...undecided.behaviour, toOptIn: () => [] } }],
      },
    ],
    // Whoever is asked in the last hours is still thinking about it: somebody may answer in their place.
    mentors: mentors.map((mentor) => ({
      ...mentor,
      toOffer: (times, at) => (at > startAt + ends - days ? undefined : mentor.toOffer(times, at)),
    })),
  };
}

const mostCouples = 40;

/** +1 202 555 0100 to 0179 for participants; 0180 to 0199 are the mentors'. */
const phoneOf = (index: number): string => `+1202555${String(100 + index).padStart(4, '0')}`;

const names =
  'Alex Blake Casey Drew Elena Frankie Gabriel Harper Inés Jordan Kai Lucía Micah Noor Oscar Parker Quinn Rosa Sam Tatum'.split(
    ' ',
  );

/** A mentor couple that recovered together, and single mentors; each with room for four couples. */
function mentorsFor(couples: number): CastMentor[] {
  const singles = Math.min(16, Math.max(1, Math.ceil(couples / 3)));
  const person = (index: number, name: string, more: Record<string, unknown> = {}): CastMentor => {
    const email = `${name.toLowerCase()}@example.org`;
    const phone = `+1202555${String(180 + index).padStart(4, '0')}`;
    return {
      name,
      email,
      phone,
      // The first offer to a busy mentor is declined now and then.
      toOffer: (times) => (index % 3 === 2 && times === 0 ? 'decline' : 'accept'),
      takesPages: true,
      profile: {
        name,
        email,
        phone,
        languages: ['en', 'es'],
        timeZone: 'America/New_York',
        livedExperienceAttestedOn: '2025-05-01',
        recovery: '5-to-10-years',
        substances: ['alcohol', 'opioids'],
        coupleExperience: ['recovered-together'],
        training: { completedOn: '2025-06-01', expiresOn: '2031-06-01' },
        crisisTraining: { completedOn: '2025-06-15', expiresOn: '2031-06-15' },
        capacity: 8,
        ...more,
      },
    };
  };
  return [
    person(0, 'Dana', { partnerEmail: 'chris@example.org' }),
    person(1, 'Chris', { partnerEmail: 'dana@example.org' }),
    ...Array.from({ length: singles }, (_, index) =>
      person(index + 2, mentorNames[index] ?? `Mentor${index}`, {
        coupleExperience: ['supported-couples'],
        onCall: everyHour,
      }),
    ),
  ];
}

const mentorNames = 'Jamie Priya Omar Ruth Tomás Wren Yusuf Zoe Ari Bea Cleo Dev Eli Fay Gus Hana'.split(' ');

const everyHour = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map(
  (weekday) => ({ weekday, start: '00:00', end: '24:00' }),
);
