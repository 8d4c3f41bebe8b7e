import { Language } from '../../contracts/language.ts';
import { markup, type Markup, type Part } from './markup.ts';
import { pageWords } from './page-words.ts';
import { style } from './style.ts';

/** What every page may say of the programme. */
export interface Programme {
  readonly programmeName: string;
  /** E.164: the number that the answer to HELP names. */
  readonly supportPhone: string;
}

export interface PageContent {
  readonly language: Language;
  readonly programme: Programme;
  readonly title: string;
  readonly body: Part;
  /** Where the same page is in another language; left out where it has none. */
  readonly inLanguage?: (language: Language) => string;
}

/**
 * A whole page: what it is called, the way out first, the content, and the crisis lines at the foot [4g]. It loads
 * nothing, runs nothing, and works in any browser.
 */
export const page = ({ language, programme, title, body, inLanguage }: PageContent): string => {
  const words = pageWords[language];
  return markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>${title} · ${programme.programmeName}</title>
<style>${{ html: style }}</style>
</head>
<body>
<a class="skip" href="#content">${words.skip}</a>
<header class="bar"><div><b>${programme.programmeName}</b> <a class="leave" href="https://www.weather.com/" rel="noreferrer">${words.leave}</a></div></header>
<main id="content">
${inLanguage && languageSwitch(language, inLanguage)}
${body}
</main>
${crisisLines(language)}
</body>
</html>
`.html;
};

const languageSwitch = (current: Language, inLanguage: (language: Language) => string): Markup =>
  markup`<p class="tongues">${Language.options
    .filter((language) => language !== current)
    .map(
      (language) =>
        markup`<a href="${inLanguage(language)}" lang="${language}" hreflang="${language}">${pageWords[current].tongue[language]}</a>`,
    )}</p>`;

/** The lines as they are [E52-E55]; a text to 741741 is a new one, since people answer where they are [P23]. */
function crisisLines(language: Language): Markup {
  const words = pageWords[language];
  return markup`<footer>
<h2>${words.linesHeading}</h2>
<ul>
<li>${words.danger} <a href="tel:911">911</a></li>
<li>${words.talk} <a href="tel:988">988</a></li>
<li>${words.text}</li>
<li>${words.home} <a href="tel:+18007997233">800-799-7233</a></li>
<li>${words.treatment} <a href="tel:+18006624357">800-662-4357</a></li>
</ul>
<p class="quiet">${words.notWatched} ${words.leaveHint}</p>
</footer>`;
}

/** A number that can be called: +1 202-555-0100 for +12025550100, anything else as it is. */
export const phoneLink = (phone: string): Markup =>
  markup`<a href="tel:${phone.replace(/[^+\d]/g, '')}">${phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1-$2-$3')}</a>`;
