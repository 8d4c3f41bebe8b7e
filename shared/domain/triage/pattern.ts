import { boundaries, negators } from './lexicon/function-words.ts';
import { englishOnly, fillers, shorthand, spanishOnly } from './lexicon/shorthand.ts';
import { byRarity, type Need, needOf, type NeedTable, oneOf, type SealedNeeds } from './pattern-needs.ts';

/** Word classes by name: alternatives in the pattern language. */
export type WordClasses = Readonly<Record<string, string>>;

/** A pattern that is ready to run over a line of normalised words (`" . i want to die . "`). */
export interface CompiledPattern extends SealedNeeds {
  /** Compiled when it is first asked for: most patterns of a run never are. */
  readonly regex: () => RegExp;
  /** Every word that the pattern knows. */
  readonly words: readonly string[];
}

/**
 * Compiles the pattern language:
 *
 * | written     | means                                                             |
 * | ----------- | ----------------------------------------------------------------- |
 * | `word`      | that word, as normalised                                          |
 * | `$class`    | any alternative of a word class                                   |
 * | `(a\|b c)`   | one of these; `(…)?` and `word?` may be absent                    |
 * | `..3`       | up to three words, none of them a negation or a clause's end      |
 * | `...3`      | the same, where a negation or a comma may stand between           |
 * | `#8-10`     | a number from 8 to 10; `#10+` ten or more                         |
 * | `!(a\|b)`    | what follows is none of these                                     |
 * | `~(a\|b)`    | what stands before is none of these                               |
 * | `,`         | a comma's place                                                   |
 * | `<` and `>` | the beginning and the end of a clause                             |
 *
 * Throws for a class that does not exist, for what it cannot read, and for a pattern that could match without any word.
 */
export function compilePattern(source: string, classes: WordClasses, table: NeedTable): CompiledPattern {
  const node = parse(source, classes, new Set());
  const needs = table.seal(node.needs);
  if (needs === undefined) throw new Error(`The pattern "${source}" may match without any word`);
  let regex: RegExp | undefined;
  return {
    regex: () => (regex ??= new RegExp(`(?<= )${node.source}`, 'g')),
    ...needs,
    words: [...node.words],
  };
}

/** A part of a pattern. A text must meet all of `needs`, the rarest first; none where any text will do. */
interface Node {
  readonly source: string;
  readonly needs: readonly Need[];
  readonly words: ReadonlySet<string>;
}

const nothing: ReadonlySet<string> = new Set();
const anyBoundary = `[${boundaries}]`;
const word = `[^ ${boundaries}][^ ]* `;
const plainWord = `(?!(?:${negators.join('|')}) )${word}`;

function parse(source: string, classes: WordClasses, within: ReadonlySet<string>): Node {
  const symbols = source.match(/\$[\w-]+|\.\.\.?\d+|#\d+(?:-\d+|\+)|[a-z0-9_]+|[()|?<>!~,]|\S/g) ?? [];
  let at = 0;
  const fail = (why: string): never => {
    throw new Error(`The pattern "${source}" ${why}`);
  };

  const alternatives = (): Node => {
    const found = [sequence()];
    while (symbols[at] === '|') {
      at += 1;
      found.push(sequence());
    }
    return either(found);
  };

  const sequence = (): Node => {
    const found: Node[] = [];
    while (at < symbols.length && symbols[at] !== '|' && symbols[at] !== ')') {
      const node = atom();
      if (symbols[at] === '?') {
        at += 1;
        found.push({ source: `(?:${node.source})?`, needs: [], words: node.words });
      } else found.push(node);
    }
    return inOrder(found);
  };

  const group = (): Node => {
    if (symbols[at] !== '(') fail('lacks a bracket');
    at += 1;
    const node = alternatives();
    if (symbols[at] !== ')') fail('lacks a closing bracket');
    at += 1;
    return node;
  };

  const atom = (): Node => {
    const symbol = symbols[at] ?? fail('ends too early');
    if (symbol === '(') return group();
    at += 1;
    if (symbol === '!') return { source: `(?!${group().source})`, needs: [], words: nothing };
    if (symbol === ',') return free(', ');
    if (symbol === '~') return free(`(?<! ${group().source})`);
    if (symbol === '<') return free(`(?<=${anyBoundary} )`);
    if (symbol === '>') return free(`(?=${anyBoundary} )`);
    if (symbol.startsWith('$')) return classNode(symbol.slice(1));
    if (symbol.startsWith('...')) return free(`(?:(?!\\. )[^ ]+ ){0,${symbol.slice(3)}}?`);
    if (symbol.startsWith('..')) return free(`(?:${plainWord}){0,${symbol.slice(2)}}?`);
    if (symbol.startsWith('#')) return numberNode(symbol.slice(1));
    if (!/^[a-z0-9_]+$/.test(symbol)) fail(`has a "${symbol}"`);
    return wordsNode(spelt(symbol, fail));
  };

  const classNode = (name: string): Node => {
    const alternativesOfClass = classes[name] ?? fail(`names the class ${name}, which does not exist`);
    if (within.has(name)) fail(`has the class ${name} within itself`);
    return parse(alternativesOfClass, classes, new Set([...within, name]));
  };

  const node = alternatives();
  return at < symbols.length ? fail('has a bracket too many') : node;
}

/** A pattern's words are spelt out as a text's are: "cant" in a pattern is "can not". */
function spelt(symbol: string, fail: (why: string) => never): readonly string[] {
  if (fillers.has(symbol)) fail(`waits for "${symbol}", which is left out of every text`);
  const isOfOneLanguage = spanishOnly.has(symbol) || englishOnly.has(symbol);
  return (isOfOneLanguage ? undefined : shorthand.get(symbol)) ?? [symbol];
}

const wordsNode = (words: readonly string[]): Node =>
  inOrder(words.map((one) => ({ source: `${one} `, needs: [needOf(one)], words: new Set([one]) })));

const free = (source: string): Node => ({ source, needs: [], words: nothing });

function numberNode(range: string): Node {
  if (range.endsWith('+')) {
    // Only tens are asked for: two digits or more.
    return free('(?:[1-9]\\d+ )');
  }
  const [from = 0, to = 0] = range.split('-').map(Number);
  const numbers = Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
  return { source: `(?:${numbers.join('|')}) `, needs: [needOf(...numbers)], words: new Set(numbers) };
}

function either(nodes: readonly Node[]): Node {
  const [only] = nodes;
  if (only && nodes.length === 1) return only;
  const sources = [...new Set(nodes.map(({ source }) => source))];
  return {
    source: `(?:${sources.join('|')})`,
    needs: nodes.every(({ needs }) => needs.length > 0) ? [oneOf(nodes.map(({ needs }) => needs))] : [],
    words: new Set(nodes.flatMap(({ words }) => [...words])),
  };
}

/** The rarest of the words that must be there decides whether the pattern is tried at all. */
function inOrder(nodes: readonly Node[]): Node {
  return {
    source: nodes.map(({ source }) => source).join(''),
    needs: nodes.flatMap(({ needs }) => needs).sort(byRarity),
    words: new Set(nodes.flatMap(({ words }) => [...words])),
  };
}
