import type { HistoryEvent } from './history.ts';

/** One line per event: the time since the start in virtual time, the event, and what it is about. */
export function timeline(history: readonly HistoryEvent[]): string[] {
  const start = history[0]?.timestamp ?? 0;
  return history.map((event) => {
    const subject = subjectOf(event);
    const line = `${elapsed(event.timestamp - start).padStart(14)}  ${String(event.id).padStart(5)}  ${event.type}`;
    return subject === '' ? line : `${line.padEnd(48)}  ${subject}`;
  });
}

/** `2d 03:04:05.250`, without the parts that are not needed. */
function elapsed(seconds: number): string {
  const ms = Math.round(seconds * 1000);
  const days = Math.floor(ms / 86_400_000);
  const clock = new Date(ms % 86_400_000).toISOString().slice(11, 23).replace('.000', '');
  return days === 0 ? clock : `${days}d ${clock}`;
}

function subjectOf(event: HistoryEvent): string {
  const name = event.stateEnteredEventDetails?.name ?? event.stateExitedEventDetails?.name;
  if (name !== undefined) return name;
  const details = Object.entries(event).find(([key]) => key.endsWith('EventDetails'))?.[1] as
    Subject | undefined;
  if (details === undefined) return '';
  const service =
    details.resourceType === undefined ? details.resource : `${details.resourceType}:${details.resource}`;
  const index = details.index === undefined ? undefined : `#${details.index}`;
  return [details.name, index, service, details.error, details.cause]
    .filter((part) => part !== undefined)
    .join('  ');
}

interface Subject {
  name?: string;
  index?: number;
  resourceType?: string;
  resource?: string;
  error?: string;
  cause?: string;
}
