import type { Language } from '../../contracts/language.ts';
import type { Participant } from '../../contracts/participant.ts';

/** The same words in each language. */
export type InBoth<Words> = Readonly<Record<Language, Words>>;

/** What every email may say of the programme. */
export interface Programme {
  readonly programmeName: string;
  readonly coordinatorEmail: string;
}

/** Each consent-based disclosure carries it; it is quoted and therefore English everywhere [F5]. */
export const part2Notice = '42 CFR part 2 prohibits unauthorized use or disclosure of these records.';

/** How a mentor reads of somebody: the first name; initials for one who wants little given away [H2, P27]. */
export function shownName({
  name,
  privacyLevel,
  sharedPhone,
}: Pick<Participant, 'name' | 'privacyLevel' | 'sharedPhone'>): string {
  const parts = name.replace(unprintable, ' ').trim().split(/\s+/);
  const [first = '', ...others] = parts;
  const initials = [first, others.at(-1) ?? ''].flatMap((part) => [...part].slice(0, 1));
  const shown =
    privacyLevel === 'discreet' || sharedPhone
      ? initials.map((initial) => `${initial.toUpperCase()}.`).join(' ')
      : [...first].slice(0, 30).join('');
  return shown || '–';
}

/** Also what turns the direction of a line: it could make a name swallow the words behind it. */
const unprintable = /[\p{C}\p{Zl}\p{Zp}]/gu;

interface Reader {
  readonly language: Language;
  readonly timeZone: string;
}

/** A day with its hour where the reader lives: Thursday, December 3 at 8:00 AM EST. */
export const momentFor = (moment: Date, reader: Reader): string =>
  formatted(moment, reader, {
    ...day,
    month: 'long',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  });

/** Thursday, Dec 3. */
export const dayFor = (moment: Date, reader: Reader): string =>
  formatted(moment, reader, { ...day, month: 'short' });

const day = { weekday: 'long', day: 'numeric' } as const;

const formatted = (
  moment: Date,
  { language, timeZone }: Reader,
  options: Intl.DateTimeFormatOptions,
): string =>
  new Intl.DateTimeFormat(language === 'es' ? 'es-US' : 'en-US', { ...options, timeZone })
    .format(moment)
    // Newer data puts a narrow space in front of AM, which older mail programs show as a box.
    .replace(/\s/gu, ' ');
