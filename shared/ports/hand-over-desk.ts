/** Hands a check-in to a person. */
export interface HandOverDesk {
  /**
   * Opens one task, ends the check-in if it is open, and tells the coordinator by email. Idempotent: one task and one
   * email per check-in. A refused email is `told: false`, and no reason to fail: the task is there. Throws `Transient`
   * where trying again can help.
   */
  handOver(
    checkInId: string,
    reason: string,
  ): Promise<{ outcome: 'handed-over'; taskId: string; told: boolean } | { outcome: 'not-needed' }>;
}
