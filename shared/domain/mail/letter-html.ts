import {
  subjectOf,
  titleOf,
  type Action,
  type Block,
  type Card,
  type Fact,
  type Letter,
  type List,
  type Tip,
  type Trend,
} from './letter.ts';
import { trendInWords } from './letter-text.ts';
import { darkStyles, styleOf, type Look } from './looks.ts';

/**
 * The letter as HTML that mail programs can show: styles stand on each element, since some drop everything else; the
 * one style sheet is only for the dark. No images, no scripts, no fonts from elsewhere, nothing that tells when it was
 * opened. Reads well at 320 px and with a screen reader.
 */
export function htmlOf(letter: Letter): string {
  const { language, programmeName, blocks, foot } = letter;
  const subject = escaped(subjectOf(letter));
  return [
    `<!doctype html><html lang="${language}" dir="ltr"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">',
    `<title>${subject}</title><style>${darkStyles}</style></head><body ${look('page')}>`,
    `<div role="article" aria-roledescription="email" aria-label="${subject}" ${look('letter')}>`,
    `<p ${look('brand')}>${escaped(programmeName)}</p><h1 ${look('title')}>${escaped(titleOf(letter))}</h1>`,
    ...blocks.map(block),
    `<div ${look('foot')}>${foot.map((line) => `<p ${look('footLine')}>${escaped(line)}</p>`).join('')}</div>`,
    '</div></body></html>\n',
  ].join('\n');
}

function block(one: Block): string {
  switch (one.kind) {
    case 'heading':
      return `<h2 ${look('heading')}>${escaped(one.text)}</h2>`;
    case 'paragraph':
      return `<p ${look('paragraph')}>${escaped(one.text)}</p>`;
    case 'list':
      return list(one);
    case 'action':
      return action(one);
    case 'card':
      return card(one);
    case 'fact':
      return fact(one);
    case 'trend':
      return trend(one);
    default:
      return tip(one);
  }
}

const list = ({ heading, items }: List): string =>
  `<h2 ${look('heading')}>${escaped(heading)}</h2><ul ${look('list')}>` +
  `${items.map((item) => `<li ${look('item')}>${escaped(item)}</li>`).join('')}</ul>`;

const action = ({ label, url, urgent = false }: Action): string =>
  `<p ${look('paragraph')}><a href="${escaped(url)}" ${look(urgent ? 'urgentButton' : 'button')}>${escaped(label)}</a></p>`;

const card = ({ title, urgent, blocks }: Card): string =>
  `<div ${look(urgent ? 'urgentCard' : 'card')}><h3 ${look('cardTitle')}>${escaped(title)}</h3>` +
  `${blocks.map(inCard).join('')}</div>`;

const inCard = (one: Block): string =>
  one.kind === 'paragraph' ? `<p ${look('cardText')}>${escaped(one.text)}</p>` : block(one);

const fact = ({ label, text }: Fact): string =>
  `<p ${look('line')}><span ${look('label')}>${escaped(label)}:</span> ${escaped(text)}</p>`;

const tip = ({ label, text }: Tip): string =>
  `<p ${look('tip')}><strong>${escaped(label)}:</strong> ${escaped(text)}</p>`;

/** The bars are for the eye alone: the numbers beside them say the same. */
const trend = ({ label, values, max }: Trend): string =>
  `<p ${look('line')}><span ${look('trendLabel')}>${escaped(label)}:</span> ` +
  `<span aria-hidden="true" ${look('bars')}>${values.map((value) => bar(value, max)).join('')}</span> ` +
  `<strong ${look('numbers')}>${trendInWords({ values })}</strong></p>`;

const bar = (value: number | undefined, max: number): string =>
  value === undefined
    ? `<span ${look('noBar')}></span>`
    : `<span ${look('bar', `;height:${4 + Math.round((18 * Math.min(value, max)) / max)}px`)}></span>`;

const look = (name: Look, more = ''): string => `class="${name}" style="${styleOf(name)}${more}"`;

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
