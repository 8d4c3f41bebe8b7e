import * as z from 'zod';
import { Language } from '#shared/contracts/language';
import { Severity, TriageTopic } from '#shared/contracts/triage';
import type { Triage } from '#shared/domain/triage/triage';

/** A text and what a careful reader says about it, by the labelling guide. */
export const LabelledText = z.object({
  text: z.string(),
  language: z.enum(['en', 'es', 'mixed']),
  label: Severity,
  /** The main one; `none` has none. */
  topic: TriageTopic.optional(),
});
export type LabelledText = z.infer<typeof LabelledText>;

/** JSON lines. Throws for the first line that is none, with its number. */
export function readLabelledTexts(file: string): LabelledText[] {
  return file
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => {
      const read = LabelledText.safeParse(JSON.parse(line));
      if (!read.success) throw new Error(`line ${index + 1} is no labelled text`);
      return read.data;
    });
}

export interface SeverityMeasure {
  readonly severity: Severity;
  readonly language: LabelledText['language'] | 'all';
  /** How many texts have this label, were read as this, and both. */
  readonly labelled: number;
  readonly read: number;
  readonly both: number;
  /** Of the labelled, how many were read as something less than `high`, and as `none`. */
  readonly belowHigh: number;
  readonly asNone: number;
}

/** Counts for each severity, over all texts and for each language. */
export function measureTriage(texts: readonly LabelledText[], triage: Triage): SeverityMeasure[] {
  const results = texts.map(({ text, language, label }) => {
    const known = Language.safeParse(language);
    return { language, label, read: triage(text, known.success ? known.data : undefined).severity };
  });
  return (['all', 'en', 'es', 'mixed'] as const).flatMap((language) => {
    const own = results.filter((result) => language === 'all' || result.language === language);
    return Severity.options.toReversed().map((severity) => {
      const labelled = own.filter(({ label }) => label === severity);
      return {
        severity,
        language,
        labelled: labelled.length,
        read: own.filter(({ read }) => read === severity).length,
        both: labelled.filter(({ read }) => read === severity).length,
        belowHigh: labelled.filter(({ read }) => read !== 'high' && read !== 'imminent').length,
        asNone: labelled.filter(({ read }) => read === 'none').length,
      };
    });
  });
}

/** The measures as a table in Markdown. */
export function reportTable(measures: readonly SeverityMeasure[]): string {
  const rows = measures.map(({ severity, language, labelled, read, both, asNone }) =>
    [
      language,
      severity,
      labelled,
      share(both, labelled),
      share(both, read),
      severity === 'none' ? '' : asNone,
    ].join(' | '),
  );
  return [
    'language | severity | texts | recall | precision | read as none',
    '--- | --- | --: | --: | --: | --:',
    ...rows,
  ]
    .map((row) => `| ${row} |\n`)
    .join('');
}

const share = (part: number, whole: number): string => (whole === 0 ? '-' : (part / whole).toFixed(3));
