import { parseCron } from '#local/scheduler/cron';
import { nextFireTime, parseExpression } from '#local/scheduler/expression';

describe('cron', () => {
  it.each<[string, string, string, string[]]>([
    ['every day at nine', '0 9 * * ? *', 'UTC', ['2026-11-24T09:00Z', '2026-11-25T09:00Z']],
    [
      'weekdays by name',
      '30 18 ? * MON-FRI *',
      'UTC',
      [
        '2026-11-24T18:30Z',
        '2026-11-25T18:30Z',
        '2026-11-26T18:30Z',
        '2026-11-27T18:30Z',
        '2026-11-30T18:30Z',
      ],
    ],
    ['weekdays by number, Sunday first', '0 0 ? * 1 *', 'UTC', ['2026-11-29T00:00Z', '2026-12-06T00:00Z']],
    [
      'round the end of the week',
      '0 0 ? * FRI-MON *',
      'UTC',
      [
        '2026-11-27T00:00Z',
        '2026-11-28T00:00Z',
        '2026-11-29T00:00Z',
        '2026-11-30T00:00Z',
        '2026-12-04T00:00Z',
      ],
    ],
    ['a list', '0 8,20 * * ? *', 'UTC', ['2026-11-24T08:00Z', '2026-11-24T20:00Z', '2026-11-25T08:00Z']],
    [
      'steps',
      '0/20 7 * * ? *',
      'UTC',
      ['2026-11-24T07:00Z', '2026-11-24T07:20Z', '2026-11-24T07:40Z', '2026-11-25T07:00Z'],
    ],
    [
      'steps in a range',
      '0 6-12/3 * * ? *',
      'UTC',
      ['2026-11-24T06:00Z', '2026-11-24T09:00Z', '2026-11-24T12:00Z', '2026-11-25T06:00Z'],
    ],
    [
      'the last day of the month',
      '0 0 L * ? *',
      'UTC',
      ['2026-11-30T00:00Z', '2026-12-31T00:00Z', '2027-01-31T00:00Z', '2027-02-28T00:00Z'],
    ],
    ['three before the last day', '0 0 L-3 * ? *', 'UTC', ['2026-11-27T00:00Z', '2026-12-28T00:00Z']],
    [
      'the last weekday',
      '0 0 LW * ? *',
      'UTC',
      ['2026-11-30T00:00Z', '2026-12-31T00:00Z', '2027-01-29T00:00Z'],
    ],
    ['the weekday nearest to a Sunday', '0 0 29W * ? *', 'UTC', ['2026-11-30T00:00Z', '2026-12-29T00:00Z']],
    [
      'never in another month',
      '0 0 1W * ? *',
      'UTC',
      [
        '2026-12-01T00:00Z',
        '2027-01-01T00:00Z',
        '2027-02-01T00:00Z',
        '2027-03-01T00:00Z',
        '2027-04-01T00:00Z',
        '2027-05-03T00:00Z',
      ],
    ],
    ['the last Friday', '0 0 ? * 6L *', 'UTC', ['2026-11-27T00:00Z', '2026-12-25T00:00Z']],
    ['the second Tuesday', '0 0 ? * TUE#2 *', 'UTC', ['2026-12-08T00:00Z', '2027-01-12T00:00Z']],
    ['the last day of the week', '0 0 ? * L *', 'UTC', ['2026-11-28T00:00Z', '2026-12-05T00:00Z']],
    ['a month by name', '0 0 1 MAR ? *', 'UTC', ['2027-03-01T00:00Z', '2028-03-01T00:00Z']],
    ['leap days', '0 0 29 2 ? *', 'UTC', ['2028-02-29T00:00Z', '2032-02-29T00:00Z']],
    ['years', '0 0 1 1 ? 2028-2029', 'UTC', ['2028-01-01T00:00Z', '2029-01-01T00:00Z', 'never']],
    ['a year that is over', '0 0 1 1 ? 2020', 'UTC', ['never']],
    ['a day that never comes', '0 0 31 2 ? *', 'UTC', ['never']],
    ['a zone', '0 9 * * ? *', 'America/Chicago', ['2026-11-24T15:00Z', '2026-11-25T15:00Z']],
    ['a zone with half hours', '0 9 * * ? *', 'Asia/Kolkata', ['2026-11-24T03:30Z', '2026-11-25T03:30Z']],
  ])('finds %s', (_what, ...[fields, timeZone, expected]) => {
    expect(fires(`cron(${fields})`, '2026-11-24T00:00Z', { timeZone, count: expected.length })).toEqual(
      expected,
    );
  });

  it.each<[string, string, string, string[]]>([
    // America/New_York: 2027-03-14 02:00 → 03:00, 2027-11-07 02:00 → 01:00.
    [
      'skips a time that spring skips',
      '30 2 * * ? *',
      '2027-03-13T00:00Z',
      ['2027-03-13T07:30Z', '2027-03-15T06:30Z'],
    ],
    [
      'keeps a time beside the gap',
      '0 3 * * ? *',
      '2027-03-13T12:00Z',
      ['2027-03-14T07:00Z', '2027-03-15T07:00Z'],
    ],
    [
      'fires once in the hour that autumn repeats',
      '30 1 * * ? *',
      '2027-11-06T12:00Z',
      ['2027-11-07T05:30Z', '2027-11-08T06:30Z'],
    ],
    [
      'follows the wall clock over the change',
      '0 9 * * ? *',
      '2027-11-06T00:00Z',
      ['2027-11-06T13:00Z', '2027-11-07T14:00Z'],
    ],
    [
      'does not repeat minutes of the repeated hour',
      '0/30 1 * * ? *',
      '2027-11-07T04:00Z',
      ['2027-11-07T05:00Z', '2027-11-07T05:30Z', '2027-11-08T06:00Z'],
    ],
  ])('%s', (_what, ...[fields, from, expected]) => {
    const options = { timeZone: 'America/New_York', count: expected.length };

    expect(fires(`cron(${fields})`, from, options)).toEqual(expected);
  });

  it.each([
    ['five fields', '0 9 * * ?', /six fields/],
    ['both days given', '0 9 1 * MON *', /must be \?/],
    ['no day given', '0 9 ? * ? *', /must be \?/],
    ['minute 60', '60 9 * * ? *', /minutes: "60"/],
    ['an unknown day', '0 9 ? * FUNDAY *', /day-of-week: "FUNDAY"/],
    ['day of the week 0', '0 9 ? * 0 *', /day-of-week/],
    ['a step of zero', '0/0 9 * * ? *', /minutes/],
    ['a year before 1970', '0 9 * * ? 1969', /year/],
    ['nothing in a list', '0 9, * * ? *', /hours/],
  ])('refuses %s', (_what, fields, message) => {
    expect(() => parseCron(fields)).toThrow(message);
  });
});

describe('schedule expressions', () => {
  it('fires at() once, in its zone', () => {
    const options = { timeZone: 'America/Chicago', count: 2 };

    expect(fires('at(2026-12-01T08:30:00)', '2026-11-24T00:00Z', options)).toEqual([
      '2026-12-01T14:30Z',
      'never',
    ]);
  });

  it.each([
    ['past the gap', 'at(2027-03-14T02:30:00)', '2027-03-14T07:30Z'],
    ['in the first of two', 'at(2027-11-07T01:30:00)', '2027-11-07T05:30Z'],
  ])('fires at() once when the clocks change: %s', (_what, expression, expected) => {
    expect(fires(expression, '2026-11-24T00:00Z', { timeZone: 'America/New_York', count: 1 })).toEqual([
      expected,
    ]);
  });

  it('counts a rate from its creation, or from its start date', () => {
    const created = '2026-11-24T00:00Z';

    expect(fires('rate(1 hour)', created, { count: 2, createdAt: created })).toEqual([
      '2026-11-24T01:00Z',
      '2026-11-24T02:00Z',
    ]);
    expect(
      fires('rate(1 day)', created, { count: 2, createdAt: created, startAt: '2026-11-25T06:00Z' }),
    ).toEqual(['2026-11-25T06:00Z', '2026-11-26T06:00Z']);
  });

  it('takes a day of a rate as 24 hours, whatever the clocks do', () => {
    const created = '2027-03-13T12:00Z';

    expect(
      fires('rate(1 day)', created, { timeZone: 'America/New_York', count: 2, createdAt: created }),
    ).toEqual(['2027-03-14T12:00Z', '2027-03-15T12:00Z']);
  });

  it('ends at its end date, which still counts', () => {
    const created = '2026-11-24T00:00Z';

    expect(
      fires('rate(1 hour)', created, { count: 3, createdAt: created, endAt: '2026-11-24T02:00Z' }),
    ).toEqual(['2026-11-24T01:00Z', '2026-11-24T02:00Z', 'never']);
  });

  it.each([
    'rate(0 hours)',
    'rate(1 week)',
    'rate(1.5 hours)',
    'at(2026-02-30T00:00:00)',
    'at(tomorrow)',
    '0 9 * * ? *',
    '',
  ])('refuses %j', (text) => {
    expect(() => parseExpression(text)).toThrow(RangeError);
  });
});

interface Options {
  readonly count: number;
  readonly timeZone?: string;
  readonly createdAt?: string;
  readonly startAt?: string;
  readonly endAt?: string;
}

function fires(
  expression: string,
  from: string,
  { count, timeZone = 'UTC', createdAt = from, startAt, endAt }: Options,
) {
  const parsed = parseExpression(expression);
  const bounds = {
    timeZone,
    createdAt: Date.parse(createdAt),
    ...(startAt !== undefined && { startAt: Date.parse(startAt) }),
    ...(endAt !== undefined && { endAt: Date.parse(endAt) }),
  };
  const found: string[] = [];
  let at: number | undefined = Date.parse(from);
  while (found.length < count && at !== undefined) {
    at = nextFireTime(parsed, at, bounds);
    found.push(at === undefined ? 'never' : `${new Date(at).toISOString().slice(0, 16)}Z`);
  }
  return found;
}
