import type { TaskKind } from '../contracts/task.ts';

/** Within how many hours somebody should have looked [P]; a crisis is due at once. */
export const dueWithinHours: Record<TaskKind, number> = {
  crisis: 0,
  'safety-review': 4,
  'workflow-failed': 4,
  'stop-or-not': 4,
  'text-unconfirmed': 24,
  'text-not-sent': 24,
  'email-not-sent': 24,
  'check-in-concern': 24,
  'check-in-failed': 24,
  'contact-asked': 24,
  'mentor-change-asked': 24,
  'reply-to-read': 24,
  'wrong-number': 24,
  'help-asked': 24,
  'unknown-sender': 24,
  'crisis-follow-up': 24,
  'on-call-gap': 24,
  'drill-report': 72,
  stopped: 48,
  'check-in-missed': 48,
  'intake-no-answer': 48,
  'intake-to-decide': 48,
  'partner-declined': 48,
  'nobody-to-match': 48,
  'long-pause': 72,
};

export const dueAtOf = (kind: TaskKind, openedAt: Date): Date =>
  new Date(openedAt.getTime() + dueWithinHours[kind] * 3_600_000);
