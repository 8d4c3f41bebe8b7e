import type { CheckInStore } from '#shared/ports/check-in-store';
import type { InboundTextStore } from '#shared/ports/inbound-text-store';
import type { MessageLedger } from '#shared/ports/message-ledger';
import type { ParticipantStore } from '#shared/ports/participant-store';
import type { TaskStore } from '#shared/ports/task-store';

/** All stores over one empty database: some of their writes span several. */
export interface Stores {
  readonly participants: ParticipantStore;
  readonly checkIns: CheckInStore;
  readonly inboundTexts: InboundTextStore;
  readonly ledger: MessageLedger;
  readonly tasks: TaskStore;
}

/** Makes stores over a database of their own, with nothing in it. */
export type StoresFactory = () => Promise<Stores>;

/** A page that holds everything in a small test. */
export const wholePage = { limit: 100 };

/** Follows the cursors to the end. */
export async function allPages<Item>(
  read: (page: {
    limit: number;
    cursor?: string;
  }) => Promise<{ items: readonly Item[]; nextCursor?: string }>,
  limit: number,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await read({ limit, ...(cursor && { cursor }) });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return items;
}
