import * as fc from 'fast-check';
import { scoreOf } from '#shared/domain/score';

describe('scoreOf', () => {
  it.each([
    ['4', 4],
    [' 4.', 4],
    ['4/5', 4],
    ['4 / 5', 4],
    ['4 out of 5', 4],
    ['4 of 5', 4],
    ['4 de 5', 4],
    ['4!', 4],
    ['(3)', 3],
    ['3)', 3],
    ['#2', 2],
    ['"5"', 5],
    ['four', 4],
    ['Four.', 4],
    ['FIVE', 5],
    ['cuatro', 4],
    ['Uno', 1],
    ['dos', 2],
    ['4️⃣', 4],
    ['1⃣', 1],
    ['5', 5],
    ['④', 4],
    ['\n2\n', 2],
  ])('reads %j as %i', (body, score) => {
    expect(scoreOf(body)).toEqual({ score, note: false });
  });

  it.each([
    ['4 - rough day', 4],
    ['2, he shouted at me', 2],
    ['3: ok I guess', 3],
    ['5. great week!', 5],
    ['4/5 – better', 4],
    ['1\nworst week ever', 1],
    ['four - good', 4],
  ])('reads %j as %i with a note', (body, score) => {
    expect(scoreOf(body)).toEqual({ score, note: true });
  });

  it.each(
    '|0|6|7|10|44|45|4.5|4,5|4-5|-4|4/10|1/2|5 drinks|2 days clean|one day at a time|maybe 4|4 or 5|four five|six|seis|½|٤|😀|skip'
      .split('|')
      .map((body) => [body]),
  )('leaves %j to a person', (body) => {
    expect(scoreOf(body)).toBeUndefined();
  });

  it('never reads a score outside of 1 to 5', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789 /.,-\nfoureds') }), (body) => {
        expect([1, 2, 3, 4, 5, undefined]).toContain(scoreOf(body)?.score);
      }),
    );
  });
});
