import { days, hours, type Stage } from './stage.ts';

/** A task as the coordinator sees it. */
export interface SeenTask {
  readonly taskId: string;
  readonly kind: string;
  readonly openedAt: string;
  readonly participantId?: string;
  readonly coupleId?: string;
  readonly crisisId?: string;
  readonly reason?: string;
}

/** What a coordinator came across, by id. */
export interface CoordinatorNotes {
  readonly tasks: ReadonlyMap<string, SeenTask>;
}

/**
 * A coordinator who looks once every working day, decides what needs deciding, speaks with whom a task names, and closes it; at
 * once where a crisis is on. Everything through the API.
 */
export function coordinator(stage: Stage, until: number): CoordinatorNotes {
  const tasks = new Map<string, SeenTask>();

  const work = async (): Promise<void> => {
    const { items } = await stage.api('GET', '/tasks?limit=100');
    for (const task of items as SeenTask[]) {
      tasks.set(task.taskId, task);
      await close(stage, task);
    }
  };
  const plan = (at: number): void => {
    if (at > until) return;
    stage.plan({
      at,
      do: async () => {
        await work();
        const weekday = new Date(at).getUTCDay();
        plan(at + (weekday === friday ? 3 : 1) * days);
      },
    });
  };
  const first = Math.ceil(stage.now() / days) * days + 16 * hours;
  plan(first - days > stage.now() ? first - days : first);
  return { tasks };
}

async function close(stage: Stage, { taskId, kind, coupleId, crisisId }: SeenTask): Promise<void> {
  if (kind === 'crisis' && crisisId !== undefined)
    await stage.api('POST', `/crises/${crisisId}/close`, { outcome: 'spoke-safe-now' });
  if (kind === 'intake-to-decide' && coupleId !== undefined)
    await stage.api('POST', `/couples/${coupleId}/decision`, { decision: 'match' });
  if (kind === 'partner-declined' && coupleId !== undefined)
    await stage.api('POST', `/couples/${coupleId}/decision`, { decision: 'individual-support' });
  const decision = decisions[kind];
  await stage.api('POST', `/tasks/${taskId}/close`, decision === undefined ? {} : { decision });
}

const friday = 5;

/** What a made-up coordinator decides where a task asks for it. */
const decisions: Readonly<Record<string, string>> = { 'safety-review': 'clear', 'stop-or-not': 'go-on' };
