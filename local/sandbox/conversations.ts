import type { SandboxText, SandboxThread } from './view.ts';

/**
 * The texts of every phone, oldest first; each text is looked at once, however often somebody asks. While the clock
 * stands still many have the same time: then the two sides take turns, since a question comes before its answer.
 */
export function createConversations({ sent, received }: TextLogs): Conversations {
  const conversations = new Map<string, SandboxText[]>();
  let taken = { sent: 0, received: 0 };

  function catchUp(): void {
    const [out, into] = [sent(), received()];
    const fresh = { out: byPhone(out.slice(taken.sent)), in: byPhone(into.slice(taken.received)) };
    taken = { sent: out.length, received: into.length };
    for (const phone of new Set([...fresh.out.keys(), ...fresh.in.keys()])) {
      const before = conversations.get(phone) ?? [];
      conversations.set(phone, before);
      weave(before, fresh.out.get(phone) ?? [], fresh.in.get(phone) ?? []);
    }
  }

  return {
    phones() {
      catchUp();
      return [...conversations].map(([address, { length: count }]) => ({ address, count }));
    },
    of(phone) {
      catchUp();
      return conversations.get(phone) ?? [];
    },
  };
}

export interface Conversations {
  /** Every number with how many texts it has, in order of its first one. */
  phones(): readonly SandboxThread[];
  of(phone: string): readonly SandboxText[];
}

export interface TextLogs {
  /** Both only ever grow, in order of time. */
  readonly sent: () => readonly SandboxText[];
  readonly received: () => readonly SandboxText[];
}

function byPhone(texts: readonly SandboxText[]): Map<string, SandboxText[]> {
  const phones = new Map<string, SandboxText[]>();
  for (const text of texts) {
    const known = phones.get(text.phone);
    if (known === undefined) phones.set(text.phone, [text]);
    else known.push(text);
  }
  return phones;
}

function weave(into: SandboxText[], out: SandboxText[], received: SandboxText[]): void {
  for (;;) {
    const [a, b] = [out[0], received[0]];
    if (a === undefined && b === undefined) return;
    const isTurnOfOut = into.at(-1)?.direction !== 'out';
    const outFirst = a !== undefined && (b === undefined || a.at < b.at || (a.at === b.at && isTurnOfOut));
    const next = (outFirst ? out : received).shift();
    if (next !== undefined) into.push(next);
  }
}
