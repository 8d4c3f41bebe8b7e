import type { WaitingSteps, Workflows } from '#shared/ports/workflows';

/** Workflows whose executions of `check-in` wait at a first step for a token's completion. */
export interface WorkflowsUnderTest {
  readonly workflows: Workflows;
  readonly steps: WaitingSteps;
  /** The token under which this execution waits, once it does. */
  readonly tokenOf: (name: string) => Promise<string>;
  /** Ends the execution. */
  readonly end: (name: string) => Promise<void>;
}

const name = 'p-ana001-c001';
const start = { workflow: 'check-in', name, input: { checkInId: name } } as const;

/** What every `Workflows` and `WaitingSteps` promises. */
export function workflowsContract(make: () => Promise<WorkflowsUnderTest>): void {
  describe('workflows', () => {
    it('starts one execution of a name', async () => {
      const { workflows } = await make();

      const before = await workflows.statusOf('check-in', name);
      const first = await workflows.start(start);

      expect([before, first, await workflows.statusOf('check-in', name)]).toEqual([
        'never-started',
        { outcome: 'started' },
        'running',
      ]);
    });

    it('has one execution, however often it is started while it runs', async () => {
      const { workflows, steps, tokenOf } = await make();

      await workflows.start(start);
      await workflows.start(start);

      expect(await steps.complete(await tokenOf(name), { outcome: 'answered' })).toEqual({
        outcome: 'completed',
      });
    });

    it('does not start an ended one again', async () => {
      const { workflows, end } = await make();
      await workflows.start(start);
      await end(name);

      const again = await workflows.start(start);

      expect(again).toEqual({ outcome: 'already-started' });
      expect(await workflows.statusOf('check-in', name)).toBe('ended');
    });

    it('knows executions of the same name of different machines apart', async () => {
      const { workflows } = await make();

      await workflows.start(start);

      expect(await workflows.statusOf('aftercare', name)).toBe('never-started');
    });

    it('completes a waiting step once; after that its token is gone', async () => {
      const { workflows, steps, tokenOf } = await make();
      await workflows.start(start);
      const token = await tokenOf(name);

      const results = [
        await steps.complete(token, { outcome: 'answered' }),
        await steps.complete(token, { outcome: 'answered' }),
        await steps.complete('no-such-token', { outcome: 'answered' }),
      ];

      expect(results).toEqual([{ outcome: 'completed' }, { outcome: 'gone' }, { outcome: 'gone' }]);
    });
  });
}
