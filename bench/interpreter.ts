import { pathToFileURL } from 'node:url';
import jsonata from 'jsonata';
import { advance } from '#local/step-functions/advance';
import { startExecution } from '#local/step-functions/lifecycle';
import { parseStateMachine } from '#local/step-functions/parse-state-machine';
import { IDENTITY } from '#local/step-functions/simulate';

export interface BenchResult {
  name: string;
  value: number;
  unit: string;
  baseline?: { name: string; value: number };
}

/** How fast the Step Functions interpreter goes through states that do no I/O; beside raw jsonata on the same work. */
export async function benchInterpreter(): Promise<BenchResult[]> {
  await runLoop(loop, 2_000);
  const { transitions, seconds } = await runLoop(loop, ITERATIONS);
  const queries = await runLoop(queryLoop, ITERATIONS / 4);
  return [
    {
      name: 'Pass/Choice/Assign transitions',
      value: Math.round(transitions / seconds),
      unit: 'transitions/s',
      baseline: { name: 'raw jsonata on the same expressions', value: await rawJsonata(LOOP_EXPRESSIONS) },
    },
    { name: `${ITERATIONS} iterations of a loop`, value: Number(seconds.toFixed(3)), unit: 's' },
    {
      name: 'transitions with functions and filters',
      value: Math.round(queries.transitions / queries.seconds),
      unit: 'transitions/s',
      baseline: { name: 'raw jsonata on the same expressions', value: await rawJsonata(QUERY_EXPRESSIONS) },
    },
  ];
}

const ITERATIONS = 10_000;

/** Three states per round: a condition, two assignments and an output. */
const loop = (rounds: number) => ({
  QueryLanguage: 'JSONata',
  StartAt: 'Begin',
  States: {
    Begin: { Type: 'Pass', Assign: { round: 0, rounds, name: 'check-in' }, Next: 'More?' },
    'More?': {
      Type: 'Choice',
      Choices: [{ Condition: '{% $round < $rounds %}', Next: 'Count' }],
      Default: 'Done',
    },
    Count: { Type: 'Pass', Assign: { round: '{% $round + 1 %}' }, Next: 'Report' },
    Report: {
      Type: 'Pass',
      Output: { id: '{% $states.input.id %}', label: "{% $name & '-c' %}" },
      Next: 'More?',
    },
    Done: { Type: 'Succeed' },
  },
});
const LOOP_EXPRESSIONS = ['$round < $rounds', '$round + 1', '$states.input.id', "$name & '-c'"];

const queryLoop = (rounds: number) => ({
  QueryLanguage: 'JSONata',
  StartAt: 'Begin',
  States: {
    Begin: { Type: 'Pass', Assign: { round: 0, rounds }, Next: 'More?' },
    'More?': {
      Type: 'Choice',
      Choices: [{ Condition: '{% $not($round >= $rounds) %}', Next: 'Count' }],
      Default: 'Done',
    },
    Count: { Type: 'Pass', Assign: { round: '{% $sum([$round, 1]) %}' }, Next: 'More?' },
    Done: { Type: 'Succeed' },
  },
});
const QUERY_EXPRESSIONS = ['$not($round >= $rounds)', '$sum([$round, 1])'];

async function runLoop(definition: (rounds: number) => object, rounds: number) {
  const machine = parseStateMachine(JSON.stringify(definition(rounds)));
  const execution = startExecution(machine, { ...IDENTITY, input: { id: 'p-1' }, startTime: 0 });
  const surroundings = { now: 0, random: Math.random, historyLimit: Number.MAX_SAFE_INTEGER };
  const begin = performance.now();
  const { events } = await advance(machine, execution, { signal: { type: 'start' }, ...surroundings });
  const seconds = (performance.now() - begin) / 1000;
  if (execution.status !== 'SUCCEEDED')
    throw new Error(`The loop ended as ${execution.status}: ${execution.cause}`);
  return { transitions: events.filter(({ type }) => type.endsWith('Entered')).length, seconds };
}

/** Evaluations per second, which a transition with one expression cannot exceed if it leaves all to jsonata. */
async function rawJsonata(sources: string[]): Promise<number> {
  const compiled = sources.map((source) => jsonata(source));
  const bindings = { round: 5, rounds: 10, name: 'check-in', states: { input: { id: 'p-1' } } };
  const count = 20_000;
  const begin = performance.now();
  for (let index = 0; index < count; index++)
    await compiled[index % compiled.length]!.evaluate(undefined, bindings);
  return Math.round((count * 1000) / (performance.now() - begin));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const { name, value, unit, baseline } of await benchInterpreter()) {
    const compared = baseline ? ` (${baseline.name}: ${baseline.value})` : '';
    process.stdout.write(`${name}: ${value} ${unit}${compared}\n`);
  }
}
