import { Weekday } from '../contracts/local-time.ts';

// How a cell of a mentor file becomes a field. What cannot be read comes back as it is, for the schema to refuse.

/** "2 to 5 years", "Twelve-Step", "LGBTQ+" and "60+" as the codes that they stand for. */
export const asCode = (cell: string): string =>
  cell
    .toLowerCase()
    .replace(/\+$/, ' plus')
    .split(/[\s–-]+/)
    .filter((word) => word !== '')
    .join('-');

/** A list in one cell, with ";" or line breaks between: "en; es". Once each, where the items are texts. */
export const asList =
  (read: (item: string) => unknown) =>
  (cell: string): unknown[] => {
    const items = cell.split(/[;\n]/).map((item) => item.trim());
    return [...new Set(items.filter((item) => item !== '').map(read))];
  };

/** English and Spanish. */
export function asYesNo(cell: string): unknown {
  const word = plainKey(cell);
  return yes.has(word) ? true : no.has(word) ? false : cell;
}

/** "en", "English" and "inglés" are one. */
export const asLanguage = (cell: string): string => languages.get(plainKey(cell)) ?? cell.toLowerCase();

export const asNumber = (cell: string): unknown => (/^\d{1,9}$/.test(cell) ? Number(cell) : cell);

/** "mon 18:00-21:00", "sábado 9:00 - 12:00". */
export function asHours(item: string): unknown {
  const [, day = '', start = '', end = ''] =
    /^(\p{L}+)\.?\s+(\d{1,2}:\d\d)\s*[–-]\s*(\d{1,2}:\d\d)$/u.exec(item) ?? [];
  const weekday = weekdays.get(plainKey(day));
  return weekday ? { weekday, start: start.padStart(5, '0'), end: end.padStart(5, '0') } : item;
}

/** "First aid (2027-05-01)"; a number in brackets is always taken for the day, so that none is overlooked. */
export function asCertificate(item: string): unknown {
  const [, name = '', expiresOn] = /^(.*?)\s*\(([^()]*\d[^()]*)\)$/.exec(item) ?? [];
  return expiresOn === undefined ? { name: item } : { name, expiresOn: expiresOn.trim() };
}

/** "kin p-01hzy3k9". */
export function asExclusion(item: string): unknown {
  const [, kind, participantId] = /^(.*\S)\s+(p-\S+)$/.exec(item) ?? [];
  return kind === undefined ? item : { kind: asCode(kind), participantId };
}

/** Letters and digits only, without case and accents: "Time zone", "timeZone" and "TIME_ZONE" are one. */
export const plainKey = (words: string): string =>
  words
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

const yes: ReadonlySet<string> = new Set(['yes', 'y', 'true', '1', 'x', 'si', 's', 'verdadero']);
const no: ReadonlySet<string> = new Set(['no', 'n', 'false', '0', 'falso']);

const languages: ReadonlyMap<string, string> = new Map([
  ['english', 'en'],
  ['ingles', 'en'],
  ['spanish', 'es'],
  ['espanol', 'es'],
]);

const namesOfDays: Record<Weekday, readonly string[]> = {
  monday: ['mon', 'lunes', 'lun'],
  tuesday: ['tue', 'tues', 'martes', 'mar'],
  wednesday: ['wed', 'miercoles', 'mie'],
  thursday: ['thu', 'thur', 'thurs', 'jueves', 'jue'],
  friday: ['fri', 'viernes', 'vie'],
  saturday: ['sat', 'sabado', 'sab'],
  sunday: ['sun', 'domingo', 'dom'],
};

const weekdays: ReadonlyMap<string, Weekday> = new Map(
  Weekday.options.flatMap((weekday) =>
    [weekday, ...namesOfDays[weekday]].map((name) => [name, weekday] as const),
  ),
);
