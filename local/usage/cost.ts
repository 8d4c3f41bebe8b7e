import { prices, type PriceList } from './prices.ts';
import type { Usage } from './usage.ts';

/** What this usage costs at list prices, before any free tier, unrounded; one line for each thing, in a fixed order. */
export function costOf(usage: Usage, { currency, region, checkedOn, items }: PriceList = prices): Cost {
  const lines = keys.map((item): CostLine => {
    const { what, unitPrice, uncertain } = items[item];
    const count = usage[item];
    const cost = count * unitPrice;
    return { item, what, count, unitPrice, cost, ...(uncertain !== undefined && { uncertain }) };
  });
  const total = sumOf(lines);
  const withoutSms = sumOf(lines.filter(({ item }) => !smsItems.has(item)));
  return { currency, region, checkedOn, lines, withoutSms, total };
}

export interface Cost extends Pick<PriceList, 'currency' | 'region' | 'checkedOn'> {
  readonly lines: readonly CostLine[];
  /** Everything but the texts themselves. */
  readonly withoutSms: number;
  readonly total: number;
}

export interface CostLine {
  readonly item: keyof Usage;
  readonly what: string;
  readonly count: number;
  readonly unitPrice: number;
  readonly cost: number;
  /** Why the line may be wrong. */
  readonly uncertain?: string;
}

/** The cost as a table for a terminal; lines of nothing are left out, uncertain ones end in `~`. */
export function costTable({ currency, region, checkedOn, lines, withoutSms, total }: Cost): string {
  const counted = lines.filter(({ count }) => count !== 0);
  const rows = counted.map(({ what, count, cost, uncertain }) => [
    what,
    amount(count),
    `${money(cost)}${uncertain === undefined ? '' : ' ~'}`,
  ]);
  const sums = [
    ['without SMS', '', money(withoutSms)],
    ['total', '', money(total)],
  ];
  const all = [...rows, ...sums];
  const width = (column: number): number => Math.max(...all.map((row) => row[column]?.length ?? 0));
  const [first, second] = [width(0), width(1)];
  const text = all.map(
    ([what = '', count = '', cost = '']) => `${what.padEnd(first)}  ${count.padStart(second)}  ${cost}`,
  );
  return [...text, `${currency}, list prices of ${region} on ${checkedOn}; ~ uncertain`].join('\n');
}

const keys: readonly (keyof Usage)[] = [
  'stateTransitions',
  'lambdaRequests',
  'lambdaGigabyteSeconds',
  'dynamoDbReadUnits',
  'dynamoDbWriteUnits',
  'snsRequests',
  'sqsRequests',
  'schedulerInvocations',
  'httpApiRequests',
  'emails',
  'smsSegmentsSent',
  'smsSegmentsReceived',
];
const smsItems: ReadonlySet<keyof Usage> = new Set(['smsSegmentsSent', 'smsSegmentsReceived']);

const sumOf = (lines: readonly CostLine[]): number => lines.reduce((sum, { cost }) => sum + cost, 0);
const amount = (count: number): string => count.toLocaleString('en-US', { maximumFractionDigits: 2 });
const money = (cost: number): string => `$${cost.toFixed(6)}`;
