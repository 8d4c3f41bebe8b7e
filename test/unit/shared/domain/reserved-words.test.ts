import { reservedWordOf } from '#shared/domain/reserved-words';

const rows: [string, ReturnType<typeof reservedWordOf>][] = [
  ['Stop. Thank you', 'stop'],
  ['stop this bill', 'stop-or-not'],
  ['unstop, please', 'start'],
  ['¡Ayuda!', 'help'],
  ['help me', 'help'],
  ['yes', undefined],
  ['wrong answer', undefined],
  ['', undefined],
];

describe('reserved words', () => {
  it.each(rows)('%j is read as %s', (body, word) => {
    expect(reservedWordOf(body)).toBe(word);
  });
});
