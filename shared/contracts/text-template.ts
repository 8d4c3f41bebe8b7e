import * as z from 'zod';

/**
 * How much a text may give away to whoever else sees this phone, as its owner chose [P25, P27]: `discreet` names
 * neither the programme nor what it is about, `normal` names the programme and stays neutral, `full` speaks plainly.
 */
export const PrivacyLevel = z.enum(['discreet', 'normal', 'full']);
export type PrivacyLevel = z.infer<typeof PrivacyLevel>;

/** The wordings that exist, by who needs them when. Ids of wordings are stored, never the words. */
export const TextTemplate = z.enum([
  // Agreeing to texts, and ending them
  'opt-in',
  'opt-in-reminder',
  'opt-in-declined',
  'stop-confirmation',
  'start-confirmation',
  'help',
  // A person's own part of the intake
  'own-part',
  'own-part-reminder',
  // Check-ins and the private screen
  'question-wellbeing',
  'question-craving',
  'question-confidence',
  'question-support',
  'question-contact',
  'question-own-phone',
  'question-safe-home',
  'question-careful',
  'nudge',
  'unclear',
  'thanks',
  'late-thanks',
  'passed-on',
  // The way through the programme
  'matched',
  'mentor-changed',
  'waitlisted',
  'programme-done',
  'paused',
  'resumed',
  'welcome-back',
  'ended',
  'neutral-hold',
  // Answers to what people ask for
  'privacy-set',
  'language-set',
  'mentor-asked',
  'coping',
  'later-set',
  // Words for the partner
  'share-how',
  'share-confirm',
  'share-too-long',
  'share-taken',
  'shared-words',
  // Crisis
  'crisis-suicide',
  'crisis-overdose',
  'crisis-violence',
  'crisis-general',
  'crisis-stopped',
  'crisis-unacknowledged',
  'crisis-seen',
  // To mentors and whoever is on call
  'page',
  'page-stand-down',
  'page-acknowledged',
  'page-passed-on',
  'page-drill',
  'drill-thanks',
]);
export type TextTemplate = z.infer<typeof TextTemplate>;
