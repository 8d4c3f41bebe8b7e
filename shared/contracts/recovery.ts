import * as z from 'zod';

// What mentors and participants may say about themselves, in the same words, so that it can be compared. Every one of
// them is optional for a participant [S10].

export const Substance = z.enum(['alcohol', 'opioids', 'stimulants', 'cannabis', 'sedatives', 'other']);
export type Substance = z.infer<typeof Substance>;

/** The way of recovery that somebody walks or walked. */
export const Pathway = z.enum([
  'twelve-step',
  'smart-recovery',
  'medication',
  'faith-based',
  'therapy',
  'self-directed',
  'other',
]);
export type Pathway = z.infer<typeof Pathway>;

export const LifeStage = z.enum(['18-29', '30-44', '45-59', '60-plus']);
export type LifeStage = z.infer<typeof LifeStage>;

export const FaithStance = z.enum(['religious', 'spiritual', 'secular']);
export type FaithStance = z.infer<typeof FaithStance>;

export const Orientation = z.enum(['lgbtq-plus', 'straight']);
export type Orientation = z.infer<typeof Orientation>;

/** A language that somebody speaks; texts and emails exist in fewer. */
export const SpokenLanguage = z
  .string()
  .regex(/^[a-z]{2,3}$/, 'must be a language code such as en or es')
  .describe('ISO 639 code');

/** Words for a person to read: a name goes into greetings and subjects, so it cannot have line breaks. */
export const oneLine = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^\P{Cc}*$/u, 'must be on one line; in a CSV file, perhaps a quotation mark is not closed');

/** What people may have in common. */
export const commonGround = {
  substances: z.array(Substance).max(6),
  pathways: z.array(Pathway).max(7),
  children: z.boolean('must be true or false; yes or no in a CSV file'),
  lifeStage: LifeStage,
  faithStance: FaithStance,
  orientation: Orientation,
  veteran: z.boolean('must be true or false; yes or no in a CSV file'),
  /** Only ever compared: nobody is matched with somebody of the same employer. */
  employer: oneLine(120),
} as const;
