import { LOCAL_ACCOUNT, LOCAL_REGION, type Access, type Members } from '../aws-service.ts';
import { isRecord, records, recordAt, textAt } from './wire-json.ts';

/**
 * What a caller must be allowed for each operation, as DynamoDB evaluates it: on the table or the index, and for a
 * transaction the action of each of its items. A request without a table asks for nothing: it is refused as invalid.
 */
export const ACCESS: Readonly<Record<string, (input: Members) => readonly Access[]>> = {
  GetItem: onTable('GetItem'),
  PutItem: onTable('PutItem'),
  UpdateItem: onTable('UpdateItem'),
  DeleteItem: onTable('DeleteItem'),
  Query: onTableOrIndex('Query'),
  Scan: onTableOrIndex('Scan'),
  DescribeTable: onTable('DescribeTable'),
  DescribeTimeToLive: onTable('DescribeTimeToLive'),
  ListTables: () => [{ action: 'dynamodb:ListTables', resource: '*' }],
  BatchGetItem: onEachTable('BatchGetItem'),
  BatchWriteItem: onEachTable('BatchWriteItem'),
  TransactGetItems: onItems({ Get: 'GetItem' }),
  TransactWriteItems: onItems({
    Put: 'PutItem',
    Update: 'UpdateItem',
    Delete: 'DeleteItem',
    ConditionCheck: 'ConditionCheckItem',
  }),
};

/** The name in `TableName`, which AWS takes as an ARN too. */
export function tableName(input: Members): string {
  const name = textAt(input, 'TableName');
  return name.startsWith('arn:') ? (name.split('/')[1] ?? '') : name;
}

export const tableArn = (name: string) => `arn:aws:dynamodb:${LOCAL_REGION}:${LOCAL_ACCOUNT}:table/${name}`;

function onTable(operation: string) {
  return (input: Members): readonly Access[] => {
    const name = tableName(input);
    return name === '' ? [] : [{ action: `dynamodb:${operation}`, resource: tableArn(name) }];
  };
}

function onTableOrIndex(operation: string) {
  return (input: Members): readonly Access[] => {
    const name = tableName(input);
    const index = textAt(input, 'IndexName');
    const resource = index === '' ? tableArn(name) : `${tableArn(name)}/index/${index}`;
    return name === '' ? [] : [{ action: `dynamodb:${operation}`, resource }];
  };
}

function onEachTable(operation: string) {
  return (input: Members): readonly Access[] =>
    Object.keys(recordAt(input, 'RequestItems')).map((name) => ({
      action: `dynamodb:${operation}`,
      resource: tableArn(tableName({ TableName: name })),
    }));
}

function onItems(actions: Readonly<Record<string, string>>) {
  return (input: Members): readonly Access[] => {
    const asked = records(input['TransactItems']).flatMap((item) =>
      Object.entries(actions).flatMap(([kind, action]) => {
        const member = item[kind];
        return isRecord(member)
          ? [{ action: `dynamodb:${action}`, resource: tableArn(tableName(member)) }]
          : [];
      }),
    );
    return [...new Map(asked.map((access) => [`${access.action} ${access.resource}`, access])).values()];
  };
}
