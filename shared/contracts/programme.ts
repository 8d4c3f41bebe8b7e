import * as z from 'zod';
import { Timestamp } from './ids.ts';

/** Whether the programme takes people in: one row; without it the programme is being prepared. */
export const ProgrammeStatus = z.object({
  programmeId: z.literal('programme'),
  state: z.enum(['preparing', 'live']),
  since: Timestamp,
  /** The subject of the signed-in person who decided it. */
  by: z.string().max(200),
});
export type ProgrammeStatus = z.infer<typeof ProgrammeStatus>;
