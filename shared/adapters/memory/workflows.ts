import type { WaitOutcome } from '../../contracts/check-in.ts';
import type { WaitingSteps, Workflows } from '../../ports/workflows.ts';

/** Executions and waiting steps in memory: what was started, and which tokens were completed with what. */
export function memoryWorkflows() {
  const executions = new Map<string, 'running' | 'ended'>();
  const waiting = new Set<string>();
  const completed: { taskToken: string; outcome: WaitOutcome }[] = [];

  const workflows: Workflows = {
    async startCheckIn(checkInId) {
      if (executions.has(checkInId)) return { outcome: 'already-started' };
      executions.set(checkInId, 'running');
      return { outcome: 'started' };
    },
    statusOf: async (checkInId) => executions.get(checkInId) ?? 'never-started',
  };
  const steps: WaitingSteps = {
    async complete(taskToken, { outcome }) {
      if (!waiting.delete(taskToken)) return { outcome: 'gone' };
      completed.push({ taskToken, outcome });
      return { outcome: 'completed' };
    },
  };
  return {
    workflows,
    steps,
    executions,
    completed,
    /** A step starts to wait under this token. */
    wait: (taskToken: string): string => (waiting.add(taskToken), taskToken),
    /** A waiting step times out: its token is worth nothing any more. */
    expire: (taskToken: string): void => void waiting.delete(taskToken),
  };
}
