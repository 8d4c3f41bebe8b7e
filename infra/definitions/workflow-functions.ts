import type { FunctionFolder } from '../permissions.ts';

/**
 * Which functions each state machine file (`workflows/<name>.asl.json`) may call. The stack grants and substitutes
 * from this list, and the definitions lint holds the files against it.
 */
export const workflowFunctions = {
  'check-in': ['ask-check-in', 'nudge-check-in', 'close-check-in', 'hand-over'],
} as const satisfies Record<string, readonly FunctionFolder[]>;

/** A file in workflows/, without `.asl.json`. */
export type WorkflowName = keyof typeof workflowFunctions;

/** The placeholders of a definition text, each once: `${AskCheckIn}` → `AskCheckIn`. */
export const placeholdersIn = (definition: string): string[] => [
  ...new Set([...definition.matchAll(/\$\{([^}]*)\}/g)].map(([, name = '']) => name)),
];
