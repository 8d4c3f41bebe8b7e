/**
 * What each function may do, and nothing more: the one place where a grant is added or taken away.
 * The key is the function's folder. `permission-statements.ts` turns an entry into IAM statements.
 */
export const permissions = {
  'ask-check-in': {
    table: ['GetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem'],
    checkIns: ['SendTaskSuccess'],
    sendsTexts: true,
  },
  'nudge-check-in': {
    table: ['GetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem'],
    checkIns: ['SendTaskSuccess'],
    sendsTexts: true,
  },
  'close-check-in': {
    table: ['GetItem', 'UpdateItem'],
  },
  'hand-over': {
    table: ['GetItem', 'PutItem', 'UpdateItem'],
    sendsEmail: true,
  },
  'receive-sms': {
    table: ['GetItem', 'PutItem', 'UpdateItem'],
    checkIns: ['SendTaskSuccess'],
  },
  'handle-api-request': {
    table: ['GetItem', 'PutItem', 'UpdateItem', 'Query'],
    index: ['Query'],
    checkIns: ['StartExecution'],
  },
  'sweep-check-ins': {
    table: ['GetItem', 'PutItem', 'UpdateItem'],
    index: ['Query'],
    checkIns: ['DescribeExecution'],
    sendsEmail: true,
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

/** Actions on DynamoDB are on items; `TransactWriteItems` needs the action of each of its members. */
export interface Permissions {
  readonly table?: readonly TableAction[];
  /** Actions on GSI1. */
  readonly index?: readonly 'Query'[];
  /** Step Functions actions on the check-in state machine or its executions. */
  readonly checkIns?: readonly ('StartExecution' | 'DescribeExecution' | 'SendTaskSuccess')[];
  /** May send a text to a phone number, and publish to no topic. */
  readonly sendsTexts?: boolean;
  /** May send an email, from the programme's address only. */
  readonly sendsEmail?: boolean;
}

type TableAction =
  'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem';
