import type { Kind, Rows } from '../contracts/rows.ts';
import { isUnsettled } from './check-in.ts';

/**
 * Where rows stand on lists, each list in the order of the places on it. A row leaves a list by a write after which it
 * has no place there, so that what must still happen is what is listed. A kind stands on one list at most; several may
 * share one: `watched` holds all that must have gone on by a time, so that one look finds everything that was lost
 * [P10, P16].
 */
const places = {
  participant: on('participants', ({ participantId }) => participantId),
  couple: on('couples', ({ createdAt, coupleId }) => `${createdAt}#${coupleId}`),
  mentor: on('mentors', ({ mentorId }) => mentorId),
  pairing: on('active-pairings', (row) => (row.state === 'active' ? row.pairingId : undefined)),
  offer: on('open-offers', (row) => (row.state === 'open' ? `${row.expiresAt}#${row.offerId}` : undefined)),
  crisis: on('open-crises', (row) =>
    row.state === 'closed' ? undefined : `${row.openedAt}#${row.crisisId}`,
  ),
  /** By when somebody should have looked. */
  task: on('open-tasks', (row) => (row.state === 'open' ? `${row.dueAt}#${row.taskId}` : undefined)),
  /** By its deadline. */
  'check-in': on('watched', (row) => (isUnsettled(row) ? `${row.deadline}#${row.checkInId}` : undefined)),
  /** By when it is looked at next. */
  message: on('watched', (row) =>
    row.state === 'planned' || row.state === 'deferred' || row.state === 'sending'
      ? `${row.dueAt}#${row.messageId}`
      : undefined,
  ),
  /** By when its intake must have begun, or its loop must have planned again. */
  journey: on('watched', ({ state, loop, beginsBy, participantId }) => {
    const by = beginsBy ?? loop?.plansAgainBy;
    return by === undefined || state === 'ended' ? undefined : `${by}#${participantId}`;
  }),
} as const satisfies { readonly [K in Kind]?: PlaceOn<K, string> };

type Places = typeof places;

export type ListName = Places[keyof Places]['list'];

/** What stands on each list. */
export type Listed<L extends ListName> = {
  [K in keyof Places]: Places[K]['list'] extends L ? Rows[K] : never;
}[keyof Places];

/** The list of a kind and the row's place on it; `undefined` where it stands on none. */
export function placeOf<K extends Kind>(
  kind: K,
  row: Rows[K],
): { list: ListName; place: string } | undefined {
  const entry = byKind.get(kind);
  const place = entry?.placeOf(row);
  return entry && place !== undefined ? { list: entry.list, place } : undefined;
}

/** The kinds that stand on a list. */
export const kindsOn = (list: ListName): Kind[] =>
  [...byKind].filter(([, entry]) => entry.list === list).map(([kind]) => kind);

interface PlaceOn<K extends Kind, L extends string> {
  readonly list: L;
  /** Method syntax: each entry takes rows of its own kind, and `byKind` gives it no others. */
  placeOf(row: Rows[K]): string | undefined;
}

function on<K extends Kind, const L extends string>(
  list: L,
  place: (row: Rows[K]) => string | undefined,
): PlaceOn<K, L> {
  return { list, placeOf: place };
}

const byKind: ReadonlyMap<Kind, PlaceOn<Kind, ListName>> = new Map(
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  Object.entries(places) as [Kind, PlaceOn<Kind, ListName>][],
);
