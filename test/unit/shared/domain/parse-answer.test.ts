import type { Language } from '#shared/contracts/language';
import type { Question, QuestionId } from '#shared/contracts/question';
import { parseAnswer } from '#shared/domain/parse-answer';
import { questionSetOf } from '#shared/domain/question-sets';

const questions = [...questionSetOf('check-in-1').questions, ...questionSetOf('safety-screen-1').questions];
const questionOf = (id: QuestionId): Question => questions.find(({ questionId }) => questionId === id)!;

/** `4`, `4 | what a person reads`, `skip`, or `? why`. */
function summaryOf(body: string, questionId: QuestionId, language: Language): string {
  const parsed = parseAnswer(body, questionOf(questionId), language);
  if (parsed.kind === 'unclear') return `? ${parsed.reason}`;
  const said = parsed.kind === 'answer' ? String(parsed.value) : 'skip';
  return parsed.remainder === undefined ? said : `${said} | ${parsed.remainder}`;
}

type Row = readonly [body: string, questionId: QuestionId, language: Language, expected: string];

const reads = (rows: readonly Row[]): void => {
  it.each(rows)('%j for %s (%s): %j', (body, questionId, language, expected) => {
    expect(summaryOf(body, questionId, language)).toBe(expected);
  });
};

describe('a number', () => {
  reads([
    ['4', 'wellbeing', 'en', '4'],
    ['4', 'wellbeing', 'es', '4'],
    [' 4 ', 'wellbeing', 'en', '4'],
    ['\n4\n', 'wellbeing', 'en', '4'],
    ['4.', 'wellbeing', 'en', '4'],
    ['4,', 'wellbeing', 'en', '4'],
    ['4...', 'wellbeing', 'en', '4'],
    ['4…', 'wellbeing', 'en', '4'],
    ['4-', 'wellbeing', 'en', '4'],
    ['4!!', 'wellbeing', 'en', '4'],
    ['#4', 'wellbeing', 'en', '4'],
    ['# 4', 'wellbeing', 'en', '4'],
    ['(4)', 'wellbeing', 'en', '4'],
    ['4)', 'wellbeing', 'en', '4'],
    ['[4]', 'wellbeing', 'en', '4'],
    ['"4"', 'wellbeing', 'en', '4'],
    ['“4”', 'wellbeing', 'en', '4'],
    ['*4*', 'wellbeing', 'en', '4'],
    ['¡4!', 'wellbeing', 'es', '4'],
    ['04', 'wellbeing', 'en', '4'],
    ['0', 'craving', 'en', '0'],
    ['00', 'craving', 'en', '0'],
    ['10', 'craving', 'en', '10'],
    ['7', 'support', 'en', '7'],
    ['1', 'contact', 'en', '1'],
    ['3', 'safe-home', 'es', '3'],
    ['4\u200B', 'wellbeing', 'en', '4'],
    ['\u200E4\u200F', 'wellbeing', 'en', '4'],
    ['\uFEFF4', 'wellbeing', 'en', '4'],
  ]);
});

describe('digits of other kinds', () => {
  reads([
    ['4️⃣', 'wellbeing', 'en', '4'],
    ['4⃣', 'wellbeing', 'en', '4'],
    ['1️⃣0️⃣', 'craving', 'en', '10'],
    ['🔟', 'craving', 'en', '10'],
    ['🔟', 'wellbeing', 'en', '? out-of-range'],
    ['４', 'wellbeing', 'en', '4'],
    ['１０', 'craving', 'es', '10'],
    ['４！', 'wellbeing', 'en', '4'],
    ['⁴', 'wellbeing', 'en', '4'],
    ['₄', 'wellbeing', 'en', '4'],
    ['④', 'wellbeing', 'en', '4'],
    ['𝟒', 'wellbeing', 'en', '4'],
    ['4️⃣ 5️⃣', 'wellbeing', 'en', '? not-one-answer'],
    ['7️⃣8️⃣', 'craving', 'en', '? out-of-range'],
    ['½', 'wellbeing', 'en', '? not-one-answer'],
    ['4½', 'craving', 'en', '? not-one-answer'],
    ['1⁰', 'craving', 'en', '? not-one-answer'],
    ['⒋', 'wellbeing', 'en', '? not-one-answer'],
    ['Ⅳ', 'wellbeing', 'en', '? no-answer'],
    ['٤', 'wellbeing', 'en', '? no-answer'],
    ['五', 'wellbeing', 'en', '? no-answer'],
  ]);
});

describe('a number in words', () => {
  reads([
    ['four', 'wellbeing', 'en', '4'],
    ['Four.', 'wellbeing', 'en', '4'],
    ['FOUR', 'wellbeing', 'es', '4'],
    ["'four'", 'wellbeing', 'en', '4'],
    ['ｆｏｕｒ', 'wellbeing', 'en', '4'],
    ['fourrr', 'wellbeing', 'en', '4'],
    ['threeee', 'wellbeing', 'en', '3'],
    ['zero', 'craving', 'en', '0'],
    ['ten', 'craving', 'en', '10'],
    ['cuatro', 'wellbeing', 'es', '4'],
    ['Cuatro!', 'wellbeing', 'en', '4'],
    ['un 4', 'wellbeing', 'es', '4'],
    ['un cuatro', 'wellbeing', 'es', '4'],
    ['uno', 'wellbeing', 'es', '1'],
    ['seis', 'craving', 'es', '6'],
    ['diez', 'craving', 'es', '10'],
    ['cero', 'support', 'es', '0'],
    ['fourth', 'wellbeing', 'en', '? no-answer'],
    ['un segundo', 'wellbeing', 'es', '? words-around'],
    ['twenty-four', 'wellbeing', 'en', '? words-around'],
    ['4 - twenty-four hours awake', 'wellbeing', 'en', '? not-one-answer'],
    ['4 - good one-on-one', 'wellbeing', 'en', '4 | good one-on-one'],
    ['one-on-one', 'wellbeing', 'en', '? not-one-answer'],
    ['four and a half', 'wellbeing', 'en', '? words-around'],
  ]);
});

describe('words that only lead up to a number', () => {
  reads([
    ["I'm at a 4", 'wellbeing', 'en', '4'],
    ['I’m a 4 today', 'wellbeing', 'en', '4'],
    ['My answer is 4', 'wellbeing', 'en', '4'],
    ['answer: 4', 'wellbeing', 'en', '4'],
    ["I'd say 4", 'wellbeing', 'en', '4'],
    ['hi, 4', 'wellbeing', 'en', '4'],
    ['Hello!\n4', 'wellbeing', 'en', '4'],
    ['number #4', 'wellbeing', 'en', '4'],
    ['4 thank you', 'wellbeing', 'en', '4'],
    ['4 now, thanks!', 'wellbeing', 'en', '4'],
    ['4. Thank you!', 'wellbeing', 'en', '4'],
    ['4 (thanks)', 'wellbeing', 'en', '4'],
    ['4 gracias', 'wellbeing', 'es', '4'],
    ['4\nMuchas gracias.', 'wellbeing', 'es', '4'],
    ['hoy estoy en un 4', 'wellbeing', 'es', '4'],
    ['Le doy un 4', 'wellbeing', 'es', '4'],
    ['me siento en 4', 'wellbeing', 'es', '4'],
    ['mi respuesta es 4, por favor', 'wellbeing', 'es', '4'],
    ['4 puntos', 'wellbeing', 'es', '4'],
    ['option 2', 'contact', 'en', '2'],
    ['la 2', 'contact', 'es', '2'],
    // Around a choice these may be when to call, and 2 is no.
    ['at 2', 'contact', 'en', '? words-around'],
    ['2 today', 'contact', 'en', '? words-around'],
    ['hoy 2', 'contact', 'es', '? words-around'],
    ['a las 2', 'contact', 'es', '? words-around'],
  ]);
});

describe('a number with its scale', () => {
  reads([
    ['4/5', 'wellbeing', 'en', '4'],
    ['4 / 5', 'wellbeing', 'en', '4'],
    ['4/5.', 'wellbeing', 'en', '4'],
    ['4 out of 5', 'wellbeing', 'en', '4'],
    ['four out of five', 'wellbeing', 'en', '4'],
    ['4 of 5', 'wellbeing', 'en', '4'],
    ['4 de 5', 'wellbeing', 'es', '4'],
    ['cuatro sobre cinco', 'wellbeing', 'es', '4'],
    ['4/10', 'craving', 'en', '4'],
    ['10/10', 'craving', 'en', '10'],
    ['0 de 10', 'craving', 'es', '0'],
    ['4/5 - better', 'wellbeing', 'en', '4 | better'],
    ['4/10', 'wellbeing', 'en', '? another-scale'],
    ['4/10 - better', 'wellbeing', 'en', '? another-scale'],
    ['4/5', 'craving', 'en', '? another-scale'],
    ['4 out of 5', 'craving', 'en', '? another-scale'],
    ['10/10', 'wellbeing', 'en', '? another-scale'],
    ['4/5/2026', 'wellbeing', 'en', '? not-one-answer'],
    // Of a choice it is no scale: "1/2" may be either.
    ['1/2', 'contact', 'en', '? not-one-answer'],
    ['1 of 2', 'contact', 'en', '? not-one-answer'],
  ]);
});

describe('days, where days are asked', () => {
  reads([
    ['3 days', 'support', 'en', '3'],
    ['1 day', 'support', 'en', '1'],
    ['three days.', 'support', 'en', '3'],
    ['3 of 7 days', 'support', 'en', '3'],
    ['3 days out of the 7', 'support', 'en', '3'],
    ['3/7', 'support', 'en', '3'],
    ['3 días', 'support', 'es', '3'],
    ['un dia', 'support', 'es', '1'],
    ['dos de los 7 días', 'support', 'es', '2'],
    ['3 days', 'wellbeing', 'en', '? words-around'],
    ['3 días', 'craving', 'es', '? words-around'],
    ['3 days sober', 'support', 'en', '? words-around'],
    ['3 drinks', 'support', 'en', '? words-around'],
    ['day 3', 'support', 'en', '? words-around'],
    ['2day', 'support', 'en', '? not-one-answer'],
    ['8 days', 'support', 'en', '? out-of-range'],
    ['every day', 'support', 'en', '? no-answer'],
  ]);
});

describe('a skipped question', () => {
  reads([
    ['skip', 'wellbeing', 'en', 'skip'],
    ['SKIP.', 'wellbeing', 'es', 'skip'],
    ['skiiip', 'wellbeing', 'en', 'skip'],
    ['Skip this one please', 'wellbeing', 'en', 'skip'],
    ['ok, skip', 'wellbeing', 'en', 'skip'],
    ['pass', 'craving', 'en', 'skip'],
    ['I’d rather not say', 'craving', 'en', 'skip'],
    ['prefer not to say', 'craving', 'en', 'skip'],
    ['s', 'wellbeing', 'en', 'skip'],
    ['S', 'wellbeing', 'es', 'skip'],
    ['s.', 'craving', 'en', 'skip'],
    ['s', 'contact', 'en', 'skip'],
    ['omitir', 'wellbeing', 'es', 'skip'],
    ['Omitir, gracias', 'wellbeing', 'es', 'skip'],
    ['paso', 'craving', 'es', 'skip'],
    ['saltar', 'contact', 'es', 'skip'],
    ['prefiero no decir', 'safe-home', 'es', 'skip'],
    ['skip - rough day', 'wellbeing', 'en', 'skip | rough day'],
    ['skip 😢', 'wellbeing', 'en', 'skip | 😢'],
    ['skip, 4', 'wellbeing', 'en', '? not-one-answer'],
    ['4 or skip', 'wellbeing', 'en', '? words-around'],
    ['skip, yes', 'contact', 'en', '? not-one-answer'],
    ['s', 'contact', 'es', '? no-answer'],
    ['dont skip', 'wellbeing', 'en', '? no-answer'],
    ['0', 'wellbeing', 'en', '? out-of-range'],
    ['0', 'contact', 'en', '? out-of-range'],
  ]);
});

describe('yes and no', () => {
  reads([
    ['yes', 'contact', 'en', '1'],
    ['Yes please!', 'contact', 'en', '1'],
    ['yesss', 'contact', 'en', '1'],
    ['yep', 'contact', 'en', '1'],
    ['y', 'contact', 'en', '1'],
    ['sí', 'contact', 'es', '1'],
    ['si', 'contact', 'es', '1'],
    ['Sí', 'contact', 'en', '1'],
    ['siii', 'contact', 'es', '1'],
    ['sí, por favor', 'contact', 'es', '1'],
    ['claro que sí', 'contact', 'es', '1'],
    ['no', 'contact', 'en', '2'],
    ['No', 'contact', 'es', '2'],
    ['nooo', 'contact', 'en', '2'],
    ['n', 'contact', 'en', '2'],
    ['no thank you', 'contact', 'en', '2'],
    ['no, gracias', 'contact', 'es', '2'],
    ['no', 'safe-home', 'en', '2'],
    ['yes', 'careful', 'en', '1'],
    ['not sure', 'safe-home', 'en', '3'],
    ['no sé', 'safe-home', 'es', '3'],
    ['not sure', 'contact', 'en', '? no-answer'],
    ['1 yes', 'contact', 'en', '1'],
    ['1 - sí', 'contact', 'es', '1'],
    ['2 (no)', 'contact', 'en', '2'],
    ['3 not sure', 'safe-home', 'en', '3'],
    ['yes, call me', 'contact', 'en', '1 | call me'],
    ['no, I am fine', 'contact', 'en', '2 | I am fine'],
    ['2, no necesito nada', 'contact', 'es', '2 | no necesito nada'],
    ['1 no', 'contact', 'en', '? words-around'],
    ['1, no thanks', 'contact', 'en', '? not-one-answer'],
    ['yes, no', 'contact', 'en', '? not-one-answer'],
    ['yes or no', 'contact', 'en', '? no-answer'],
    ['yes but not now', 'contact', 'en', '? no-answer'],
    ['not', 'contact', 'en', '? no-answer'],
    ['y', 'contact', 'es', '? no-answer'],
    ['ok', 'contact', 'en', '? no-answer'],
    ['👍', 'contact', 'en', '? no-answer'],
    // No number is yes or no.
    ['yes', 'wellbeing', 'en', '? no-answer'],
    ['no', 'craving', 'en', '? no-answer'],
    ['sí', 'craving', 'es', '? no-answer'],
    ['y', 'wellbeing', 'en', '? no-answer'],
  ]);
});

describe('none', () => {
  reads([
    ['None', 'craving', 'en', '0'],
    ['none today, thanks', 'craving', 'en', '0'],
    ['none at all', 'support', 'en', '0'],
    ['nada', 'craving', 'es', '0'],
    ['ningún día', 'support', 'es', '0'],
    ['None', 'wellbeing', 'en', '? no-answer'],
    ['None', 'contact', 'en', '? no-answer'],
    ['nothing', 'craving', 'en', '? no-answer'],
  ]);
});

describe('more than the number, set apart', () => {
  reads([
    ['4 - rough day', 'wellbeing', 'en', '4 | rough day'],
    ['4 – rough day', 'wellbeing', 'en', '4 | rough day'],
    ['4-rough day', 'wellbeing', 'en', '4 | rough day'],
    ['4 - not good', 'wellbeing', 'en', '4 | not good'],
    ['3 - so so', 'wellbeing', 'en', '3 | so so'],
    ['2, he shouted at me', 'wellbeing', 'en', '2 | he shouted at me'],
    ['4: OK, I guess!', 'wellbeing', 'en', '4 | OK, I guess!'],
    ['4 (rough day)', 'wellbeing', 'en', '4 | (rough day)'],
    ['4\nrough day', 'wellbeing', 'en', '4 | rough day'],
    ['4\r\n\r\nrough day\nand night', 'wellbeing', 'en', '4 | rough day\nand night'],
    ['Four. Great week', 'wellbeing', 'en', '4 | Great week'],
    ['4 😢', 'wellbeing', 'en', '4 | 😢'],
    ['4 👍🏽', 'wellbeing', 'en', '4 | 👍🏽'],
    ['4 ❤️‍🩹 better', 'wellbeing', 'en', '4 | ❤️‍🩹 better'],
    ['😢 4', 'wellbeing', 'en', '4 | 😢'],
    ['😢 4 - rough', 'wellbeing', 'en', '4 | 😢 rough'],
    ['4 thanks 😢', 'wellbeing', 'en', '4 | 😢'],
    ['4 :(', 'wellbeing', 'en', '4 | :('],
    ['4:-) good', 'wellbeing', 'en', '4 | :-) good'],
    ['4 - ¿cómo está?', 'wellbeing', 'es', '4 | ¿cómo está?'],
    ['4, fue una semana dura', 'wellbeing', 'es', '4 | fue una semana dura'],
    ['4 - a hard one', 'wellbeing', 'en', '4 | a hard one'],
    ['4. Gracias a Dios', 'wellbeing', 'es', '4 | Gracias a Dios'],
    ['4 - up since 11', 'craving', 'en', '4 | up since 11'],
    ['5. My 2nd week', 'wellbeing', 'en', '5 | My 2nd week'],
  ]);
});

describe('no guesses', () => {
  reads([
    ['maybe 4', 'wellbeing', 'en', '? words-around'],
    ['4 maybe', 'wellbeing', 'en', '? words-around'],
    ['4, maybe', 'wellbeing', 'en', '? words-around'],
    ['quizás 4', 'wellbeing', 'es', '? words-around'],
    ['4, quizás', 'wellbeing', 'es', '? words-around'],
    ['casi 4', 'wellbeing', 'es', '? words-around'],
    ['4-ish', 'wellbeing', 'en', '? words-around'],
    ['4?', 'wellbeing', 'en', '? words-around'],
    ['not 4', 'wellbeing', 'en', '? words-around'],
    ['no 4', 'wellbeing', 'es', '? words-around'],
    ['-4', 'wellbeing', 'en', '? words-around'],
    ['.4', 'wellbeing', 'en', '? words-around'],
    ['+4', 'wellbeing', 'en', '? words-around'],
    ['<4', 'wellbeing', 'en', '? words-around'],
    ['4+', 'wellbeing', 'en', '? words-around'],
    ['4%', 'wellbeing', 'en', '? words-around'],
    ['$4', 'wellbeing', 'en', '? words-around'],
    [':3', 'wellbeing', 'en', '? words-around'],
    ['<3', 'wellbeing', 'en', '? words-around'],
    ['5 drinks', 'wellbeing', 'en', '? words-around'],
    ['5 tragos', 'craving', 'es', '? words-around'],
    ['4 you', 'wellbeing', 'en', '? words-around'],
    ['4 rough day', 'wellbeing', 'en', '? words-around'],
    ['rough day, 4', 'wellbeing', 'en', '? words-around'],
    ['one day at a time', 'wellbeing', 'en', '? words-around'],
    ['4ever', 'wellbeing', 'en', '? not-one-answer'],
    ['4th', 'wellbeing', 'en', '? not-one-answer'],
    ['b4', 'wellbeing', 'en', '? no-answer'],
    ['gr8', 'craving', 'en', '? no-answer'],
    ['6', 'wellbeing', 'en', '? out-of-range'],
    ['10', 'wellbeing', 'en', '? out-of-range'],
    ['11', 'craving', 'en', '? out-of-range'],
    ['44', 'wellbeing', 'en', '? out-of-range'],
    ['99999999999999999999', 'craving', 'en', '? out-of-range'],
    ['3', 'contact', 'en', '? out-of-range'],
    ['seis', 'wellbeing', 'es', '? out-of-range'],
    ['+1 202 555 0101', 'craving', 'en', '? not-one-answer'],
    ['bien', 'wellbeing', 'es', '? no-answer'],
    ['I had a drink', 'craving', 'en', '? no-answer'],
    ['', 'wellbeing', 'en', '? empty'],
    [' \n\t ', 'wellbeing', 'es', '? empty'],
    ['\u200B', 'wellbeing', 'en', '? empty'],
    ['😀', 'wellbeing', 'en', '? no-answer'],
    ['😀😀 🎉', 'wellbeing', 'en', '? no-answer'],
    ['(', 'wellbeing', 'en', '? no-answer'],
    ['?', 'wellbeing', 'en', '? no-answer'],
    ['...', 'wellbeing', 'en', '? no-answer'],
  ]);
});

describe('several answers in one text: it is asked again, nothing is given to the wrong question', () => {
  reads([
    ['4 7 8 5 2', 'wellbeing', 'en', '? not-one-answer'],
    ['4, 7, 8', 'wellbeing', 'en', '? not-one-answer'],
    ['4\n7\n8', 'wellbeing', 'en', '? not-one-answer'],
    ['1) 4 2) 7', 'wellbeing', 'en', '? not-one-answer'],
    ['1. 4', 'wellbeing', 'en', '? not-one-answer'],
    ['47852', 'wellbeing', 'en', '? out-of-range'],
    ['four, seven', 'craving', 'en', '? not-one-answer'],
    ['cuatro y siete', 'craving', 'es', '? not-one-answer'],
    ['4 5', 'wellbeing', 'en', '? not-one-answer'],
    ['4 4', 'wellbeing', 'en', '? not-one-answer'],
    ['4.5', 'wellbeing', 'en', '? not-one-answer'],
    ['4,5', 'wellbeing', 'es', '? not-one-answer'],
    ['4.75', 'wellbeing', 'en', '? not-one-answer'],
    ['4:30', 'wellbeing', 'en', '? not-one-answer'],
    ['8-9', 'craving', 'en', '? not-one-answer'],
    ['4-10', 'wellbeing', 'en', '? not-one-answer'],
    ['4 or 5', 'wellbeing', 'en', '? not-one-answer'],
    ['4 o 5', 'wellbeing', 'es', '? not-one-answer'],
    ['4 - no, 3', 'wellbeing', 'en', '? not-one-answer'],
    ['4. I mean three', 'wellbeing', 'en', '? not-one-answer'],
    ['mood 4, craving 8', 'wellbeing', 'en', '? not-one-answer'],
    ['4, craving 8', 'craving', 'en', '? not-one-answer'],
    ['4, craving 8', 'wellbeing', 'en', '4 | craving 8'],
    ['4 - slept 3 hours', 'wellbeing', 'en', '? not-one-answer'],
    ['5 - 90 days sober', 'wellbeing', 'en', '? not-one-answer'],
    ['yes, 2', 'contact', 'en', '? not-one-answer'],
    ['4, skip', 'craving', 'en', '4 | skip'],
  ]);
});

describe('a very long text', () => {
  it('is read whole: the answer at its beginning, everything else for a person', () => {
    const story = 'it was a hard week and I did not sleep. '.repeat(250).trim();

    expect(summaryOf(`4 - ${story}`, 'wellbeing', 'en')).toBe(`4 | ${story}`);
  });

  it('is unclear where another number stands at its very end', () => {
    expect(summaryOf(`4 - ${'hard '.repeat(2000)} no, 2`, 'wellbeing', 'en')).toBe('? not-one-answer');
  });

  it('is nothing to read where all of it is courtesy', () => {
    expect(summaryOf(`4 - ${'thanks, '.repeat(40_000)}`, 'wellbeing', 'en')).toBe('4');
  });

  it.each(['4 ', '4,', 'hi ', '(', '😢', '4\n', 'thanks ', 'a', '!', "'", '- ', '4 of '])(
    'is read in no time: 40,000 times %j',
    (part) => {
      expect(summaryOf(part.repeat(40_000), 'wellbeing', 'en')).toMatch(/^\?/);
    },
  );
});
