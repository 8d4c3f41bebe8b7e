import type { Page, PageRequest } from '../contracts/api.ts';
import type { NewTask, Task } from '../contracts/task.ts';

/** What waits for a person. */
export interface TaskStore {
  /** Opens a task once: the same id again returns the task as it stands, also when it was closed. */
  open(task: NewTask): Promise<{ outcome: 'opened' | 'already-there'; task: Task }>;

  get(taskId: string): Promise<Task | undefined>;

  /** Open tasks, oldest first. May be a moment behind a write. */
  listOpen(page: PageRequest): Promise<Page<Task>>;

  /** Closes a task once; a second close changes nothing and says who was first. */
  close(change: {
    taskId: string;
    by: string;
    at: Date;
  }): Promise<{ outcome: 'closed' | 'already-closed'; task: Task } | { outcome: 'not-found' }>;
}
