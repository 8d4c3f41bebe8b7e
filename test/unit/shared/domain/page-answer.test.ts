import { readPageAnswer } from '#shared/domain/page-answer';

describe('an answer to a page', () => {
  it.each([
    { text: '4821', codes: ['4821'], cannot: false },
    { text: ' on my way. 4821!', codes: ['4821'], cannot: false },
    { text: 'Voy 4821', codes: ['4821'], cannot: false },
    { text: '4821 he wrote to me too, I am calling him now', codes: ['4821'], cannot: false },
    { text: "4821 can't", codes: ['4821'], cannot: true },
    { text: 'cant tonight, 4821', codes: ['4821'], cannot: true },
    { text: 'I’m not able to, sorry 4821', codes: ['4821'], cannot: true },
    { text: 'No puedo 4821', codes: ['4821'], cannot: true },
    { text: 'estoy ocupada 4821', codes: ['4821'], cannot: true },
    { text: 'nothing else matters: 4821', codes: ['4821'], cannot: false },
    { text: 'call me at 2025550111', codes: [], cannot: false },
    { text: 'ok', codes: [], cannot: false },
    { text: '', codes: [], cannot: false },
    { text: '1111 2222 3333 4444', codes: ['1111', '2222', '3333'], cannot: false },
  ])('is read: "$text"', ({ text, codes, cannot }) => {
    expect(readPageAnswer(text)).toEqual({ codes, cannot });
  });
});
