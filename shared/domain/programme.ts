import type { ProgrammeStatus } from '../contracts/programme.ts';

/**
 * True while couples may enrol by themselves: once the programme is live. A throwaway stage has nobody on call and no
 * real people either, so that there it always may be tried out.
 */
export const takesPeopleIn = (programme: ProgrammeStatus | undefined, stage: string): boolean =>
  isLive(programme) || stage === 'local' || stage === 'dev';

/** True once somebody has said so, with every hour covered. */
export const isLive = (programme: ProgrammeStatus | undefined): boolean => programme?.state === 'live';
