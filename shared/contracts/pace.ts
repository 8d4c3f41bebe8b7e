import * as z from 'zod';
import { Timestamp } from './ids.ts';

/** How far the line of texts reaches that wait for the number that they leave from; see `shared/domain/pace.ts`. */
export const Pace = z.object({
  /** What they leave from: there is one line for each. */
  paceId: z.string().min(1).max(200),
  /** When the next text without a place may leave. */
  freeAt: Timestamp,
  /** The same for what answers somebody, which goes first. */
  repliesFreeAt: Timestamp,
});
export type Pace = z.infer<typeof Pace>;
