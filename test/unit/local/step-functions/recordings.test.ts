import { type Recording, replay } from '#local/step-functions/recordings';
import { pass } from './run-case.ts';

const recording: Recording = {
  name: 'own/pass',
  lang: 'jsonata',
  definition: {
    QueryLanguage: 'JSONata',
    StartAt: 'A',
    States: { A: pass({ Output: { x: '{% $states.input.x %}' } }) },
  },
  input: { x: 'queue-url' },
  placeholders: ['the_url'],
  expected: {
    status: 'SUCCEEDED',
    output: { x: 'queue-url' },
    eventTypes: ['ExecutionStarted', 'PassStateEntered', 'PassStateExited', 'ExecutionSucceeded'],
    previousEventIds: [0, 0, 2, 3],
  },
};
const expecting = (expected: object): Recording => ({
  ...recording,
  expected: { ...recording.expected, ...expected },
});

test.each([
  ['the same', recording],
  ['a placeholder', expecting({ output: { x: 'the_url' } })],
  ['a part in angle brackets', expecting({ output: { x: 'queue-<suffix:1>' } })],
  ['nested angle brackets', expecting({ output: { x: '<<token>:1>' } })],
  ['a JSON text of the same structure', expecting({ output: '{"x": "queue-url"}' })],
])('agrees with %s', async (_, given) => {
  expect(await replay(given)).toEqual([]);
});

test.each([
  ['status', expecting({ status: 'FAILED' })],
  ['output', expecting({ output: { x: 'other' } })],
  ['error', expecting({ error: 'E' })],
  ['events', expecting({ eventTypes: ['ExecutionStarted'] })],
  ['previous', expecting({ previousEventIds: [0, 1, 2, 3] })],
  ['state 0', expecting({ states: [{ type: 'PassStateEntered', name: 'B' }] })],
  ['scheduled 0', expecting({ scheduled: [{ type: 'TaskScheduled' }] })],
])('tells a difference in %s', async (what, given) => {
  const differences = await replay(given);

  expect(differences).toHaveLength(1);
  expect(differences[0]).toMatch(new RegExp(`^${what}: expected `));
});
