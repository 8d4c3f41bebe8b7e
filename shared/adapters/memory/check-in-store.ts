import type { CheckIn, CheckInState } from '../../contracts/check-in.ts';
import { checkInIdOf } from '../../contracts/ids.ts';
import { followUpStates, isUnsettled, lateReplyStates, permittedPriorStates } from '../../domain/check-in.ts';
import type { ChangeResult, CheckInStore } from '../../ports/check-in-store.ts';
import { Permanent } from '../../runtime/errors.ts';
import { pageOf, type MemoryDatabase } from './database.ts';

/** `CheckInStore` in memory. */
export function memoryCheckInStore({ participants, checkIns }: MemoryDatabase): CheckInStore {
  function change(
    checkInId: string,
    permitted: readonly CheckInState[],
    changed: (checkIn: CheckIn) => CheckIn | undefined,
  ): ChangeResult {
    const stored = checkIns.get(checkInId);
    if (!stored) throw new Permanent('there is no such check-in');
    const checkIn = permitted.includes(stored.state) ? changed(stored) : undefined;
    if (!checkIn) return { outcome: 'refused', checkIn: structuredClone(stored) };
    checkIns.set(checkInId, structuredClone(checkIn));
    return { outcome: 'changed', checkIn: structuredClone(checkIn) };
  }

  return {
    get: async (checkInId) => structuredClone(checkIns.get(checkInId)),

    async openNext({ participant: { participantId, lastCycle }, at, deadline }) {
      const participant = participants.get(participantId);
      const cycle = lastCycle + 1;
      const checkInId = checkInIdOf(participantId, cycle);
      if (participant?.lastCycle !== lastCycle || checkIns.has(checkInId)) return { outcome: 'raced' };
      const checkIn: CheckIn = {
        checkInId,
        participantId,
        cycle,
        state: 'scheduled',
        createdAt: at.toISOString(),
        deadline: deadline.toISOString(),
      };
      checkIns.set(checkInId, checkIn);
      participants.set(participantId, { ...participant, lastCycle: cycle });
      return { outcome: 'opened', checkIn: structuredClone(checkIn) };
    },

    listOf: async (participantId, page) =>
      pageOf(
        [...checkIns.values()].filter((checkIn) => checkIn.participantId === participantId),
        { page, keyOf: ({ cycle }) => String(cycle).padStart(6, '0'), newestFirst: true },
      ),

    listOverdue: async (before, page) =>
      pageOf(
        [...checkIns.values()].filter(
          (checkIn) => isUnsettled(checkIn) && checkIn.deadline < before.toISOString(),
        ),
        { page, keyOf: ({ deadline, checkInId }) => `${deadline}#${checkInId}` },
      ),

    markAsked: async ({ checkInId, taskToken, at, deadline }) =>
      change(checkInId, permittedPriorStates.asked, (checkIn) => ({
        ...checkIn,
        state: 'asked',
        taskToken,
        askedAt: checkIn.askedAt ?? at.toISOString(),
        deadline: deadline.toISOString(),
      })),

    markNudged: async ({ checkInId, taskToken, at }) =>
      change(checkInId, permittedPriorStates.nudged, (checkIn) => ({
        ...checkIn,
        state: 'nudged',
        taskToken,
        nudgedAt: checkIn.nudgedAt ?? at.toISOString(),
      })),

    answer: async (checkInId, reply) =>
      change(checkInId, permittedPriorStates.answered, (checkIn) => ({
        ...checkIn,
        state: 'answered',
        reply,
        closedAt: reply.receivedAt,
      })),

    keepLateReply: async (checkInId, reply) =>
      change(checkInId, lateReplyStates, (checkIn) =>
        checkIn.lateReply ? undefined : { ...checkIn, lateReply: reply },
      ),

    followUp: async (checkInId, taskId) =>
      change(checkInId, followUpStates, (checkIn) => (checkIn.taskId ? undefined : { ...checkIn, taskId })),

    close: async ({ checkInId, as, at, reason }) =>
      change(checkInId, permittedPriorStates[as], (checkIn) => ({
        ...checkIn,
        state: as,
        closedAt: at.toISOString(),
        ...(reason !== undefined && { reason }),
      })),
  };
}
