import { QuestionId } from '#shared/contracts/question';
import { Language } from '#shared/contracts/language';
import { PrivacyLevel, TextTemplate } from '#shared/contracts/text-template';
import { segmentsOf, type SmsSegments } from '#shared/domain/sms-segments';
import { parametersOf, wordsOf, type TextParams } from '#shared/domain/wordings/words-of';

/** One wording as somebody may read it; counted as it is at its longest. */
export interface ListedText extends SmsSegments {
  readonly template: TextTemplate;
  readonly level: PrivacyLevel;
  readonly language: Language;
  readonly words: string;
}

/** Every wording, in the order of the templates; written for made-up people, counted with the longest parameters. */
export const listOfTexts = (): readonly ListedText[] =>
  TextTemplate.options.flatMap((template) =>
    PrivacyLevel.options.flatMap((level) =>
      Language.options.map((language) => {
        const write = (params: TextParams): string =>
          wordsOf({ template, language, privacyLevel: level, params });
        const [longest] = QuestionId.options
          .map((questionId) => segmentsOf(write({ ...longestParams[language], questionId })))
          .toSorted((a, b) => b.segments - a.segments || b.units - a.units);
        const words = write(exampleParams[language]);
        return { template, level, language, words, ...(longest ?? segmentsOf(words)) };
      }),
    ),
  );

/** The list for a terminal, a row for each wording, and how much of it there is. */
export function textTable(list: readonly ListedText[]): string {
  const rows = [
    ['template', 'level', 'language', 'encoding', 'units', 'segments', 'text'],
    ...list.map((text) => [
      text.template,
      text.level,
      text.language,
      text.encoding,
      String(text.units),
      String(text.segments),
      text.words,
    ]),
  ];
  const width = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const widths = [0, 1, 2, 3, 4, 5].map(width);
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  const segments = list.reduce((sum, text) => sum + text.segments, 0);
  return [...lines, `${list.length} wordings, ${segments} segments with the longest parameters`].join('\n');
}

/** The page with the list between its markers, everything else as it was. Doing it again changes nothing. */
export function withTextList(page: string, list: readonly ListedText[]): string {
  const [before, after] = [page.indexOf(FROM), page.indexOf(TO)];
  if (before < 0 || after < before) throw new Error(`it needs ${FROM} and then ${TO}`);
  const sections = TextTemplate.options.map((template) =>
    sectionOf(
      template,
      list.filter((text) => text.template === template),
    ),
  );
  return `${page.slice(0, before)}${FROM}\n\n${sections.join('\n\n')}\n\n${page.slice(after)}`;
}

const FROM = '<!-- texts -->';
const TO = '<!-- /texts -->';

const exampleParams: Record<Language, TextParams> = {
  en: exampleIn('Monday, December 7'),
  es: exampleIn('el lunes 7 de diciembre'),
};

const longestParams: Record<Language, TextParams> = {
  en: longestIn('Wednesday, September 30 at 10:30 AM'),
  es: longestIn('el miércoles 30 de septiembre a las 10:30'),
};

function exampleIn(when: string): TextParams {
  return {
    programmeName: 'Alongside',
    supportPhone: '+1 202 555 0100',
    mentorName: 'Sam',
    otherName: 'Robin',
    sharedWords: 'Thank you for today.',
    questionId: 'wellbeing',
    url: 'https://texts.example/p/k7Qm',
    code: '4821',
    when,
    level: 'full',
    days: 7,
  };
}

function longestIn(when: string): TextParams {
  return {
    ...exampleIn(when),
    programmeName: 'N'.repeat(40),
    mentorName: 'M'.repeat(20),
    otherName: 'O'.repeat(20),
    sharedWords: `${'w'.repeat(199)}.`,
    url: `https://${'u'.repeat(52)}`,
    days: 30,
  };
}

function sectionOf(template: TextTemplate, texts: readonly ListedText[]): string {
  const { needed, optional } = parametersOf(template);
  const parameters = [
    `Needs ${needed.join(', ')}`,
    ...(optional.length > 0 ? [`may use ${optional.join(', ')}`] : []),
  ];
  const levels = PrivacyLevel.options
    .map((level) => ({ names: [level], lines: linesOf(texts.filter((text) => text.level === level)) }))
    .reduce<{ names: PrivacyLevel[]; lines: string }[]>((groups, { names, lines }) => {
      const same = groups.find((group) => group.lines === lines);
      return same
        ? groups.map((group) => (group === same ? { names: [...same.names, ...names], lines } : group))
        : [...groups, { names, lines }];
    }, []);
  return [
    `### ${template}`,
    `${parameters.join('; ')}.`,
    levels.map(({ names, lines }) => `- ${names.join(', ')}\n${lines}`).join('\n'),
  ].join('\n\n');
}

const linesOf = (texts: readonly ListedText[]): string =>
  texts
    .map(({ language, encoding, units, segments, words }) => {
      const size = `${segments === 1 ? '1 segment' : `${segments} segments`}, ${units} of ${encoding}`;
      return `  - ${language}, ${size}: \`${words}\``;
    })
    .join('\n');
