import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { LedgerEntry } from '../../contracts/message.ts';
import type { Claim, MessageLedger } from '../../ports/message-ledger.ts';
import { Permanent, Transient } from '../../runtime/errors.ts';
import { keys } from './keys.ts';
import type { Table } from './table.ts';

/** `MessageLedger` on DynamoDB. A claim and its conditions are one transaction. */
export function dynamoMessageLedger(table: Table): MessageLedger {
  const get: MessageLedger['get'] = (entry) => table.get(keys.message(entry), LedgerEntry);

  return {
    get,

    async claim(claim) {
      const stored = await get(claim.entry);
      if (stored && stored.state !== 'failed') return { outcome: 'already', entry: stored };

      const conditions = conditionsOf(table.name, claim);
      const member = stored ? nextAttempt(table.name, { claim, stored }) : firstAttempt(table.name, claim);
      const result = await table.transact([member, ...conditions.map(({ check }) => check)]);
      if (result.outcome === 'written') return { outcome: 'claimed' };

      // An earlier claim is the stronger answer: it tells what became of the message.
      if (result.failed.includes(0)) {
        const other = await get(claim.entry);
        if (!other) throw new Transient('a message was claimed and is gone');
        return { outcome: 'already', entry: other };
      }
      const [place = 1] = result.failed;
      return { outcome: 'refused', reason: conditions[place - 1]?.reason ?? 'check-in-ended' };
    },

    async settle(entry, { attemptId, state, providerId, code }) {
      const stored = await get(entry);
      const place = stored?.attempts.findIndex((attempt) => attempt.attemptId === attemptId) ?? -1;
      if (!stored || place < 0) throw new Permanent('there is no such attempt');
      const attempt = { ...stored.attempts[place], state, providerId, code };
      await table.update(
        keys.message(entry),
        {
          set: `SET #state = :state, attempts[${place}] = :attempt`,
          condition: `#state = :sending AND attempts[${place}].attemptId = :attemptId`,
          names: { '#state': 'state' },
          values: { ':state': state, ':sending': 'sending', ':attempt': attempt, ':attemptId': attemptId },
        },
        LedgerEntry,
      );
    },
  };
}

type Member = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const firstAttempt = (TableName: string, { entry, attempt }: Claim): Member => ({
  Put: {
    TableName,
    Item: {
      ...keys.message(entry),
      ...entry,
      state: 'sending',
      attempts: [{ ...attempt, state: 'sending' }],
    },
    ConditionExpression: 'attribute_not_exists(PK)',
  },
});

/** After a refusal by the provider; the condition is the attempt that we saw last. */
const nextAttempt = (
  TableName: string,
  { claim, stored }: { claim: Claim; stored: LedgerEntry },
): Member => ({
  Update: {
    TableName,
    Key: keys.message(claim.entry),
    UpdateExpression: 'SET #state = :sending, attempts = list_append(attempts, :attempt)',
    ConditionExpression: '#state = :failed AND size(attempts) = :count',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: {
      ':sending': 'sending',
      ':failed': 'failed',
      ':attempt': [{ ...claim.attempt, state: 'sending' }],
      ':count': stored.attempts.length,
    },
  },
});

function conditionsOf(
  TableName: string,
  { entry, onlyWhile }: Claim,
): { check: Member; reason: 'opted-out' | 'check-in-ended' }[] {
  if (!onlyWhile) return [];
  const optedIn: Member = {
    ConditionCheck: {
      TableName,
      Key: keys.participant(entry.participantId),
      ConditionExpression: 'optedOut = :no',
      ExpressionAttributeValues: { ':no': false },
    },
  };
  if (onlyWhile.openCheckInId === undefined) return [{ check: optedIn, reason: 'opted-out' }];
  const stillOpen: Member = {
    ConditionCheck: {
      TableName,
      Key: keys.checkIn(onlyWhile.openCheckInId),
      ConditionExpression: '#state IN (:asked, :nudged)',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':asked': 'asked', ':nudged': 'nudged' },
    },
  };
  return [
    { check: optedIn, reason: 'opted-out' },
    { check: stillOpen, reason: 'check-in-ended' },
  ];
}
