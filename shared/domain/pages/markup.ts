/** A piece of HTML that is safe as it stands. Only `markup` makes one, and it escapes whatever is put into it. */
export interface Markup {
  readonly html: string;
}

/** What may stand in a piece: text is escaped, pieces are not again; `false` and `undefined` are nothing. */
export type Part = Markup | string | number | false | undefined | readonly Part[];

/** HTML as a template literal: `markup\`<p>${name}</p>\``. Attribute values need their quotation marks. */
export const markup = (pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  html: pieces.reduce((html, piece, index) => `${html}${htmlOf(parts[index - 1])}${piece}`),
});

function htmlOf(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return isList(part) ? part.map(htmlOf).join('') : part.html;
}

const isList = (part: Markup | readonly Part[]): part is readonly Part[] => Array.isArray(part);

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
