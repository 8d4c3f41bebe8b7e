import * as z from 'zod';

/** How soon a person is needed, in rising order [4h]. The labelling guide says what each covers. */
export const Severity = z.enum(['none', 'watch', 'concern', 'high', 'imminent']);
export type Severity = z.infer<typeof Severity>;

/** What a text is about. */
export const TriageTopic = z.enum([
  'suicide',
  'self-harm',
  'overdose',
  'violence',
  'fear',
  'child',
  'withdrawal',
  'relapse',
  'about-to-use',
  'craving',
  'partner-use',
  'medication',
  'control',
  'housing',
  'work',
  'legal',
  'programme',
  'meetings',
  'panic',
  'sleep',
  'help',
  'mood',
  'loneliness',
  'conflict',
  'boredom',
  'money',
]);
export type TriageTopic = z.infer<typeof TriageTopic>;

/** Part of the original text in UTF-16 units, `end` excluded: what a person is shown. */
export const TextSpan = z.object({ start: z.int().min(0), end: z.int().min(0) });
export type TextSpan = z.infer<typeof TextSpan>;

/** One rule that held, or `learned-words`. Never holds words of the text: the span points at them. */
export const TriageReason = z.object({
  ruleId: z.string().regex(/^[a-z0-9-]{1,60}$/),
  severity: Severity,
  topic: TriageTopic,
  span: TextSpan,
  /** Why this reason weighs less than its rule says: how it was told. */
  told: z.enum(['past', 'lately', 'former', 'story', 'joke', 'panic']).optional(),
});
export type TriageReason = z.infer<typeof TriageReason>;

/** The most severe first; `severity` is the first reason's, `none` where there is no reason. */
export const TriageResult = z.object({
  severity: Severity,
  topics: z.array(TriageTopic),
  reasons: z.array(TriageReason),
});
export type TriageResult = z.infer<typeof TriageResult>;
