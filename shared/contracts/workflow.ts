import * as z from 'zod';

/** The state machines: each is `workflows/<name>.asl.json`, and `alongside-<stage>-<name>` where it is deployed. */
export const WorkflowName = z.enum([
  'intake',
  'mentor-matching',
  'weekly-check-in',
  'check-in',
  'aftercare',
  'crisis',
]);
export type WorkflowName = z.infer<typeof WorkflowName>;

/** What a step that waits is told, whoever completes it: a code, which the state machine only compares. */
export interface StepOutcome {
  readonly outcome: string;
}
