import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const css = readFileSync(join(import.meta.dirname, '../../../../local/sandbox/page/style.css'), 'utf8');
const [light = {}, dark = {}] = [...css.matchAll(/:root \{([^}]*)\}/g)].map(([, block = '']) =>
  Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[\da-f]{6})/g)].map(([, name, value]) => [name, value]),
  ),
);

/** WCAG 2.2: 4.5 for text, 3 for the borders of controls and the marks in pictures. */
const pairs: readonly [text: string, ground: string, least: number][] = [
  ...['paper', 'card', 'sunken', 'tint', 'first-tint', 'second-tint'].map(
    (ground): [string, string, number] => ['ink', ground, 4.5],
  ),
  ...['paper', 'card', 'sunken', 'tint'].map((ground): [string, string, number] => ['quiet', ground, 4.5]),
  ...['paper', 'card', 'tint'].map((ground): [string, string, number] => ['accent', ground, 4.5]),
  ['on-accent', 'accent', 4.5],
  ['on-accent', 'first', 4.5],
  ['on-accent', 'second', 4.5],
  ['on-accent', 'quiet', 4.5],
  ['accent', 'sunken', 4.5],
  ['first', 'card', 4.5],
  ['second', 'card', 4.5],
  ['first', 'first-tint', 4.5],
  ['second', 'second-tint', 4.5],
  ['warn', 'warn-tint', 4.5],
  ['bad', 'bad-tint', 4.5],
  ['bad', 'card', 4.5],
  ['edge', 'card', 3],
  ['warn', 'card', 3],
  ['well', 'card', 3],
];

describe.each([
  ['light', light],
  ['dark', dark],
])('in the %s colours', (_mode, colours) => {
  it.each(pairs)('%s on %s can be read', (text, ground, least) => {
    expect(contrast(colours[text], colours[ground])).toBeGreaterThanOrEqual(least);
  });
});

function contrast(a = '', b = ''): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
