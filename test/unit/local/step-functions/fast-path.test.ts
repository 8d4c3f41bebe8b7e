import { array, assert, asyncProperty, constantFrom, dictionary, letrec, oneof, tuple } from 'fast-check';
import jsonata from 'jsonata';
import { type AstNode, BAIL, compileFastPath } from '#local/step-functions/fast-path';
import type { Json } from '#local/step-functions/json';
import type { Scope } from '#local/step-functions/scope';

const scopeOf = (input: Json, variables: Record<string, Json>): Scope => ({
  input,
  now: 0,
  random: () => 0,
  lookup: (name) => (name === 'states' ? { input } : variables[name]),
});

const scalar = constantFrom<Json>(null, true, false, 0, 1, -3, 2.5, 1e308, '', 'a', 'b');
const value = letrec<{ value: Json }>((tie) => ({
  value: oneof(
    { depthSize: 'small' },
    { weight: 4, arbitrary: scalar },
    array(tie('value'), { maxLength: 3 }),
    dictionary(constantFrom('a', 'b', 'constructor'), tie('value'), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
})).value;

const expression = letrec<{ expression: string }>((tie) => ({
  expression: oneof(
    { depthSize: 'small' },
    {
      weight: 5,
      arbitrary: constantFrom(
        '$states.input',
        '$states.input.a',
        '$states.input.a.b',
        '$x',
        '$x.a',
        '$x.constructor',
        '$gone',
        '$states',
        '1',
        '-2.5',
        "'a'",
        'true',
        'null',
        '$sum',
        '$x[0]',
        '$x.a[]',
        '$states.input.(a)',
        'a',
        '$',
      ),
    },
    tuple(
      tie('expression'),
      constantFrom('+', '-', '*', '/', '%', '<', '<=', '>', '>=', '=', '!=', '&', 'and', 'or', 'in'),
      tie('expression'),
    ).map(([left, operator, right]) => `(${left}) ${operator} (${right})`),
    tuple(tie('expression'), tie('expression'), tie('expression')).map(
      ([a, b, c]) => `(${a}) ? (${b}) : (${c})`,
    ),
    tuple(tie('expression'), tie('expression')).map(([a, b]) => `{"a": ${a}, "z": ${b}}`),
  ),
})).expression;

test('the fast path agrees with jsonata wherever it does not leave the work to it', async () => {
  let taken = 0;

  await assert(
    asyncProperty(expression, value, value, async (source, input, x) => {
      const compiled = jsonata(source);
      const fast = compileFastPath(compiled.ast() as AstNode)?.(scopeOf(input, { x })) ?? BAIL;
      if (fast === BAIL) return;
      taken++;

      const slow: unknown = await compiled.evaluate(undefined, { states: { input }, x });

      expect(JSON.stringify(fast)).toBe(JSON.stringify(slow));
    }),
    { numRuns: 3000, seed: 7 },
  );

  expect(taken).toBeGreaterThan(500);
});

test.each(['$x.a', '$states.input.a.b', '$x + 1', "{'k': $x}", '$x < 3 ? 1 : 2', "$x & 'b'", '($x)'])(
  '%s has one',
  (source) => {
    expect(compileFastPath(jsonata(source).ast() as AstNode)).toBeDefined();
  },
);

test.each(['$sum($x)', '$x[0]', '$x.a[]', 'a.b', '$', '$map($x, $string)', '$x ~> $sum', '[$x]'])(
  '%s has none',
  (source) => {
    expect(compileFastPath(jsonata(source).ast() as AstNode)).toBeUndefined();
  },
);
