import { type Case, distributedMap, invoke, map, parallel, pass, returns } from '../run-case.ts';

export const variableCases: Case[] = [
  {
    title: 'a variable is there from the next state on',
    states: {
      Set: pass({ Assign: { x: 1, y: { z: [2] } }, Next: 'Get' }),
      Get: pass({ Output: ['{% $x %}', '{% $y.z[0] %}'] }),
    },
    output: [1, 2],
  },
  {
    title: 'Assign does not change the output',
    states: { Set: pass({ Assign: { x: 1 } }) },
    input: { kept: true },
    output: { kept: true },
  },
  {
    title: 'Output does not see what Assign sets in the same state',
    states: {
      Set: pass({ Assign: { x: 1 }, Next: 'Both' }),
      Both: pass({ Assign: { x: 2 }, Output: '{% $x %}', Next: 'Get' }),
      Get: pass({ Output: ['{% $states.input %}', '{% $x %}'] }),
    },
    output: [1, 2],
  },
  {
    title: 'assignments of one state do not see each other',
    states: {
      Set: pass({ Assign: { x: 1, y: 2 }, Next: 'Swap' }),
      Swap: pass({ Assign: { x: '{% $y %}', y: '{% $x %}' }, Next: 'Get' }),
      Get: pass({ Output: ['{% $x %}', '{% $y %}'] }),
    },
    output: [2, 1],
  },
  {
    title: 'a variable may be null, and an own name of a function',
    states: {
      Set: pass({ Assign: { x: null, sum: 3 }, Next: 'Get' }),
      Get: pass({ Output: ['{% $x %}', '{% $sum %}'] }),
    },
    output: [null, 3],
  },
  {
    title: 'what Assign failed to set is not set',
    states: { Set: pass({ Assign: { x: 1, y: '{% $gone %}' } }) },
    error: 'States.QueryEvaluationError',
    cause: /'Assign\/y'/,
  },
  {
    title: 'a task assigns from its result and its input',
    states: {
      Call: invoke({
        Assign: { r: '{% $states.result.Payload %}', i: '{% $states.input.n %}' },
        Next: 'Get',
      }),
      Get: pass({ Output: ['{% $r %}', '{% $i %}'] }),
    },
    input: { n: 1 },
    mocks: { work: returns('done') },
    output: ['done', 1],
  },
  {
    title: 'a loop counts',
    states: {
      Set: pass({ Assign: { n: 0 }, Next: 'More' }),
      More: { Type: 'Choice', Choices: [{ Condition: '{% $n < 5 %}', Next: 'Add' }], Default: 'Get' },
      Add: pass({ Assign: { n: '{% $n + 1 %}' }, Next: 'More' }),
      Get: pass({ Output: '{% $n %}' }),
    },
    output: 5,
  },
  {
    title: 'branches read the variables around them',
    states: {
      Set: pass({ Assign: { x: 1 }, Next: 'Fork' }),
      Fork: parallel([
        { A: pass({ Output: '{% $x %}' }) },
        { B: parallel([{ C: pass({ Output: '{% $x + 1 %}' }) }]) },
      ]),
    },
    output: [1, [2]],
  },
  {
    title: 'variables of a branch stay in it',
    states: {
      Fork: parallel([{ A: pass({ Assign: { x: 1 } }) }], { Next: 'Get' }),
      Get: pass({ Output: '{% $exists($x) %}' }),
    },
    output: false,
  },
  {
    title: 'each branch has variables of its own',
    states: {
      Fork: parallel([
        { A: pass({ Assign: { x: 'a' }, Next: 'A2' }), A2: pass({ Output: '{% $x %}' }) },
        { B: pass({ Assign: { x: 'b' }, Next: 'B2' }), B2: pass({ Output: '{% $x %}' }) },
      ]),
    },
    output: ['a', 'b'],
  },
  {
    title: 'iterations read the variables around them and keep their own',
    states: {
      Set: pass({ Assign: { factor: 10 }, Next: 'Each' }),
      Each: map({
        A: pass({ Assign: { p: '{% $states.input * $factor %}' }, Next: 'B' }),
        B: pass({ Output: '{% $p %}' }),
      }),
    },
    input: [1, 2],
    top: {},
    output: [10, 20],
  },
  {
    title: 'a Map assigns in the scope around it',
    states: {
      Each: map({ A: pass() }, { Assign: { all: '{% $count($states.result) %}' }, Next: 'Get' }),
      Get: pass({ Output: '{% $all %}' }),
    },
    input: [1, 2, 3],
    output: 3,
  },
  {
    title: 'iterations of a distributed Map do not see the variables around it',
    states: {
      Set: pass({ Assign: { x: 1 }, Next: 'Each' }),
      Each: distributedMap({ A: pass({ Output: '{% $exists($x) %}' }) }),
    },
    input: [1],
    output: [false],
  },
];
