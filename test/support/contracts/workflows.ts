import type { WaitingSteps, Workflows } from '#shared/ports/workflows';

/** Workflows whose executions wait at a first step for a token's completion. */
export interface WorkflowsUnderTest {
  readonly workflows: Workflows;
  readonly steps: WaitingSteps;
  /** The token under which this check-in's execution waits, once it does. */
  readonly tokenOf: (checkInId: string) => Promise<string>;
  /** Ends the execution. */
  readonly end: (checkInId: string) => Promise<void>;
}

/** What every `Workflows` and `WaitingSteps` promises. */
export function workflowsContract(make: () => Promise<WorkflowsUnderTest>): void {
  describe('workflows', () => {
    it('starts one execution per check-in', async () => {
      const { workflows } = await make();

      const before = await workflows.statusOf('p-ana001-c001');
      const first = await workflows.startCheckIn('p-ana001-c001');

      expect([before, first, await workflows.statusOf('p-ana001-c001')]).toEqual([
        'never-started',
        { outcome: 'started' },
        'running',
      ]);
    });

    it('does not start an ended one again', async () => {
      const { workflows, end } = await make();
      await workflows.startCheckIn('p-ana001-c001');
      await end('p-ana001-c001');

      const again = await workflows.startCheckIn('p-ana001-c001');

      expect(again).toEqual({ outcome: 'already-started' });
      expect(await workflows.statusOf('p-ana001-c001')).toBe('ended');
    });

    it('completes a waiting step once; after that its token is gone', async () => {
      const { workflows, steps, tokenOf } = await make();
      await workflows.startCheckIn('p-ana001-c001');
      const token = await tokenOf('p-ana001-c001');

      const results = [
        await steps.complete(token, { outcome: 'answered' }),
        await steps.complete(token, { outcome: 'answered' }),
        await steps.complete('no-such-token', { outcome: 'answered' }),
      ];

      expect(results).toEqual([{ outcome: 'completed' }, { outcome: 'gone' }, { outcome: 'gone' }]);
    });
  });
}
