/** Keys that a log line may carry: ids, codes and counts. There is no key for a name, a number or words. */
export type LogFields = Partial<
  Record<
    | 'checkInId'
    | 'participantId'
    | 'inboundMessageId'
    | 'taskId'
    | 'messageId'
    | 'outcome'
    | 'reason'
    | 'error'
    | 'route'
    | 'status'
    | 'count',
    string | number | undefined
  >
>;

/** Says what happened, by code. A value that does not look like an id is withheld. */
export interface Log {
  info(code: string, fields?: LogFields): void;
  warn(code: string, fields?: LogFields): void;
  /** For what needs an engineer. Of an error, its name and where it was thrown are logged, never its message. */
  error(code: string, fields?: LogFields, error?: unknown): void;
}

/** Counts what happened. */
export interface MetricSink {
  count(name: string, value?: number): void;
}
