import type { StepOutcome } from '../../contracts/workflow.ts';
import type { WaitingSteps, Workflows } from '../../ports/workflows.ts';

/** Executions and waiting steps in memory: what was started, and which tokens were completed with what. */
export function memoryWorkflows() {
  const executions = new Map<string, 'running' | 'ended'>();
  const inputs = new Map<string, Readonly<Record<string, unknown>>>();
  const waiting = new Set<string>();
  const completed: ({ readonly taskToken: string } & StepOutcome)[] = [];

  const workflows: Workflows = {
    async start({ workflow, name, input }) {
      const execution = `${workflow}:${name}`;
      if (executions.has(execution)) return { outcome: 'already-started' };
      executions.set(execution, 'running');
      inputs.set(execution, input);
      return { outcome: 'started' };
    },
    statusOf: async (workflow, name) => executions.get(`${workflow}:${name}`) ?? 'never-started',
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
    /** `<workflow>:<name>` → its status. */
    executions,
    inputs,
    completed,
    /** A step starts to wait under this token. */
    wait: (taskToken: string): string => (waiting.add(taskToken), taskToken),
    /** A waiting step times out: its token is worth nothing any more. */
    expire: (taskToken: string): void => void waiting.delete(taskToken),
  };
}
