import { boundaries, negators } from './lexicon/function-words.ts';
import {
  anyOf,
  gap,
  matched,
  notFollowedBy,
  notPrecededBy,
  oneOfWords,
  optional,
  place,
  sequence,
  wordLike,
  type Matcher,
  type MatchPart,
} from './matcher.ts';
import { englishOnly, fillers, shorthand, spanishOnly } from './lexicon/shorthand.ts';
import { byRarity, type Need, needOf, type NeedTable, oneOf, type SealedNeeds } from './pattern-needs.ts';

/** Word classes by name: alternatives in the pattern language. */
export type WordClasses = Readonly<Record<string, string>>;

export interface Match {
  readonly from: number;
  readonly to: number;
}

/** A pattern that is ready to run over normalised words (`. i want to die .`). */
export interface CompiledPattern extends SealedNeeds {
  /** The first match that begins at `from` or later: the index of its first word, and the one behind its last. */
  readonly find: (words: readonly string[], from: number) => Match | undefined;
  /** Every word that the pattern knows, in some sets. */
  readonly words: readonly ReadonlySet<string>[];
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
  const { part } = node;
  // Compiled when it is first asked for: most patterns of a run never are.
  let match: Matcher | undefined;
  return {
    find(words, from) {
      match ??= part.before(matched);
      for (let at = from; at < words.length; at += 1) {
        const to = match(words, at);
        if (to >= 0) return { from: at, to };
      }
      return undefined;
    },
    ...needs,
    words: node.words,
  };
}

/** A part of a pattern. A text must meet all of `needs`, the rarest first; none where any text will do. */
interface Node {
  readonly part: MatchPart;
  readonly needs: readonly Need[];
  /** Every word in it, in as many sets as it has parts: to unite them for each pattern would take a while. */
  readonly words: readonly ReadonlySet<string>[];
}

const negatorSet: ReadonlySet<string> = new Set(negators);
const isBoundary = (word: string | undefined): boolean => word !== undefined && boundaries.includes(word);
const isPlain = (word: string): boolean => !isBoundary(word) && !negatorSet.has(word);

function parse(source: string, classes: WordClasses, within: ReadonlySet<string>): Node {
  const symbols = source.match(/\$[\w-]+|\.\.\.?\d+|#\d+(?:-\d+|\+)|[a-z0-9_]+|[()|?<>!~,]|\S/g) ?? [];
  let at = 0;
  const fail = (why: string): never => {
    throw new Error(`The pattern "${source}" ${why}`);
  };

  const alternatives = (): Node => {
    const found = [inTurn()];
    while (symbols[at] === '|') {
      at += 1;
      found.push(inTurn());
    }
    return either(found);
  };

  const inTurn = (): Node => {
    const found: Node[] = [];
    while (at < symbols.length && symbols[at] !== '|' && symbols[at] !== ')') {
      const node = atom();
      if (symbols[at] === '?') {
        at += 1;
        found.push({ part: optional(node.part), needs: [], words: node.words });
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
    if (symbol === '!') return free(notFollowedBy(group().part));
    if (symbol === ',') return free(oneOfWords(new Set([','])));
    if (symbol === '~') return free(notPrecededBy(group().part));
    if (symbol === '<') return free(place((words, here) => isBoundary(words[here - 1])));
    if (symbol === '>') return free(place((words, here) => isBoundary(words[here])));
    if (symbol.startsWith('$')) return classNode(symbol.slice(1));
    if (symbol.startsWith('...')) return free(gap(Number(symbol.slice(3)), (word) => word !== '.'));
    if (symbol.startsWith('..')) return free(gap(Number(symbol.slice(2)), isPlain));
    if (symbol.startsWith('#')) return numberNode(symbol.slice(1));
    if (!/^[a-z0-9_]+$/.test(symbol)) fail(`has a "${symbol}"`);
    return wordsNode(spelt(symbol, fail));
  };

  const classNode = (name: string): Node => {
    const known = nodesOf(classes);
    const alternativesOfClass = classes[name] ?? fail(`names the class ${name}, which does not exist`);
    if (within.has(name)) fail(`has the class ${name} within itself`);
    const found = known.get(name) ?? parse(alternativesOfClass, classes, new Set([...within, name]));
    known.set(name, found);
    return found;
  };

  const node = alternatives();
  return at < symbols.length ? fail('has a bracket too many') : node;
}

const classNodes = new WeakMap<WordClasses, Map<string, Node>>();

/** A class is parsed once, however many patterns name it. */
function nodesOf(classes: WordClasses): Map<string, Node> {
  const known = classNodes.get(classes) ?? new Map<string, Node>();
  classNodes.set(classes, known);
  return known;
}

/** A pattern's words are spelt out as a text's are: "cant" in a pattern is "can not". */
function spelt(symbol: string, fail: (why: string) => never): readonly string[] {
  if (fillers.has(symbol)) fail(`waits for "${symbol}", which is left out of every text`);
  const isOfOneLanguage = spanishOnly.has(symbol) || englishOnly.has(symbol);
  return (isOfOneLanguage ? undefined : shorthand.get(symbol)) ?? [symbol];
}

const wordsNode = (words: readonly string[]): Node =>
  inOrder(
    words.map((one) => {
      const word = new Set([one]);
      return { part: oneOfWords(word), needs: [needOf(one)], words: [word] };
    }),
  );

const free = (part: MatchPart): Node => ({ part, needs: [], words: [] });

function numberNode(range: string): Node {
  if (range.endsWith('+')) {
    // Only tens are asked for: two digits or more.
    return free(wordLike((word) => /^[1-9]\d+$/.test(word)));
  }
  const [from = 0, to = 0] = range.split('-').map(Number);
  const numbers = Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
  const words = new Set(numbers);
  return { part: oneOfWords(words), needs: [needOf(...numbers)], words: [words] };
}

function either(nodes: readonly Node[]): Node {
  const [only] = nodes;
  if (only && nodes.length === 1) return only;
  const parts = nodes.map(({ part }) => part);
  const isOneWord = parts.every((part) => part.isOneWord);
  return {
    part: isOneWord ? oneOfWords(unite(parts.flatMap(({ first }) => first() ?? []))) : anyOf(parts),
    needs: nodes.every(({ needs }) => needs.length > 0) ? [oneOf(nodes.map(({ needs }) => needs))] : [],
    words: [unite(nodes.flatMap(({ words }) => words))],
  };
}

function unite(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  const all = new Set<string>();
  for (const set of sets) for (const word of set) all.add(word);
  return all;
}

/** The rarest of the words that must be there decides whether the pattern is tried at all. */
function inOrder(nodes: readonly Node[]): Node {
  const [only] = nodes;
  if (only && nodes.length === 1) return only;
  return {
    part: sequence(nodes.map(({ part }) => part)),
    needs: nodes.flatMap(({ needs }) => needs).sort(byRarity),
    words: nodes.flatMap(({ words }) => words),
  };
}
