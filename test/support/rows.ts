import type { Crisis } from '#shared/contracts/crisis';
import type { InboundText } from '#shared/contracts/inbound-text';
import type { Offer } from '#shared/contracts/pairing';
import type { Task } from '#shared/contracts/task';
import { hoursLater, monday } from './builders.ts';

/** An open task about Ana. */
export const aTask = (fields: Partial<Task> = {}): Task => ({
  taskId: 't-1',
  kind: 'reply-to-read',
  state: 'open',
  openedAt: monday.toISOString(),
  dueAt: hoursLater(24).toISOString(),
  participantId: 'p-ana001',
  ...fields,
});

/** A text from Ana's number that nobody has worked on yet. */
export const anInboundText = (fields: Partial<InboundText> = {}): InboundText => ({
  inboundMessageId: 'sms-1',
  from: '+12025550101',
  body: '4',
  receivedAt: hoursLater(1).toISOString(),
  state: 'received',
  expiresAt: Math.floor(hoursLater(24 * 90).getTime() / 1000),
  ...fields,
});

/** An open crisis of Ana's. */
export const aCrisis = (fields: Partial<Crisis> = {}): Crisis => ({
  crisisId: 'crisis-sms-1',
  participantId: 'p-ana001',
  severity: 'high',
  reasons: ['suicide-plan'],
  openedAt: monday.toISOString(),
  state: 'open',
  code: '1234',
  pages: [],
  ...fields,
});

/** Ana and Ben offered to Dana. */
export const anOffer = (fields: Partial<Offer> = {}): Offer => ({
  offerId: 'o-anaben-1',
  coupleId: 'c-anaben',
  mentorUnitId: 'u-dana01',
  mentorIds: ['m-dana01'],
  state: 'open',
  weight: 1,
  score: 50,
  reasons: [],
  offeredAt: monday.toISOString(),
  expiresAt: hoursLater(48).toISOString(),
  ...fields,
});
