import type { WorkflowName } from '#shared/contracts/workflow';

/**
 * What each function may do, and nothing more: the one place where a grant is added or taken away.
 * The key is the function's folder. `permission-statements.ts` turns an entry into IAM statements, and
 * `function-environment.ts` into the variables that its adapters need.
 */
export const permissions = {
  'ask-check-in': { table: ['GetItem', 'PutItem'], plans: true, completesSteps: true },
  'nudge-check-in': { table: ['GetItem', 'PutItem'], plans: true, completesSteps: true },
  'close-check-in': { table: ['GetItem', 'PutItem'] },
  'hand-over': { table: ['GetItem', 'PutItem'], plans: true, completesSteps: true },
  'plan-check-in': { table: ['GetItem', 'PutItem'], plans: true, completesSteps: true },
  'ask-intake': { table: ['GetItem', 'PutItem'], plans: true, completesSteps: true },
  'plan-intake': {
    table: ['GetItem', 'PutItem', 'ConditionCheckItem'],
    plans: true,
    completesSteps: true,
  },
  'decide-intake': {
    table: ['GetItem', 'PutItem', 'ConditionCheckItem'],
    plans: true,
    completesSteps: true,
    starts: ['mentor-matching'],
    watches: ['mentor-matching'],
  },
  'await-check-in': { table: ['GetItem', 'PutItem'], completesSteps: true },
  'page-rung': { table: ['GetItem', 'PutItem'], index: ['Query'], plans: true, completesSteps: true },
  'nobody-answered': { table: ['GetItem', 'PutItem'], plans: true },
  'stand-down': { table: ['GetItem', 'PutItem'], plans: true },
  'offer-couple': { table: ['GetItem', 'PutItem', 'ConditionCheckItem'], index: ['Query'] },
  'await-offer': { table: ['GetItem', 'PutItem'], plans: true, completesSteps: true },
  'expire-offer': { table: ['GetItem', 'PutItem'], index: ['Query'], completesSteps: true },
  'waitlist-couple': {
    table: ['GetItem', 'PutItem'],
    index: ['Query'],
    plans: true,
    completesSteps: true,
  },
  'begin-pairing': {
    table: ['GetItem', 'PutItem'],
    plans: true,
    starts: ['weekly-check-in', 'aftercare'],
  },
  'receive-sms': {
    table: ['GetItem', 'PutItem', 'ConditionCheckItem'],
    index: ['Query'],
    plans: true,
    completesSteps: true,
    starts: ['weekly-check-in', 'aftercare', 'crisis'],
  },
  'send-text': {
    table: ['GetItem', 'PutItem', 'ConditionCheckItem'],
    plans: true,
    completesSteps: true,
    sendsTexts: true,
    signsLinks: true,
  },
  'send-email': {
    table: ['GetItem', 'PutItem', 'ConditionCheckItem', 'Query'],
    plans: true,
    sendsEmail: true,
    signsLinks: true,
  },
  'receive-delivery-events': { table: ['GetItem', 'PutItem'], plans: true, completesSteps: true },
  'send-digests': { table: ['GetItem', 'PutItem'], index: ['Query'], plans: true },
  'serve-public-pages': {
    table: ['GetItem', 'PutItem', 'ConditionCheckItem'],
    index: ['Query'],
    plans: true,
    completesSteps: true,
    starts: ['intake'],
    verifiesLinks: true,
  },
  'handle-api-request': {
    table: ['GetItem', 'PutItem', 'ConditionCheckItem', 'DeleteItem', 'Query'],
    index: ['Query'],
    plans: true,
    completesSteps: true,
    starts: ['intake', 'mentor-matching', 'weekly-check-in', 'aftercare', 'crisis'],
    watches: ['mentor-matching', 'weekly-check-in', 'aftercare'],
  },
  'sweep-check-ins': {
    table: ['GetItem', 'PutItem'],
    index: ['Query'],
    plans: true,
    completesSteps: true,
    starts: ['intake'],
    watches: ['check-in', 'weekly-check-in', 'aftercare'],
  },
} satisfies Record<string, Permissions>;

/** A folder in functions/; its PascalCase form is the placeholder in a state machine file. */
export type FunctionFolder = keyof typeof permissions;

/** Every function of the app, in a stable order. */
export const functionFolders = Object.keys(permissions).filter(isFunctionFolder);

/** True for the name of a function of this app. */
export function isFunctionFolder(folder: string): folder is FunctionFolder {
  return Object.hasOwn(permissions, folder);
}

/** The entry of a function, with everything that it may leave out. */
export const permissionsOf = (folder: FunctionFolder): Permissions => permissions[folder];

/** Actions on DynamoDB are on items; `TransactWriteItems` needs the action of each of its members. */
export interface Permissions {
  readonly table?: readonly TableAction[];
  /** Actions on GSI1. */
  readonly index?: readonly 'Query'[];
  /** State machines whose executions it may start. */
  readonly starts?: readonly WorkflowName[];
  /** State machines whose executions it may look at. */
  readonly watches?: readonly WorkflowName[];
  /** May complete a step that waits, of any state machine: the token says which. */
  readonly completesSteps?: boolean;
  /** May put a message id into the outbound queues, now or later. */
  readonly plans?: boolean;
  /** May send a text: through SNS to a phone number and to no topic, or from the one number or pool of ours. */
  readonly sendsTexts?: boolean;
  /** May send an email, from the programme's address only. */
  readonly sendsEmail?: boolean;
  /** May sign links that act without a login. */
  readonly signsLinks?: boolean;
  /** May check the signature of such a link. */
  readonly verifiesLinks?: boolean;
}

type TableAction = 'GetItem' | 'Query' | 'PutItem' | 'DeleteItem' | 'ConditionCheckItem';
