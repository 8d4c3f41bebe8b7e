/** `ask-check-in` → `AskCheckIn`: a function's placeholder in state machine files, and its construct id. */
export const pascalCase = (folder: string): string =>
  folder
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** `check-in` → `CheckInStateMachine`: a state machine's placeholder in the files of those that start it. */
export const machinePlaceholder = (workflow: string): string => `${pascalCase(workflow)}StateMachine`;
