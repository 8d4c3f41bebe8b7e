import { Task } from '../../contracts/task.ts';
import type { TaskStore } from '../../ports/task-store.ts';
import { indexName, keys, listed, lists } from './keys.ts';
import type { Table } from './table.ts';

/** `TaskStore` on DynamoDB. */
export function dynamoTaskStore(table: Table): TaskStore {
  const get = (taskId: string) => table.get(keys.task(taskId), Task);

  return {
    get,

    async open(newTask) {
      const task: Task = { ...newTask, state: 'open' };
      const result = await table.transact([
        {
          Put: {
            TableName: table.name,
            Item: { ...keys.task(task.taskId), ...listed.openTask(task), ...task },
            ConditionExpression: 'attribute_not_exists(PK)',
          },
        },
      ]);
      if (result.outcome === 'written') return { outcome: 'opened', task };
      return { outcome: 'already-there', task: (await get(task.taskId)) ?? task };
    },

    listOpen: (page) =>
      table.query(
        {
          IndexName: indexName,
          KeyConditionExpression: 'GSI1PK = :list',
          ExpressionAttributeValues: { ':list': lists.openTasks },
        },
        { page, schema: Task },
      ),

    async close({ taskId, by, at }) {
      const { outcome, row } = await table.update(
        keys.task(taskId),
        {
          set: 'SET #state = :closed, closedAt = :at, closedBy = :by REMOVE GSI1PK, GSI1SK',
          condition: '#state = :open',
          names: { '#state': 'state' },
          values: { ':open': 'open', ':closed': 'closed', ':at': at.toISOString(), ':by': by },
        },
        Task,
      );
      if (!row) return { outcome: 'not-found' };
      return { outcome: outcome === 'changed' ? 'closed' : 'already-closed', task: row };
    },
  };
}
