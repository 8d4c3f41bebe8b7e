import { createHash } from 'node:crypto';
import { seededRandom, type Random } from '#local/demo/random';
import { Severity, TriageTopic } from '#shared/contracts/triage';
import { tableSize } from '#shared/domain/triage/word-features';
import { chancesOf, scaleOf, topicPlaceOf, topicTableSize } from '#shared/domain/triage/word-weights';
import type { LabelledText } from './triage-report.ts';

/** The places of a text's words, and which class it is. */
interface Lesson {
  readonly places: readonly number[];
  readonly class: number;
}

interface Course {
  readonly lessons: readonly Lesson[];
  readonly classes: number;
  readonly rows: number;
  /** How much a text of each class counts. */
  readonly stress: readonly number[];
}

/**
 * Learns the weights of words from labelled texts: a multinomial logistic regression by stochastic gradient descent with
 * AdaGrad [Duchi 2011]. The same texts give the same weights. Half a minute.
 */
export function learnWeights(
  texts: readonly LabelledText[],
  placesOf: (text: LabelledText) => readonly number[],
): string {
  const places = texts.map(placesOf);
  const severities = quantised(
    learn({
      lessons: texts.map(({ label }, at) => ({
        places: places[at] ?? [],
        class: Severity.options.indexOf(label),
      })),
      classes: Severity.options.length,
      rows: tableSize,
      // Missing the worst is worse than paging once too often.
      stress: [1, 1, 1, 1.5, 2],
    }),
  );
  const topics = quantised(
    learn({
      lessons: texts.flatMap(({ topic }, at) =>
        topic === undefined
          ? []
          : [{ places: (places[at] ?? []).map(topicPlaceOf), class: TriageTopic.options.indexOf(topic) }],
      ),
      classes: TriageTopic.options.length,
      rows: topicTableSize,
      stress: TriageTopic.options.map(() => 1),
    }),
  );
  return [
    '// Learned by `npm run triage -- --learn` from the labelled texts in test/support/triage: not written by hand.',
    `export const learnedFrom = '${fingerprintOf(texts)}';`,
    `export const severityStep = ${severities.step};`,
    `export const topicStep = ${topics.step};`,
    `export const severityWeights =\n  '${severities.base64}';`,
    `export const topicWeights =\n  '${topics.base64}';`,
    '',
  ].join('\n');
}

/** Tells whether weights were learned from these texts. */
export const fingerprintOf = (texts: readonly LabelledText[]): string =>
  createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16);

const epochs = 12;
const rate = 0.25;
/** A share of a text's words is left out each time, so that no text is known by one of them. */
const dropped = 0.3;
/** Pulls weights back to nothing, so that a word seen once decides nothing. */
const decay = 0.001;

function learn({ lessons, classes, rows, stress }: Course): Float32Array {
  const weights = new Float32Array(rows * classes);
  const squares = new Float32Array(rows * classes).fill(0.01);
  const random = seededRandom(1);
  const order = lessons.map((_lesson, at) => at);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(order, random);
    for (const at of order) {
      const lesson = lessons[at];
      if (!lesson) continue;
      const places = lesson.places.filter(() => !random.chance(dropped));
      const chances = chancesOf(places, { table: weights, classes, step: 1 });
      const scale = scaleOf(places.length) * (stress[lesson.class] ?? 1);
      for (let one = 0; one < classes; one += 1) {
        const error = ((chances[one] ?? 0) - (one === lesson.class ? 1 : 0)) * scale;
        for (const place of places) {
          const cell = place * classes + one;
          const gradient = error + decay * (weights[cell] ?? 0);
          squares[cell] = (squares[cell] ?? 0) + gradient * gradient;
          weights[cell] = (weights[cell] ?? 0) - (rate * gradient) / Math.sqrt(squares[cell] ?? 1);
        }
      }
    }
  }
  return weights;
}

function quantised(weights: Float32Array): { step: number; base64: string } {
  const largest = weights.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  const step = Number((largest / 127).toPrecision(6));
  const bytes = Int8Array.from(weights, (one) => Math.round(Math.max(-127, Math.min(127, one / step))));
  return { step, base64: Buffer.from(bytes.buffer).toString('base64') };
}

function shuffle(order: number[], random: Random): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = random.between(0, at);
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
}
