import type { Task } from '../../contracts/task.ts';
import type { TaskStore } from '../../ports/task-store.ts';
import { pageOf, type MemoryDatabase } from './database.ts';

/** `TaskStore` in memory. */
export function memoryTaskStore({ tasks }: MemoryDatabase): TaskStore {
  return {
    get: async (taskId) => structuredClone(tasks.get(taskId)),

    async open(newTask) {
      const stored = tasks.get(newTask.taskId);
      if (stored) return { outcome: 'already-there', task: structuredClone(stored) };
      const task: Task = { ...newTask, state: 'open' };
      tasks.set(task.taskId, task);
      return { outcome: 'opened', task: structuredClone(task) };
    },

    listOpen: async (page) =>
      pageOf(
        [...tasks.values()].filter(({ state }) => state === 'open'),
        { page, keyOf: ({ openedAt, taskId }) => `${openedAt}#${taskId}` },
      ),

    async close({ taskId, by, at }) {
      const stored = tasks.get(taskId);
      if (!stored) return { outcome: 'not-found' };
      if (stored.state === 'closed') return { outcome: 'already-closed', task: structuredClone(stored) };
      const task: Task = { ...stored, state: 'closed', closedAt: at.toISOString(), closedBy: by };
      tasks.set(taskId, task);
      return { outcome: 'closed', task: structuredClone(task) };
    },
  };
}
