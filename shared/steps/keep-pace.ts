import type { Message } from '../contracts/message.ts';
import type { Pace } from '../contracts/pace.ts';
import { isOver, laneOf, mayGo, nextPlace } from '../domain/pace.ts';
import type { Clock } from '../ports/clock.ts';
import type { Change, Records } from '../ports/records.ts';
import { put } from './change-row.ts';

/** The line of one number. */
export interface Pacing extends Pick<Pace, 'paceId'> {
  /** Texts that may leave from it in a second, over time. */
  readonly perSecond: number;
}

/** Whether it is a text's turn, and the line with its place in it: to be written together with what comes of that. */
export interface Turn {
  readonly go: boolean;
  readonly at: Date;
  readonly holdsWhile: readonly Change[];
}

/**
 * The turn of a text that the gate allows. The place it takes is written down in the message itself, as a decision to put
 * it off, so that whoever looks again finds it and takes no second one. Writes nothing.
 */
export async function turnOf(
  { records, clock }: { readonly records: Records; readonly clock: Clock },
  message: Message,
  { paceId, perSecond }: Pacing,
): Promise<Turn> {
  const now = clock.now();
  const lane = laneOf(message.messageClass);
  if (!lane) return { go: true, at: now, holdsWhile: [] };
  const given = placeOf(message);
  if (given && !isOver(given, now)) return { go: mayGo(given, now), at: given, holdsWhile: [] };
  const stored = await records.get('pace', paceId);
  const { turn, pace } = nextPlace(stored, { lane, now, perSecond });
  const line = put('pace', { paceId, ...pace }, stored?.revision ?? 0);
  return { go: mayGo(turn, now), at: turn, holdsWhile: [line] };
}

/** SQS delays by whole seconds, and by no more than 900; whoever comes early waits again. */
export const secondsUntil = (turn: Date, now: Date): number =>
  Math.min(900, Math.floor((turn.getTime() - now.getTime()) / 1_000));

function placeOf({ decisions, state }: Message): Date | undefined {
  const last = decisions.at(-1);
  return state === 'deferred' && last?.reason === 'pace' && last.until !== undefined
    ? new Date(last.until)
    : undefined;
}
