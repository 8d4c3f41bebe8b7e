import type { AwsClientConfig } from '../../runtime/platform.ts';
import { dynamoCheckInStore } from './check-in-store.ts';
import { dynamoInboundTextStore } from './inbound-text-store.ts';
import { dynamoMessageLedger } from './message-ledger.ts';
import { dynamoParticipantStore } from './participant-store.ts';
import { dynamoTable } from './table.ts';
import { dynamoTaskStore } from './task-store.ts';

/** All stores over one table and one client. */
export function dynamoStores(tableName: string, aws: AwsClientConfig) {
  const table = dynamoTable(tableName, aws);
  return {
    participants: dynamoParticipantStore(table),
    checkIns: dynamoCheckInStore(table),
    inboundTexts: dynamoInboundTextStore(table),
    ledger: dynamoMessageLedger(table),
    tasks: dynamoTaskStore(table),
  };
}
