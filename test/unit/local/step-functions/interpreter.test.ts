import { expressionCases } from './cases/expressions.ts';
import { flowCases } from './cases/flow.ts';
import { limitCases } from './cases/limits.ts';
import { mapCases } from './cases/map.ts';
import { parallelCases } from './cases/parallel.ts';
import { retryCases } from './cases/retry-and-catch.ts';
import { taskCases } from './cases/tasks.ts';
import { variableCases } from './cases/variables.ts';
import { type Case, runCase } from './run-case.ts';

const suites = {
  expressions: expressionCases,
  flow: flowCases,
  variables: variableCases,
  tasks: taskCases,
  'retry and catch': retryCases,
  parallel: parallelCases,
  map: mapCases,
  limits: limitCases,
};

for (const mode of ['live', 'stored'] as const) {
  for (const [suite, cases] of Object.entries(suites)) {
    describe(`${suite}, ${mode === 'live' ? 'in one go' : 'stored and reloaded between all steps'}`, () => {
      test.each(cases)('$title', async (given) => {
        const { execution, history } = await runCase(given, mode);

        expect({ ...execution, ...pick(given, history) }).toMatchObject(expected(given));
      });
    });
  }
}

type History = Awaited<ReturnType<typeof runCase>>['history'];

function pick(given: Case, history: History) {
  const types = history.map(({ type }) => type);
  const names = Object.keys(given.counts ?? {});
  return {
    ids: history.map(({ id }) => id),
    events: types,
    counts: Object.fromEntries(names.map((name) => [name, types.filter((type) => type === name).length])),
    seconds: history.at(-1)!.timestamp - history[0]!.timestamp,
  };
}

function expected({ status, output, error, cause, events, counts, seconds }: Case) {
  return {
    status: status ?? (error === undefined && cause === undefined ? 'SUCCEEDED' : 'FAILED'),
    ...(output !== undefined && { output }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause: typeof cause === 'string' ? cause : expect.stringMatching(cause) }),
    ...(events && { events }),
    ...(counts && { counts }),
    ...(seconds !== undefined && { seconds: expect.closeTo(seconds, 2) }),
  };
}
