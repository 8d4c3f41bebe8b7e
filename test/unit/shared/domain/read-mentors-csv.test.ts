import * as fc from 'fast-check';
import { MentorProfile } from '#shared/contracts/mentor';
import { mentorColumns } from '#shared/domain/mentor-columns';
import { readMentorsCsv } from '#shared/domain/read-mentors-csv';
import { mentorsUpTo } from '#test/support/mentors';

const header = 'Name,Email,Languages,Time zone';
const dana = 'Dana,dana@example.org,en,America/New_York';
const file = (...lines: string[]) => lines.join('\n');

describe('a mentor file', () => {
  it('becomes mentors, each with its line', () => {
    const { mentors, errors } = readMentorsCsv(
      file(
        '\uFEFFEmail;Name;Time zone;Languages;Phone;Writes poems',
        'ben@example.org;Ben;America/Phoenix;"en; Español";(202) 555-0105;',
        '',
        '"dana@example.org";"Dana ""D"" Long";America/New_York;"English\r\nes";;yes',
      ),
    );

    expect(mentors).toMatchObject([
      {
        line: 2,
        mentor: { email: 'ben@example.org', languages: ['en', 'es'], phone: '+12025550105', capacity: 4 },
      },
      { line: 4, mentor: { name: 'Dana "D" Long', languages: ['en', 'es'] } },
    ]);
    expect(mentors.map(({ mentor }) => MentorProfile.parse(mentor))).toEqual(
      mentors.map(({ mentor }) => mentor),
    );
    expect(errors).toMatchObject([{ line: 1, field: 'header' }]);
  });

  it('reports every bad row with line and field, and keeps the good ones', () => {
    const { mentors, errors } = readMentorsCsv(
      file(
        header,
        ',dana@example.org,en,Nowhere',
        'Ben,ben@example.org,en,UTC',
        'Cleo,cleo@example.org,en',
        'Dana,"dana@example.org,en,UTC',
        'Eli,eli@example.org,en,UTC,more',
        'Ben,BEN@example.org,es,UTC',
        'Fay,fay@example.org,en,UTC',
      ),
    );

    expect(mentors.map(({ line, mentor }) => [line, mentor.name])).toEqual([
      [3, 'Ben'],
      [8, 'Fay'],
    ]);
    expect(errors.map(({ line, field, message }) => `${line} ${field} ${message.slice(0, 34)}`)).toEqual([
      '2 Name is missing: a string is needed',
      '2 Time zone must be the time zone of a place, ',
      '4 Time zone is missing: a string is needed',
      '5 row has a quotation mark that is not c',
      '6 row has something in a column that the',
      '7 Email is the same address as in line 3',
    ]);
  });

  it('never makes one mentor of two, where a quotation mark swallows the end of a line', () => {
    const { mentors, errors } = readMentorsCsv(file(header, `"${dana}`, 'Ben",ben@example.org,en,UTC'));

    expect(mentors).toEqual([]);
    expect(errors).toMatchObject([
      { line: 2, field: 'Name', message: expect.stringMatching(/^must be on one line/) },
    ]);
  });
});

describe('the header of a mentor file', () => {
  it('may have any order and either language', () => {
    const titles = mentorColumns.map(({ titleInSpanish }) => titleInSpanish).toReversed();

    expect(readMentorsCsv(titles.join(','))).toEqual({ mentors: [], errors: [] });
  });

  it('names what it does not know, and the rows are read all the same', () => {
    const { mentors, errors } = readMentorsCsv(file(`${header},Shoe size`, `${dana},44`));

    expect(mentors).toHaveLength(1);
    expect(errors).toEqual([
      {
        line: 1,
        field: 'header',
        message: expect.stringMatching(/^has a column that is not known: "Shoe size"; known are "Name", /),
      },
    ]);
  });

  it.each([
    {
      what: 'lacks a column',
      text: file('Name,E-mail address,Languages', dana),
      says: [/not known: "E-mail address"/, /^lacks "Email", "Time zone"$/],
    },
    {
      what: 'has a column twice',
      text: file(`${header},Correo`, `${dana},b@example.org`),
      says: [/^names more than once: "Email"$/],
    },
    {
      what: 'is not there',
      text: file(dana, dana),
      says: [
        /^is missing: the first row must name the columns, at least "Name", "Email", "Languages", "Time zone"$/,
      ],
    },
    { what: 'and all else is not there', text: ' \n', says: [/^is missing/] },
  ])('that $what stops everything', ({ text, says }) => {
    const { mentors, errors } = readMentorsCsv(text);

    expect(mentors).toEqual([]);
    expect(errors).toEqual(
      says.map((message) => ({ line: 1, field: 'header', message: expect.stringMatching(message) })),
    );
  });

  it('that is missing is not filled with what people told', () => {
    expect(JSON.stringify(readMentorsCsv(file(dana, dana)))).not.toMatch(/Dana|dana@/);
  });
});

describe('any mentors', () => {
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  const yesNo = (value: boolean | undefined) => (value === undefined ? '' : value ? 'yes' : 'no');
  /** What a coordinator would type for this mentor, by field. */
  const cellsOf = (mentor: MentorProfile): Record<string, string> => ({
    ...Object.fromEntries(
      Object.entries(mentor).flatMap(([field, value]) =>
        typeof value === 'string' || typeof value === 'number' ? [[field, String(value)]] : [],
      ),
    ),
    children: yesNo(mentor.children),
    veteran: yesNo(mentor.veteran),
    languages: mentor.languages.join('; '),
    substances: mentor.substances.join('; '),
    pathways: mentor.pathways.join('\n'),
    coupleExperience: mentor.coupleExperience.join('; '),
    'training.completedOn': mentor.training?.completedOn ?? '',
    'training.expiresOn': mentor.training?.expiresOn ?? '',
    'crisisTraining.expiresOn': mentor.crisisTraining?.expiresOn ?? '',
    certificates: mentor.certificates
      .map(({ name, expiresOn }) => (expiresOn ? `${name} (${expiresOn})` : name))
      .join('; '),
    availability: mentor.availability
      .map(({ weekday, start, end }) => `${weekday} ${start}-${end}`)
      .join('; '),
    exclusions: mentor.exclusions.map(({ kind, participantId }) => `${kind} ${participantId}`).join('; '),
  });
  const csvOf = (mentors: readonly MentorProfile[], separator: string, end: string) =>
    [
      mentorColumns.map(({ title }) => quoted(title)),
      ...mentors.map((mentor) => mentorColumns.map(({ field }) => quoted(cellsOf(mentor)[field] ?? ''))),
    ]
      .map((cells) => cells.join(separator))
      .join(end);
  const names = fc
    .string({ unit: fc.constantFrom('D', 'é', '"', ',', ';', ' '), minLength: 1, maxLength: 20 })
    .map((name) => `D${name}`.trim());
  const profiles = mentorsUpTo(6).chain((mentors) =>
    fc
      .array(names, { minLength: mentors.length, maxLength: mentors.length })
      .map((own) =>
        mentors
          .filter(({ email, partnerEmail }) => email !== partnerEmail)
          .map((mentor, index): MentorProfile => MentorProfile.parse({ ...mentor, name: own[index] })),
      ),
  );

  it('come back as they were written, with quotes, line breaks and separators in their names', () => {
    fc.assert(
      fc.property(
        profiles,
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        (mentors, separator, end) => {
          const read = readMentorsCsv(csvOf(mentors, separator, end));

          expect(read.errors).toEqual([]);
          expect(read.mentors.map(({ mentor }) => mentor)).toEqual(mentors);
        },
      ),
    );
  });

  it('are five thousand as well', () => {
    const rows = Array.from({ length: 5000 }, (_, index) =>
      index % 100 === 99 ? `Bad,${index},en,UTC` : `"D, ${index}",d${index}@example.org,"en; es",UTC`,
    );

    const { mentors, errors } = readMentorsCsv(file(header, ...rows));

    expect(mentors).toHaveLength(4950);
    expect(mentors.at(-1)).toMatchObject({
      line: 5000,
      mentor: { name: 'D, 4998', email: 'd4998@example.org' },
    });
    expect(errors).toHaveLength(50);
    expect(errors[0]).toMatchObject({ line: 101, field: 'Email' });
  });
});
