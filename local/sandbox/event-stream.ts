import type { ServerResponse } from 'node:http';

/**
 * Sends the state to every open page as soon as it differs from what was sent last: looked at four times a second while
 * a page is open, and at once after `nudge`. Each page gets the present state when it connects, so nothing is replayed.
 */
export function createEventStream({ fingerprint, read }: EventSource): EventStream {
  const pages = new Set<ServerResponse>();
  let sent: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let ticks = 0;

  function look(): void {
    const present = fingerprint();
    if (present !== sent) {
      sent = present;
      const message = toMessage(read());
      for (const page of pages) page.write(message);
    } else if (ticks++ % TICKS_PER_HEARTBEAT === 0) {
      for (const page of pages) page.write(': still here\n\n');
    }
  }

  function leave(page: ServerResponse): void {
    pages.delete(page);
    if (pages.size === 0) clearInterval(timer);
  }

  return {
    connect(page) {
      page.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      page.write(toMessage(read()));
      if (pages.size === 0) {
        sent = fingerprint();
        timer = setInterval(look, INTERVAL_MS);
        timer.unref();
      }
      pages.add(page);
      page.on('close', () => leave(page));
    },
    nudge() {
      if (pages.size > 0) look();
    },
    close() {
      for (const page of pages) page.end();
      pages.clear();
      clearInterval(timer);
    },
  };
}

export interface EventStream {
  connect(page: ServerResponse): void;
  nudge(): void;
  /** Ends all streams, so that a server can close. */
  close(): void;
}

export interface EventSource {
  fingerprint(): string;
  read(): unknown;
}

const INTERVAL_MS = 250;
const TICKS_PER_HEARTBEAT = 60;

const toMessage = (state: unknown): string => `data: ${JSON.stringify(state)}\n\n`;
