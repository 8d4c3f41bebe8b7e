import { Logger } from '@aws-lambda-powertools/logger';
import type { LogItem } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Log, LogFields, MetricSink } from '../ports/report.ts';
import type { RuntimeEnvironment } from './environment.ts';

/** Where log and metric lines go; standard output when a function runs on AWS. */
export type LineSink = (line: string) => void;

/** A Powertools logger that writes its lines to `sink`. */
export class SinkLogger extends Logger {
  readonly #sink: LineSink;

  constructor(options: { name: string; level: RuntimeEnvironment['LOG_LEVEL']; sink: LineSink }) {
    super({ serviceName: options.name, logLevel: options.level });
    this.#sink = options.sink;
  }

  protected override printLog(_level: number, item: LogItem): void {
    const line = JSON.stringify(item.getAttributes(), this.getJsonReplacer());
    // Powertools may warn from within its constructor, before there is a sink.
    if (#sink in this) this.#sink(line);
    else process.stdout.write(`${line}\n`);
  }
}

/** The `Log` port over Powertools: codes and ids, and nothing that a person wrote. */
export const logThrough = (logger: Logger): Log => ({
  info: (code, fields = {}) => logger.info(code, idsOf(fields)),
  warn: (code, fields = {}) => logger.warn(code, idsOf(fields)),
  error: (code, fields = {}, error) =>
    logger.error(code, { ...idsOf(fields), ...(error === undefined ? {} : { cause: traceOf(error) }) }),
});

/** Metrics of one function instance; `flush` writes what was counted since, as one EMF line. */
export function metricsTo(sink: LineSink, functionName: string): MetricSink & { flush(): void } {
  const metrics = new Metrics({
    namespace: 'Alongside',
    serviceName: 'alongside',
    defaultDimensions: { function: functionName },
  });
  return {
    count: (name, value = 1) => metrics.addMetric(name, MetricUnit.Count, value),
    flush: () => {
      if (metrics.hasStoredMetrics()) sink(JSON.stringify(metrics.serializeMetrics()));
      metrics.clearMetrics();
    },
  };
}

/**
 * Names of the error and of its causes, and where it was thrown. Its messages stay out: a JSON or a validation error
 * repeats what it read.
 */
function traceOf(error: unknown): { names: string[]; frames: string[] } {
  const names: string[] = [];
  let inner: unknown = error;
  while (inner instanceof Error && names.length < 5) {
    names.push(inner.name);
    inner = inner.cause;
  }
  return { names, frames: error instanceof Error ? framesOf(error) : [] };
}

/** The stack without its first lines, which hold the message. */
export const framesOf = (error: Error): string[] =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line))
    .slice(0, 8)
    .map((line) => line.trim());

const idsOf = (fields: LogFields): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, idOrNothing(value)]],
    ),
  );

/** The last line of defence: anything with a space, "@" or "+", or that is as long as a phone number of digits only. */
const idOrNothing = (value: string | number): string | number =>
  typeof value === 'number' || (/^[A-Za-z0-9_.:/{}-]{1,200}$/.test(value) && !/^\d{7,15}$/.test(value))
    ? value
    : 'withheld';
