import { InboundText } from '../../contracts/inbound-text.ts';
import type { InboundTextStore } from '../../ports/inbound-text-store.ts';
import { Permanent } from '../../runtime/errors.ts';
import { keys } from './keys.ts';
import type { Table } from './table.ts';

/** `InboundTextStore` on DynamoDB. Rows go by TTL (`expiresAt`) [R1]. */
export function dynamoInboundTextStore(table: Table): InboundTextStore {
  const get = (inboundMessageId: string) => table.get(keys.inboundText(inboundMessageId), InboundText);

  return {
    get,

    async receive({ inboundMessageId, from, body, receivedAt, expiresAt }) {
      const text: InboundText = {
        inboundMessageId,
        from,
        body,
        receivedAt: receivedAt.toISOString(),
        state: 'received',
        expiresAt: Math.floor(expiresAt.getTime() / 1000),
      };
      const result = await table.transact([
        {
          Put: {
            TableName: table.name,
            Item: { ...keys.inboundText(inboundMessageId), ...text },
            ConditionExpression: 'attribute_not_exists(PK)',
          },
        },
      ]);
      if (result.outcome === 'written') return { outcome: 'stored', text };
      return { outcome: 'seen-before', text: (await get(inboundMessageId)) ?? text };
    },

    async handled(inboundMessageId, { outcome, ...refs }) {
      const given = Object.entries(refs).filter(([, id]) => id !== undefined);
      const { row } = await table.update(
        keys.inboundText(inboundMessageId),
        {
          set: `SET #state = :handled, outcome = :outcome${given.map(([key]) => `, ${key} = :${key}`).join('')}`,
          condition: '#state = :received',
          names: { '#state': 'state' },
          values: {
            ':received': 'received',
            ':handled': 'handled',
            ':outcome': outcome,
            ...Object.fromEntries(given.map(([key, id]) => [`:${key}`, id])),
          },
        },
        InboundText,
      );
      if (!row) throw new Permanent('there is no such inbound text');
    },
  };
}
