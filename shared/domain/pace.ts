import type { Pace } from '../contracts/pace.ts';
import type { MessageClass } from '../contracts/message.ts';

/**
 * Who keeps the pace of the number that texts come from. What answers somebody's own text is ahead of what nobody waits
 * for, and what is for somebody in danger waits for nothing: it takes no place in the line at all.
 */
export const laneOf = (messageClass: MessageClass): Lane | undefined => {
  if (messageClass === 'crisis' || messageClass === 'staff') return undefined;
  return messageClass === 'scheduled' || messageClass === 'opt-in' ? 'unasked' : 'reply';
};

export type Lane = 'reply' | 'unasked';

/**
 * A place in the line of texts: when it is this one's turn, and the line after it. The bucket holds one second's worth:
 * a text whose turn comes within a second may leave at once (`mayGo`), so that in any window of W seconds at most
 * `(W + 1) × perSecond + 1` leave, and after a pause no more than a second's worth leaves together. N texts that come at
 * once have left after `N / perSecond` seconds.
 *
 * Replies line up among themselves, and push the end of the line back by as much as they take: places that were given
 * before stand, so that while replies come in a line of unasked texts both leave, and over time the pace is kept.
 */
export function nextPlace(
  pace: Pace | undefined,
  { lane, now, perSecond }: { readonly lane: Lane; readonly now: Date; readonly perSecond: number },
): { readonly turn: Date; readonly pace: Omit<Pace, 'paceId'> } {
  const step = 1_000 / perSecond;
  const freeAt = (time: string | undefined): number => Math.max(now.getTime(), Date.parse(time ?? '') || 0);
  const replies = freeAt(pace?.repliesFreeAt);
  const line = Math.max(freeAt(pace?.freeAt), replies);
  const turn = lane === 'reply' ? replies : line;
  const iso = (at: number): string => new Date(Math.ceil(at)).toISOString();
  return {
    turn: new Date(turn),
    pace: {
      freeAt: iso(line + step),
      repliesFreeAt: lane === 'reply' ? iso(turn + step) : (pace?.repliesFreeAt ?? iso(now.getTime())),
    },
  };
}

/** True for a turn that has come, or does within the second. */
export const mayGo = (turn: Date, now: Date): boolean => turn.getTime() - now.getTime() < 1_000;

/** A turn that was missed by more than this is over: after an outage texts line up again and do not all leave at once. */
export const isOver = (turn: Date, now: Date): boolean => now.getTime() - turn.getTime() > 15_000;
