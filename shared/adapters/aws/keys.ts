import { partsOfCheckInId } from '../../contracts/ids.ts';
import type { Kind } from '../../contracts/rows.ts';
import type { ChildKind } from '../../ports/records.ts';
import { Permanent } from '../../runtime/errors.ts';

/** The primary key of a row. */
export interface Key {
  readonly PK: string;
  readonly SK: string;
}

/** The only place that builds keys. docs/data-model.md is the table of who reads by which. */
export function keyOf(kind: Kind, id: string): Key {
  switch (kind) {
    case 'check-in': {
      const parts = partsOfCheckInId(id);
      if (!parts) throw new Permanent('that is not a check-in id');
      return { PK: personKey(parts.participantId), SK: `${prefixes[kind]}${cycleKey(parts.cycle)}` };
    }
    case 'message':
    case 'disclosure':
    case 'release': {
      const end = id.indexOf('_');
      if (end < 1) throw new Permanent(`that is not a ${kind} id`);
      return { PK: personKey(id.slice(0, end)), SK: `${prefixes[kind]}${id.slice(end + 1)}` };
    }
    case 'participant':
    case 'mentor':
      return { PK: personKey(id), SK: 'PROFILE' };
    case 'journey':
      return { PK: personKey(id), SK: 'JOURNEY' };
    default:
      return { PK: `${kind.toUpperCase()}#${id}`, SK: 'ROW' };
  }
}

/** Where a person's rows of a kind lie; `SK` is the prefix of theirs. */
export const childrenOf = (kind: ChildKind, ownerId: string): Key => ({
  PK: personKey(ownerId),
  SK: prefixes[kind],
});

/** The one index: `GSI1PK` is the name of a list, `GSI1SK` the place on it. */
export const indexName = 'GSI1';

const personKey = (id: string): string => `PERSON#${id}`;

const prefixes = {
  'check-in': 'CHECKIN#',
  message: 'MESSAGE#',
  disclosure: 'DISCLOSURE#',
  release: 'RELEASE#',
} as const satisfies Record<ChildKind, string>;

/** Six digits, so that text order is number order beyond cycle 999. */
const cycleKey = (cycle: number): string => String(cycle).padStart(6, '0');
