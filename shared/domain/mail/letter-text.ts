import { titleOf, type Block, type Letter } from './letter.ts';

/** The letter as plain text: what stands in the HTML, in the same order and the same words. */
export const textOf = (letter: Letter): string =>
  `${[letter.programmeName, underlined(titleOf(letter), '='), ...letter.blocks.map(block), '--', ...letter.foot].join('\n\n')}\n`;

function block(one: Block): string {
  switch (one.kind) {
    case 'heading':
      return underlined(one.text, '=');
    case 'paragraph':
      return one.text;
    case 'list':
      return [one.heading, ...one.items.map((item) => `- ${item}`)].join('\n');
    case 'action':
      return `${one.label}:\n${one.url}`;
    case 'card':
      return [underlined(one.title, '-'), ...one.blocks.map(block)].join('\n');
    case 'trend':
      return `${one.label}: ${trendInWords(one)}`;
    default:
      return `${one.label}: ${one.text}`;
  }
}

/** "3 → 4 → 4": a dash where nobody answered. */
export const trendInWords = ({ values }: { readonly values: readonly (number | undefined)[] }): string =>
  values.map((value) => value ?? '–').join(' → ');

const underlined = (text: string, line: string): string =>
  `${text}\n${line.repeat(Math.min(60, text.length))}`;
