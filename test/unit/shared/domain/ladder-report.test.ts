import { ladderReport } from '#shared/domain/ladder-report';
import { minutesLater, monday } from '#test/support/builders';
import { aCrisis } from '#test/support/crisis';

describe('the report of a ladder', () => {
  it('tells rung by rung who was paged when, what was skipped and why, and who took over after how long', () => {
    const crisis = aCrisis({
      state: 'acknowledged',
      skipped: [{ rung: 'mentor', reason: 'drill', at: monday.toISOString() }],
      pages: [
        {
          rung: 'on-call',
          who: ['m-eve001'],
          at: monday.toISOString(),
          enteredAt: monday.toISOString(),
          declinedAt: minutesLater(1).toISOString(),
        },
        {
          rung: 'coordinator',
          who: ['coordinator'],
          at: minutesLater(1).toISOString(),
          enteredAt: minutesLater(1).toISOString(),
        },
      ],
      acknowledgedBy: 'coordinator',
      acknowledgedAt: minutesLater(3.5).toISOString(),
    });

    expect(ladderReport(crisis)).toEqual({
      rungs: [
        { rung: 'mentor', who: [], at: monday.toISOString(), afterSeconds: 0, skippedBecause: 'drill' },
        {
          rung: 'on-call',
          who: ['m-eve001'],
          at: monday.toISOString(),
          afterSeconds: 0,
          declinedAfterSeconds: 60,
        },
        { rung: 'coordinator', who: ['coordinator'], at: minutesLater(1).toISOString(), afterSeconds: 60 },
      ],
      acknowledgedBy: 'coordinator',
      acknowledgedAfterSeconds: 210,
    });
  });

  it('names nobody who took over while nobody has', () => {
    expect(ladderReport(aCrisis())).toEqual({ rungs: [] });
  });
});
