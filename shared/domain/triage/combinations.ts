import type { TriageCombination } from './rule.ts';

const relapse = ['relapse-en', 'relapse-es'];
const deathWish = ['death-wish-en', 'death-wish-es', 'suicidal-thoughts-en', 'suicidal-thoughts-es'];

/** Signs that weigh more together than alone. */
export const combinations: readonly TriageCombination[] = [
  {
    id: 'relapse-with-distress',
    topic: 'relapse',
    severity: 'high',
    first: relapse,
    second: ['sign-distress-en', 'sign-distress-es', 'panic-en', 'panic-es'],
    examples: [
      'I used last night after 8 months clean and I hate myself',
      'recaí y no paro de llorar, me doy asco',
    ],
    counterExamples: ['I relapsed on Friday. back on track now', 'recaí el viernes, ya estoy mejor'],
  },
  {
    id: 'relapse-with-more-at-hand',
    topic: 'relapse',
    severity: 'high',
    first: relapse,
    second: ['sign-more-at-hand-en', 'sign-more-at-hand-es', 'about-to-use-en', 'about-to-use-es'],
    examples: [
      'I drank after 2 years and i have the rest of the bottle here',
      'volví a consumir y estoy solo, tengo más aquí',
    ],
    counterExamples: ['had a drink. just one. threw it out'],
  },
  {
    id: 'symptoms-of-withdrawal',
    topic: 'withdrawal',
    severity: 'concern',
    first: ['sign-days-off'],
    second: ['sign-symptoms'],
    examples: ['shakes, sweats, vomiting. two days off alcohol', 'temblores y sudor, dos días sin alcohol'],
    counterExamples: ['two days off work', 'three days without alcohol, feeling great'],
  },
  {
    id: 'cannot-go-on-with-life',
    topic: 'suicide',
    severity: 'high',
    first: ['panic-en'],
    second: ['sign-life-en'],
    examples: ['idk if i can do this anymore. life i mean'],
    counterExamples: ['idk if i can do this anymore'],
  },
  {
    id: 'absence-with-farewell',
    topic: 'suicide',
    severity: 'imminent',
    first: ['sign-absence-en'],
    second: ['sign-farewell-en', ...deathWish],
    examples: ['i wont be here next week, ive decided. give my dog to my sister'],
    counterExamples: ["i won't be here next week, we are at my mom's"],
  },
  {
    id: 'means-with-finality',
    topic: 'suicide',
    severity: 'imminent',
    first: ['sign-means', 'firearm-en'],
    second: ['sign-finality', 'sign-legacy', ...deathWish, 'death-word-en', 'death-word-es'],
    examples: ['ima hang it up for good tonight, rope is in the shed'],
    counterExamples: ['the rope is in the shed', 'goodbye for now'],
  },
  {
    id: 'legacy-with-finality',
    topic: 'suicide',
    severity: 'imminent',
    first: ['sign-legacy'],
    second: ['sign-finality', ...deathWish, 'death-word-en', 'death-word-es'],
    examples: ["Tell Ray he can have my tools. I won't be needing them after tonight."],
    counterExamples: ['thanks for everything, see you thursday'],
  },
  {
    id: 'overdose-with-death-wish',
    topic: 'suicide',
    severity: 'imminent',
    first: ['recent-overdose-en', 'recent-overdose-es', 'not-breathing-now-en', 'not-breathing-now-es'],
    second: deathWish,
    examples: ['i overdosed again, i want to die'],
    counterExamples: ['i overdosed two days ago, they narcaned me'],
  },
];
