import * as fc from 'fast-check';
import { drawStateMachine } from '#local/sandbox/picture';
import { readGraph } from '#local/sandbox/picture-graph';
import { layOut, type LaidOut } from '#local/sandbox/picture-layout';

const machine = (states: Record<string, unknown>, startAt = Object.keys(states)[0]) =>
  JSON.stringify({ StartAt: startAt, States: states });

const linear = machine({
  A: { Type: 'Pass', Next: 'B' },
  B: { Type: 'Choice', Choices: [{ Next: 'C' }, { Next: 'C' }], Default: 'D' },
  C: { Type: 'Task', Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'B' }], Next: 'D' },
  D: { Type: 'Succeed' },
});

describe('readGraph', () => {
  it('finds every way once, and what kind it is', () => {
    const { edges, states } = readGraph(linear);

    expect(edges).toEqual([
      { from: 'A', to: 'B', kind: 'next' },
      { from: 'B', to: 'C', kind: 'choice' },
      { from: 'B', to: 'D', kind: 'choice' },
      { from: 'C', to: 'D', kind: 'next' },
      { from: 'C', to: 'B', kind: 'error', label: 'States.Timeout' },
    ]);
    expect(states.map(({ name, terminal }) => [name, terminal])).toEqual([
      ['A', false],
      ['B', false],
      ['C', false],
      ['D', true],
    ]);
  });
});

describe('layOut', () => {
  const named = (laidOut: LaidOut) =>
    new Map(
      laidOut.nodes.flatMap((node) => (node.state === undefined ? [] : [[node.state.name, node] as const])),
    );

  it('puts each state below those that lead to it, except on the way back', () => {
    const nodes = named(layOut(readGraph(linear)));

    const tops = ['A', 'B', 'C', 'D'].map((name) => nodes.get(name)?.y ?? Number.NaN);

    expect(tops).toEqual(tops.toSorted((a, b) => a - b));
    expect(new Set(tops).size).toBe(4);
  });

  it('puts what a Map or a branch does inside of it', () => {
    const inner = { StartAt: 'X', States: { X: { Type: 'Pass', End: true } } };
    const laidOut = layOut(
      readGraph(
        machine({
          Both: {
            Type: 'Parallel',
            Branches: [inner, { ...inner, StartAt: 'Y', States: { Y: { Type: 'Pass', End: true } } }],
            Next: 'Each',
          },
          Each: { Type: 'Map', ItemProcessor: inner, End: true },
        }),
      ),
    );

    const both = named(laidOut).get('Both');

    expect(both?.inner).toHaveLength(2);
    for (const one of both?.inner ?? []) {
      expect(one.dx + one.laidOut.width).toBeLessThanOrEqual(both?.width ?? 0);
      expect(one.dy + one.laidOut.height).toBeLessThanOrEqual(both?.height ?? 0);
    }
  });

  it('never lets two states overlap or leave the picture, whatever the ways between them', () => {
    const graphs = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 25 });

    fc.assert(
      fc.property(graphs, (ways) => {
        const names = [...'abcdefghij'];
        const states = Object.fromEntries(
          names.map((name, index) => [
            name,
            {
              Type: 'Choice',
              Choices: ways.filter(([from]) => from === index).map(([, to]) => ({ Next: names[to] })),
            },
          ]),
        );
        const { nodes, edges, width, height } = layOut(readGraph(machine(states)));

        for (const [index, a] of nodes.entries()) {
          expect(a.x).toBeGreaterThanOrEqual(-0.001);
          expect(a.y + a.height).toBeLessThanOrEqual(height + 0.001);
          expect(a.x + a.width).toBeLessThanOrEqual(width + 0.001);
          for (const b of nodes.slice(index + 1)) {
            const apart =
              a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
            expect(apart).toBe(true);
          }
        }
        for (const { points } of edges)
          for (const { x, y } of points) expect(Number.isFinite(x + y)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('drawStateMachine', () => {
  it('marks each state with its name, safely', () => {
    const svg = drawStateMachine('a "b"', machine({ '<script>"x"': { Type: 'Succeed' } }));

    expect(svg).not.toContain('<script>');
    expect(svg).toContain('data-state="&#60;script&#62;&#34;x&#34;"');
    expect(svg).toContain('aria-label="Picture of a &#34;b&#34;"');
  });

  it('draws what comes after an error apart', () => {
    expect(drawStateMachine('m', linear)).toContain('<g class="edge error"><title>States.Timeout</title>');
  });

  it('draws a machine without states as nothing but its start', () => {
    expect(drawStateMachine('m', '{}')).toContain('<circle class="start"');
  });
});
