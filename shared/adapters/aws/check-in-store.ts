import { CheckIn, type CheckInState } from '../../contracts/check-in.ts';
import { checkInIdOf } from '../../contracts/ids.ts';
import { followUpStates, lateReplyStates, permittedPriorStates } from '../../domain/check-in.ts';
import type { ChangeResult, CheckInStore } from '../../ports/check-in-store.ts';
import { Permanent } from '../../runtime/errors.ts';
import { checkInsOf, indexName, keys, listed, lists } from './keys.ts';
import type { Table, UpdateExpression } from './table.ts';

/** `CheckInStore` on DynamoDB. */
export function dynamoCheckInStore(table: Table): CheckInStore {
  async function change(checkInId: string, update: UpdateExpression): Promise<ChangeResult> {
    const { outcome, row } = await table.update(keys.checkIn(checkInId), update, CheckIn);
    if (!row) throw new Permanent('there is no such check-in');
    return { outcome, checkIn: row };
  }

  return {
    get: (checkInId) => table.get(keys.checkIn(checkInId), CheckIn),

    async openNext({ participant: { participantId, lastCycle }, at, deadline }) {
      const cycle = lastCycle + 1;
      const checkIn = {
        checkInId: checkInIdOf(participantId, cycle),
        participantId,
        cycle,
        state: 'scheduled' as const,
        createdAt: at.toISOString(),
        deadline: deadline.toISOString(),
      };
      const result = await table.transact([
        {
          Put: {
            TableName: table.name,
            Item: { ...keys.checkIn(checkIn.checkInId), ...listed.openCheckIn(checkIn), ...checkIn },
            ConditionExpression: 'attribute_not_exists(PK)',
          },
        },
        {
          Update: {
            TableName: table.name,
            Key: keys.participant(participantId),
            UpdateExpression: 'SET lastCycle = :cycle',
            ConditionExpression: 'lastCycle = :lastCycle',
            ExpressionAttributeValues: { ':cycle': cycle, ':lastCycle': lastCycle },
          },
        },
      ]);
      return result.outcome === 'written' ? { outcome: 'opened', checkIn } : { outcome: 'raced' };
    },

    listOf(participantId, page) {
      const { PK, SK } = checkInsOf(participantId);
      return table.query(
        {
          KeyConditionExpression: 'PK = :pk AND begins_with(SK, :prefix)',
          ExpressionAttributeValues: { ':pk': PK, ':prefix': SK },
          ConsistentRead: true,
          ScanIndexForward: false,
        },
        { page, schema: CheckIn },
      );
    },

    listOverdue: (before, page) =>
      table.query(
        {
          IndexName: indexName,
          KeyConditionExpression: 'GSI1PK = :list AND GSI1SK < :before',
          ExpressionAttributeValues: { ':list': lists.openCheckIns, ':before': before.toISOString() },
        },
        { page, schema: CheckIn },
      ),

    markAsked: ({ checkInId, taskToken, at, deadline }) =>
      change(
        checkInId,
        into('asked', {
          set: 'taskToken = :token, askedAt = if_not_exists(askedAt, :at), deadline = :deadline, GSI1SK = :listed',
          values: {
            ':token': taskToken,
            ':at': at.toISOString(),
            ':deadline': deadline.toISOString(),
            ':listed': listed.openCheckIn({ deadline: deadline.toISOString(), checkInId }).GSI1SK,
          },
        }),
      ),

    markNudged: ({ checkInId, taskToken, at }) =>
      change(
        checkInId,
        into('nudged', {
          set: 'taskToken = :token, nudgedAt = if_not_exists(nudgedAt, :at)',
          values: { ':token': taskToken, ':at': at.toISOString() },
        }),
      ),

    answer: (checkInId, reply) =>
      change(
        checkInId,
        into('answered', {
          set: 'reply = :reply, closedAt = :at REMOVE GSI1PK, GSI1SK',
          values: { ':reply': reply, ':at': reply.receivedAt },
        }),
      ),

    keepLateReply: (checkInId, reply) => {
      const prior = priorStates(lateReplyStates);
      return change(checkInId, {
        set: 'SET lateReply = :reply',
        condition: `${prior.condition} AND attribute_not_exists(lateReply)`,
        names: { '#state': 'state' },
        values: { ...prior.values, ':reply': reply },
      });
    },

    followUp: (checkInId, taskId) => {
      const prior = priorStates(followUpStates);
      return change(checkInId, {
        set: 'SET taskId = :taskId REMOVE GSI1PK, GSI1SK',
        condition: `${prior.condition} AND attribute_not_exists(taskId)`,
        names: { '#state': 'state' },
        values: { ...prior.values, ':taskId': taskId },
      });
    },

    close: ({ checkInId, as, at, reason }) =>
      change(
        checkInId,
        into(as, {
          // A missed or handed-over one stays on the list until somebody has a task: `followUp` takes it off.
          set: `closedAt = :at${reason === undefined ? '' : ', reason = :reason'}${as === 'cancelled' ? ' REMOVE GSI1PK, GSI1SK' : ''}`,
          values: { ':at': at.toISOString(), ...(reason !== undefined && { ':reason': reason }) },
        }),
      ),
  };
}

/** A change of state, on condition that the state before permits it. */
function into(
  state: CheckInState,
  { set, values }: Pick<UpdateExpression, 'set' | 'values'>,
): UpdateExpression {
  const prior = priorStates(permittedPriorStates[state]);
  return {
    set: `SET #state = :state, ${set}`,
    condition: prior.condition,
    names: { '#state': 'state' },
    values: { ...prior.values, ...values, ':state': state },
  };
}

function priorStates(states: readonly CheckInState[]): { condition: string; values: Record<string, string> } {
  const values = Object.fromEntries(states.map((state, index) => [`:prior${index}`, state]));
  return { condition: `#state IN (${Object.keys(values).join(', ')})`, values };
}
