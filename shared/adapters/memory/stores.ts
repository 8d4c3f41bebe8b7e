import { memoryCheckInStore } from './check-in-store.ts';
import { memoryDatabase, type MemoryDatabase } from './database.ts';
import { memoryInboundTextStore } from './inbound-text-store.ts';
import { memoryMessageLedger } from './message-ledger.ts';
import { memoryParticipantStore } from './participant-store.ts';
import { memoryTaskStore } from './task-store.ts';

/** All stores over one database in memory. */
export const memoryStores = (database: MemoryDatabase = memoryDatabase()) => ({
  participants: memoryParticipantStore(database),
  checkIns: memoryCheckInStore(database),
  inboundTexts: memoryInboundTextStore(database),
  ledger: memoryMessageLedger(database),
  tasks: memoryTaskStore(database),
});
