import { costOf, costTable } from '#local/usage/cost';
import { prices } from '#local/usage/prices';
import { scaleUsage, usageBetween, type Usage } from '#local/usage/usage';

const NOTHING: Usage = {
  stateTransitions: 0,
  lambdaRequests: 0,
  lambdaGigabyteSeconds: 0,
  dynamoDbReadUnits: 0,
  dynamoDbWriteUnits: 0,
  snsRequests: 0,
  sqsRequests: 0,
  schedulerInvocations: 0,
  httpApiRequests: 0,
  emails: 0,
  smsSegmentsSent: 0,
  smsSegmentsReceived: 0,
};
const used = (some: Partial<Usage>): Usage => ({ ...NOTHING, ...some });

describe('a cost', () => {
  it('is the list price of each thing times its count', () => {
    const usage = used({ stateTransitions: 1_000, dynamoDbWriteUnits: 1_000_000, emails: 10_000 });

    const { lines, total, currency } = costOf(usage);

    const costs = Object.fromEntries(lines.map(({ item, cost }) => [item, cost]));
    expect(costs).toMatchObject({ lambdaRequests: 0, snsRequests: 0 });
    expect(costs['stateTransitions']).toBeCloseTo(0.025, 12);
    expect(costs['dynamoDbWriteUnits']).toBeCloseTo(0.625, 12);
    expect(costs['emails']).toBeCloseTo(1, 12);
    expect(total).toBeCloseTo(1.65, 12);
    expect(currency).toBe('USD');
  });

  it('shows what it is without the texts', () => {
    const { withoutSms, total } = costOf(
      used({ lambdaRequests: 1_000_000, smsSegmentsSent: 100, smsSegmentsReceived: 100 }),
    );

    expect(withoutSms).toBeCloseTo(0.2, 12);
    expect(total).toBeCloseTo(0.2 + 1.2 + 0.75, 12);
  });

  it('has a line and a price for everything that is counted, none of them free', () => {
    const { lines } = costOf(NOTHING);

    expect(lines.map(({ item }) => item).toSorted()).toEqual(Object.keys(NOTHING).toSorted());
    expect(lines.filter(({ unitPrice }) => !(unitPrice > 0))).toEqual([]);
  });

  it('marks the lines that may be wrong, and their table says so', () => {
    const cost = costOf(used({ sqsRequests: 5, smsSegmentsSent: 2 }));

    expect(cost.lines.filter(({ uncertain }) => uncertain !== undefined).map(({ item }) => item)).toEqual([
      'lambdaGigabyteSeconds',
      'httpApiRequests',
      'smsSegmentsSent',
      'smsSegmentsReceived',
    ]);
    expect(costTable(cost).split('\n')).toEqual([
      'SQS requests    5  $0.000002',
      'SMS parts sent  2  $0.024000 ~',
      'without SMS        $0.000002',
      'total              $0.024002',
      `USD, list prices of us-east-1 on ${prices.checkedOn}; ~ uncertain`,
    ]);
  });
});

describe('usage', () => {
  it('between two moments is what came on top', () => {
    const before = used({ emails: 2, smsSegmentsSent: 5 });
    const after = used({ emails: 3, smsSegmentsSent: 5, lambdaRequests: 4 });

    expect(usageBetween(before, after)).toEqual(used({ emails: 1, lambdaRequests: 4 }));
  });

  it('scales to a year, or to one share of many', () => {
    expect(scaleUsage(used({ emails: 3 }), 52)).toEqual(used({ emails: 156 }));
    expect(scaleUsage(used({ emails: 3 }), 1 / 2)).toEqual(used({ emails: 1.5 }));
  });
});
