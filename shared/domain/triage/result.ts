import { Severity, type TriageReason, type TriageResult, type TriageTopic } from '../../contracts/triage.ts';

/** From 0 for `none` to 4 for `imminent`. */
export const rankOf = (severity: Severity): number => Severity.options.indexOf(severity);

/** The most severe reason decides; each place of a rule counts once, and what weighs nothing is left out. */
export function resultOf(signs: readonly TriageReason[]): TriageResult {
  if (signs.length === 0) return { severity: 'none', topics: [], reasons: [] };
  const unique = new Map(
    signs
      .filter(({ severity }) => severity !== 'none')
      .map((sign) => [`${sign.ruleId} ${sign.span.start} ${sign.span.end}`, sign]),
  );
  const reasons = [...unique.values()].sort(
    (a, b) =>
      rankOf(b.severity) - rankOf(a.severity) ||
      a.span.start - b.span.start ||
      a.span.end - b.span.end ||
      (a.ruleId < b.ruleId ? -1 : 1),
  );
  const topics: TriageTopic[] = [...new Set(reasons.map(({ topic }) => topic))];
  return { severity: reasons[0]?.severity ?? 'none', topics, reasons };
}
