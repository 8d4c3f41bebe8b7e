import * as z from 'zod';
import { ParticipantId } from '../../contracts/ids.ts';
import { Participant } from '../../contracts/participant.ts';
import type { ParticipantStore } from '../../ports/participant-store.ts';
import { Permanent } from '../../runtime/errors.ts';
import { indexName, keys, listed, lists } from './keys.ts';
import type { Table } from './table.ts';

/** `ParticipantStore` on DynamoDB. */
export function dynamoParticipantStore(table: Table): ParticipantStore {
  const get = (participantId: string) => table.get(keys.participant(participantId), Participant);

  return {
    get,

    async add(participant) {
      const { participantId, phone } = participant;
      const result = await table.transact([
        {
          Put: {
            TableName: table.name,
            Item: { ...keys.phoneClaim(phone), participantId },
            ConditionExpression: 'attribute_not_exists(PK)',
          },
        },
        {
          Put: {
            TableName: table.name,
            Item: {
              ...keys.participant(participantId),
              ...listed.participant(participantId),
              ...participant,
            },
            ConditionExpression: 'attribute_not_exists(PK)',
          },
        },
      ]);
      if (result.outcome === 'written') return { outcome: 'added' };
      if (result.failed.includes(0)) return { outcome: 'phone-taken' };
      throw new Permanent('a participant with this id exists');
    },

    async findByPhone(phone) {
      const claim = await table.get(keys.phoneClaim(phone), PhoneClaim);
      return claim && get(claim.participantId);
    },

    list: (page) =>
      table.query(
        {
          IndexName: indexName,
          KeyConditionExpression: 'GSI1PK = :list',
          ExpressionAttributeValues: { ':list': lists.participants },
        },
        { page, schema: Participant },
      ),

    async setOptedOut({ participantId, optedOut, at }) {
      const before = optedOut ? '<=' : '<';
      const { outcome, row } = await table.update(
        keys.participant(participantId),
        {
          set: 'SET optedOut = :optedOut, optOutChangedAt = :at',
          condition: `attribute_exists(PK) AND (attribute_not_exists(optOutChangedAt) OR optOutChangedAt ${before} :at)`,
          values: { ':optedOut': optedOut, ':at': at.toISOString() },
        },
        Participant,
      );
      if (!row) throw new Permanent('there is no such participant');
      return { outcome: outcome === 'changed' ? 'changed' : 'superseded' };
    },
  };
}

const PhoneClaim = z.object({ participantId: ParticipantId });
