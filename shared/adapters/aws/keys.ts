import { partsOfCheckInId } from '../../contracts/ids.ts';
import { Permanent } from '../../runtime/errors.ts';

/** The primary key of a row. */
export interface Key {
  readonly PK: string;
  readonly SK: string;
}

/** The only place that builds keys. docs/data-model.md is the table of who reads by which. */
export const keys = {
  participant: (participantId: string): Key => ({ PK: `PARTICIPANT#${participantId}`, SK: 'PROFILE' }),
  phoneClaim: (phone: string): Key => ({ PK: `PHONE#${phone}`, SK: 'CLAIM' }),
  checkIn(checkInId: string): Key {
    const parts = partsOfCheckInId(checkInId);
    if (!parts) throw new Permanent('that is not a check-in id');
    return { PK: `PARTICIPANT#${parts.participantId}`, SK: `${checkInPrefix}${cycleKey(parts.cycle)}` };
  },
  message: ({ participantId, messageId }: { participantId: string; messageId: string }): Key => ({
    PK: `PARTICIPANT#${participantId}`,
    SK: `MESSAGE#${messageId}`,
  }),
  inboundText: (inboundMessageId: string): Key => ({ PK: `INBOUND#${inboundMessageId}`, SK: 'TEXT' }),
  task: (taskId: string): Key => ({ PK: `TASK#${taskId}`, SK: 'TASK' }),
} as const;

/** All check-ins of a participant; `SK` is a prefix. */
export const checkInsOf = (participantId: string): Key => ({
  PK: `PARTICIPANT#${participantId}`,
  SK: checkInPrefix,
});

/** GSI1 holds three lists. The last two are sparse: a row leaves when nothing more must happen with it. */
export const lists = {
  participants: 'PARTICIPANTS',
  openCheckIns: 'CHECKINS#OPEN',
  openTasks: 'TASKS#OPEN',
} as const;

/** A row's place in one of the lists. */
export const listed = {
  participant: (participantId: string) => ({ GSI1PK: lists.participants, GSI1SK: participantId }),
  openCheckIn: ({ deadline, checkInId }: { deadline: string; checkInId: string }) => ({
    GSI1PK: lists.openCheckIns,
    GSI1SK: `${deadline}#${checkInId}`,
  }),
  openTask: ({ openedAt, taskId }: { openedAt: string; taskId: string }) => ({
    GSI1PK: lists.openTasks,
    GSI1SK: `${openedAt}#${taskId}`,
  }),
} as const;

/** The one index. */
export const indexName = 'GSI1';

const checkInPrefix = 'CHECKIN#';

/** Six digits, so that text order is number order beyond cycle 999. */
const cycleKey = (cycle: number): string => String(cycle).padStart(6, '0');
