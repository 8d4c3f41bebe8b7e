import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';

const FOLDER = 'test/workflows';

/**
 * After the workflow tests: prints which states and transitions of each state machine they visited, and fails the run
 * when one was never visited. A run of only some of the tests, or one with failures, is shown but not judged.
 */
export default class WorkflowCoverageReporter {
  /** @type {Error | undefined} */
  #error;

  /**
   * @param {unknown} _contexts
   * @param {import('@jest/reporters').AggregatedResult} results
   */
  onRunComplete(_contexts, results) {
    const ran = results.testResults.filter(({ testFilePath }) =>
      testFilePath.includes(join(sep, FOLDER, sep)),
    );
    if (ran.length === 0) return;
    const excuse = excuseOf(results, ran);
    const flags = excuse === undefined ? [] : ['--brief'];
    const { status } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'scripts/workflow-coverage.ts', ...flags],
      { stdio: 'inherit' },
    );
    if (excuse !== undefined) process.stdout.write(`not judged: ${excuse}\n`);
    else if (status !== 0) this.#error = new Error('the workflow tests leave something unvisited');
  }

  /** What makes Jest fail, if anything. */
  getLastError() {
    return this.#error;
  }
}

/**
 * Why this run says nothing about the whole.
 * @param {import('@jest/reporters').AggregatedResult} results
 * @param {import('@jest/reporters').TestResult[]} ran
 */
function excuseOf(results, ran) {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.test.ts'),
  );
  const missing = files.filter(
    (file) => !ran.some(({ testFilePath }) => testFilePath.endsWith(join(sep, FOLDER, file))),
  );
  if (results.wasInterrupted) return 'the run was interrupted';
  if (missing.length > 0) return `${missing.length} files of ${FOLDER} were not run`;
  if (ran.some(({ numFailingTests, testExecError }) => numFailingTests > 0 || testExecError))
    return 'tests failed';
  if (ran.some(({ numPendingTests }) => numPendingTests > 0)) return 'tests were left out';
  return undefined;
}
