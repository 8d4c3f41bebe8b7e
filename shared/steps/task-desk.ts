import type { NewTask, Task } from '../contracts/task.ts';
import { dueAtOf } from '../domain/task-due.ts';
import type { Clock } from '../ports/clock.ts';
import type { Records } from '../ports/records.ts';
import { put } from './change-row.ts';
import { hoursAfter, type Outbox } from './outbox.ts';

export interface TaskDeskDeps {
  readonly records: Records;
  readonly outbox: Outbox;
  readonly clock: Clock;
}

/** Brings things to a person. */
export interface TaskDesk {
  /**
   * Opens a task once and tells the coordinators by a neutral email, now or at the hour that it names; the same id again
   * changes nothing.
   */
  open(task: Omit<NewTask, 'openedAt'>): Promise<Task>;
}

export const taskDesk = ({ records, outbox, clock }: TaskDeskDeps): TaskDesk => ({
  async open(newTask) {
    const now = clock.now();
    const task: Task = {
      dueAt: dueAtOf(newTask.kind, now).toISOString(),
      ...newTask,
      state: 'open',
      openedAt: now.toISOString(),
    };
    const written = await records.write([put('task', task, 0)]);
    const stored = written === 'written' ? task : ((await records.get('task', task.taskId)) ?? task);
    // Also the second time: the first may have crashed before it told anybody.
    if (stored.state === 'open') {
      await outbox.plan({
        recipient: 'coordinator',
        channel: 'email',
        template: 'task-notice',
        messageClass: 'staff',
        what: stored.taskId,
        params: { taskId: stored.taskId },
        ...(newTask.dueAt !== undefined && { notBefore: new Date(stored.dueAt) }),
        sendBefore: hoursAfter(new Date(newTask.dueAt ?? now), 7 * 24),
      });
    }
    return stored;
  },
});
