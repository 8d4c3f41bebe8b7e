import { NewMentor } from '#shared/contracts/mentor';
import { mentorColumns, requiredColumns } from '#shared/domain/mentor-columns';
import { readMentorsCsv } from '#shared/domain/read-mentors-csv';

/** The row of a mentor with one more column. */
const withCell = (title: string, cell: string) =>
  readMentorsCsv(
    `Name,Email,Languages,Time zone,${title}\nDana,dana@example.org,en,America/New_York,"${cell.replaceAll('"', '""')}"`,
  );

describe('the columns of a mentor file', () => {
  it('has a column for every field of a mentor, and says which are needed', () => {
    const fields = new Set(mentorColumns.map(({ field }) => field.split('.')[0]));
    const needed = Object.entries(NewMentor.shape).filter(
      ([, schema]) => !schema.safeParse(undefined).success,
    );

    expect(fields).toEqual(new Set(Object.keys(NewMentor.shape)));
    expect(requiredColumns.map(({ field }) => field)).toEqual(needed.map(([field]) => field));
  });

  it.each<{ title: string; cell: string; is: Record<string, unknown> }>([
    { title: 'Children', cell: 'Yes', is: { children: true } },
    { title: 'Hijos', cell: 'Sí', is: { children: true } },
    { title: 'VETERAN', cell: 'no', is: { veteran: false } },
    { title: 'veterano', cell: 'falso', is: { veteran: false } },
    { title: 'Status', cell: 'Paused', is: { status: 'paused' } },
    { title: 'Time in recovery', cell: '2 to 5 years', is: { recovery: '2-to-5-years' } },
    { title: 'Substances', cell: 'Alcohol; opioids;; alcohol', is: { substances: ['alcohol', 'opioids'] } },
    {
      title: 'Pathways',
      cell: 'Twelve Step; SMART recovery',
      is: { pathways: ['twelve-step', 'smart-recovery'] },
    },
    {
      title: 'coupleExperience',
      cell: 'rebuilt relationship',
      is: { coupleExperience: ['rebuilt-relationship'] },
    },
    { title: 'Stage of life', cell: '18 – 29', is: { lifeStage: '18-29' } },
    { title: 'Stage of life', cell: '60+', is: { lifeStage: '60-plus' } },
    { title: 'Orientation', cell: 'LGBTQ+', is: { orientation: 'lgbtq-plus' } },
    { title: 'Language of emails', cell: 'Spanish', is: { language: 'es' } },
    { title: 'Languages spoken', cell: '', is: { languages: ['en'] } },
    { title: 'Capacity', cell: '0', is: { capacity: 0 } },
    { title: 'Training expires', cell: '2027-05-01', is: { training: { expiresOn: '2027-05-01' } } },
    {
      title: 'Certificates',
      cell: 'First aid (2027-05-01); Notary',
      is: { certificates: [{ name: 'First aid', expiresOn: '2027-05-01' }, { name: 'Notary' }] },
    },
    { title: 'Certificates', cell: 'Peer (basic)', is: { certificates: [{ name: 'Peer (basic)' }] } },
    { title: 'Serves with', cell: 'Ben@Example.org', is: { partnerEmail: 'ben@example.org' } },
    {
      title: 'Keep apart from',
      cell: 'kin p-ana001; Same group p-ben001',
      is: {
        exclusions: [
          { kind: 'kin', participantId: 'p-ana001' },
          { kind: 'same-group', participantId: 'p-ben001' },
        ],
      },
    },
    {
      title: 'Availability',
      cell: 'mon 18:00-21:00; Sat. 9:00 – 12:00',
      is: {
        availability: [
          { weekday: 'monday', start: '18:00', end: '21:00' },
          { weekday: 'saturday', start: '09:00', end: '12:00' },
        ],
      },
    },
    {
      title: 'Disponibilidad',
      cell: 'miércoles 18:00-24:00; dom 09:00-10:00',
      is: {
        availability: [
          { weekday: 'wednesday', start: '18:00', end: '24:00' },
          { weekday: 'sunday', start: '09:00', end: '10:00' },
        ],
      },
    },
  ])('reads $cell under $title', ({ title, cell, is }) => {
    expect(withCell(title, cell).mentors).toMatchObject([{ line: 2, mentor: is }]);
  });

  it.each<{ title: string; cell: string; message: string }>([
    { title: 'Children', cell: 'secret', message: 'must be true or false; yes or no in a CSV file' },
    { title: 'Status', cell: 'secret', message: 'must be one of active, paused, left' },
    {
      title: 'Substances',
      cell: 'alcohol; secret',
      message: 'entry 2 must be one of alcohol, opioids, stimulants, cannabis, sedatives, other',
    },
    { title: 'Capacity', cell: 'secret', message: 'must be a whole number from 0 to 40' },
    { title: 'Capacity', cell: '2.5', message: 'must be a whole number from 0 to 40' },
    { title: 'Training expires', cell: '5/1/secret', message: 'must be a day such as 2026-03-01' },
    { title: 'Certificates', cell: 'Secret (5/1/2027)', message: 'entry 1 must be a day such as 2026-03-01' },
    { title: 'Certificates', cell: 'Secret (2027)', message: 'entry 1 must be a day such as 2026-03-01' },
    {
      title: 'Availability',
      cell: 'secret evenings',
      message: 'entry 1 must be a weekday with its hours; mon 18:00-21:00 in a CSV file',
    },
    {
      title: 'Availability',
      cell: 'mon 18:00-21:00; tue 21:00-18:00',
      message: 'entry 2 must be after the start; hours past midnight are hours of the next day',
    },
    {
      title: 'Availability',
      cell: 'mon 18:00-25:00',
      message: 'entry 1 must be a local time from 00:00 to 24:00, such as 20:00',
    },
    {
      title: 'Keep apart from',
      cell: 'secret',
      message: 'entry 1 must be a reason and a participant id; kin p-01hzy3k9 in a CSV file',
    },
    {
      title: 'Phone',
      cell: 'secret',
      message: 'must be a phone number that exists; outside the US with its country code, such as +34…',
    },
    {
      title: 'Serves with',
      cell: 'dana@example.org',
      message: 'must be the address of the other mentor of the couple, not the own one',
    },
  ])('refuses $cell under $title and does not repeat it', ({ title, cell, message }) => {
    const read = withCell(title, cell);

    expect(read).toEqual({ mentors: [], errors: [{ line: 2, field: title, message }] });
    expect(JSON.stringify(read)).not.toMatch(/secret/i);
  });
});
