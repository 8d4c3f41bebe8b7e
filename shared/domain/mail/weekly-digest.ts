import type { Mentor } from '../../contracts/mentor.ts';
import { digestWords, suggestions, type DigestWords } from './digest-words.ts';
import { isPressing, type Need } from './digest-needs.ts';
import type { Digest, DigestSection, Values } from './digest.ts';
import type { Block, Card, Letter } from './letter.ts';
import { dayFor, part2Notice, type Programme } from './mail-words.ts';

/** The mentor's Monday morning as a letter: who needs them first, then each person apart from everybody else. */
export function weeklyDigest(
  { sections, more }: Digest,
  reader: Pick<Mentor, 'language' | 'timeZone'>,
  { programmeName, coordinatorEmail }: Programme,
): Letter {
  const words = digestWords[reader.language];
  const first = sections.filter(({ needs: [need] }) => need !== undefined && isPressing(need));
  return {
    language: reader.language,
    programmeName,
    about: words.about,
    blocks: [
      { kind: 'paragraph', text: words.opening },
      first.length === 0
        ? { kind: 'paragraph', text: words.nobodyFirst }
        : {
            kind: 'list',
            heading: words.first,
            items: first.map((section) => `${section.shownName}: ${inWords(section, words)[0] ?? ''}`),
          },
      { kind: 'heading', text: words.each },
      ...sections.map((section) => cardOf(section, reader)),
      ...(more > 0 ? [{ kind: 'paragraph', text: words.more(more) } as const] : []),
    ],
    foot: [part2Notice, words.scope, words.others, words.stop(coordinatorEmail)],
  };
}

/** One person, from their own section alone. */
export function cardOf(section: DigestSection, reader: Pick<Mentor, 'language' | 'timeZone'>): Card {
  const words = digestWords[reader.language];
  const { needs, nextAt, cycle } = section;
  const [gravest = 'steady'] = needs;
  const blocks: (Block | undefined)[] = [
    { kind: 'paragraph', text: inWords(section, words).join(' ') },
    trend(words.wellbeing, section.wellbeing, 5),
    trend(words.craving, section.craving, 10),
    latestOf(section, words),
    marksOf(section, reader),
    nextAt && { kind: 'fact', label: words.next, text: dayFor(nextAt, reader) },
    { kind: 'tip', label: words.say, text: suggestionFor(gravest, cycle, reader.language) },
  ];
  return {
    kind: 'card',
    title: section.shownName,
    urgent: isPressing(gravest),
    blocks: blocks.filter((block) => block !== undefined),
  };
}

const inWords = ({ needs, missedInARow }: DigestSection, words: DigestWords): string[] =>
  needs.map((need) => words.needs[need](missedInARow));

const trend = (label: string, values: Values, max: number): Block | undefined =>
  values.some((value) => value !== undefined) ? { kind: 'trend', label, values, max } : undefined;

/** How they went, and when the newest of them was: in aftercare, that may be weeks ago. */
function marksOf(
  { marks, askedAt }: DigestSection,
  reader: Pick<Mentor, 'language' | 'timeZone'>,
): Block | undefined {
  const words = digestWords[reader.language];
  if (marks.length === 0) return undefined;
  const told = marks.map((mark) => words.marks[mark]).join(', ');
  const text = askedAt ? `${told} (${dayFor(askedAt, reader)})` : told;
  return { kind: 'fact', label: words.checkIns, text };
}

/** The newest answers to what is told without a trend. */
function latestOf({ confidence, support }: DigestSection, words: DigestWords): Block | undefined {
  const [sure, days] = [newest(confidence), newest(support)];
  const told = [
    ...(sure === undefined ? [] : [words.confidence(sure)]),
    ...(days === undefined ? [] : [words.support(days)]),
  ];
  return told.length === 0 ? undefined : { kind: 'fact', label: words.latest, text: told.join(', ') };
}

const newest = (values: Values): number | undefined => values.findLast((value) => value !== undefined);

function suggestionFor(need: Need, cycle: number, language: Mentor['language']): string {
  const those = suggestions[language][need];
  return those[cycle % those.length] ?? those[0];
}
