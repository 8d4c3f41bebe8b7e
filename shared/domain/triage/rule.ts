import type { Severity, TriageTopic } from '../../contracts/triage.ts';

/** How something is told. A telling makes a match weigh less, where its rule says so. */
export type Telling = 'past' | 'lately' | 'former' | 'story' | 'joke' | 'panic';

/**
 * A rule is data: patterns over normalised words (see `pattern.ts`), what they mean, and texts that prove it.
 * Both languages always count, since people mix them; `language` says in which one the rule is written.
 */
export interface TriageRule {
  readonly id: string;
  readonly language: 'en' | 'es';
  readonly topic: TriageTopic;
  /** `none` for a sign that means something only in a combination. */
  readonly severity: Severity;
  readonly patterns: readonly string[];
  /** The severity when the sentence tells it as past, of a former partner, as a story or as a joke. */
  readonly told?: Readonly<Partial<Record<Telling, Severity>>>;
  /** Texts in which the rule must hold, and texts in which it must not. */
  readonly examples: readonly string[];
  readonly counterExamples: readonly string[];
}

/** Two signs in one text that mean more than each alone. The reason points at the second. */
export interface TriageCombination {
  readonly id: string;
  readonly topic: TriageTopic;
  readonly severity: Severity;
  /** Ids of rules; one of each list must hold. */
  readonly first: readonly string[];
  readonly second: readonly string[];
  readonly examples: readonly string[];
  readonly counterExamples: readonly string[];
}
