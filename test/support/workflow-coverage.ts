import { appendFileSync } from 'node:fs';
import type { Observation, Observe } from '#local/step-functions/observation';

/**
 * Writes down, once each, which states the executions of a test enter and by which ways they leave them, one JSON line
 * each with the test's file; scripts/workflow-coverage.ts reads them. Without a file (the tests run in some other way)
 * nothing is written.
 */
export function recordCoverage(testFile: string, file = process.env['ALONGSIDE_COVERAGE_FILE']): Observe {
  const seen = new Set<string>();
  return (observation) => {
    if (file === undefined || observation.what === 'tried-again') return;
    const line = lineOf(observation, testFile);
    if (seen.has(line)) return;
    seen.add(line);
    appendFileSync(file, line);
  };
}

function lineOf(observation: Exclude<Observation, { what: 'tried-again' }>, testFile: string): string {
  const { stateMachine, state } = observation;
  const way = observation.what === 'left' ? { way: observation.way } : {};
  return `${JSON.stringify({ stateMachine, state, ...way, testFile })}\n`;
}
