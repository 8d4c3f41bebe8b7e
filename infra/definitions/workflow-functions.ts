import type { WorkflowName } from '#shared/contracts/workflow';
import type { FunctionFolder } from '../permissions.ts';

/**
 * What each state machine file (`workflows/<name>.asl.json`) may call: functions, and other machines that it starts; of
 * those in `runs` it waits for the end. The stack grants and substitutes from this list, and the definitions lint holds
 * the files against it.
 */
export const workflowCalls = {
  intake: { functions: ['ask-intake', 'plan-intake', 'decide-intake', 'hand-over'], runs: ['check-in'] },
  'weekly-check-in': {
    functions: ['plan-check-in', 'await-check-in', 'hand-over'],
    runs: ['check-in'],
    starts: ['aftercare', 'weekly-check-in'],
  },
  'check-in': { functions: ['ask-check-in', 'nudge-check-in', 'close-check-in', 'hand-over'] },
  aftercare: {
    functions: ['plan-check-in', 'await-check-in', 'hand-over'],
    runs: ['check-in'],
    starts: ['aftercare'],
  },
  crisis: { functions: ['page-rung', 'nobody-answered', 'stand-down', 'hand-over'] },
  'mentor-matching': {
    functions: [
      'offer-couple',
      'await-offer',
      'expire-offer',
      'waitlist-couple',
      'begin-pairing',
      'hand-over',
    ],
  },
} as const satisfies Partial<Record<WorkflowName, WorkflowCalls>>;

export interface WorkflowCalls {
  readonly functions: readonly FunctionFolder[];
  readonly runs?: readonly WorkflowName[];
  readonly starts?: readonly WorkflowName[];
}

/** Every state machine of the app, in a stable order. */
export const workflowNames = Object.keys(workflowCalls).filter(
  (name): name is keyof typeof workflowCalls => name in workflowCalls,
);

/** The entry of a state machine, with everything that it may leave out. */
export const callsOf = (name: keyof typeof workflowCalls): WorkflowCalls => workflowCalls[name];

/** The placeholders of a definition text, each once: `${AskCheckIn}` → `AskCheckIn`. */
export const placeholdersIn = (definition: string): string[] => [
  ...new Set([...definition.matchAll(/\$\{([^}]*)\}/g)].map(([, name = '']) => name)),
];
