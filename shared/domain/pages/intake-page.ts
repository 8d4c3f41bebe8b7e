import type { Language } from '../../contracts/language.ts';
import { defaultSchedule } from '../new-couple.ts';
import type { IntakeProblem } from '../read-intake.ts';
import { consentWords } from './consent-words.ts';
import { problemList, section, textField, tickField, type FormState } from './fields.ts';
import { formWords } from './form-words.ts';
import { intakeWords } from './intake-words.ts';
import { page, phoneLink, type Programme } from './layout.ts';
import { markup, type Markup } from './markup.ts';
import {
  aboutSection,
  consentSection,
  languageField,
  privacySection,
  whenSection,
  type OwnPartForm,
} from './own-part-fields.ts';
import { pageWords } from './page-words.ts';
import { sentencesFor } from './problem-sentences.ts';
import { defaultTimeZone } from './time-zones.ts';

/** A field that people do not see: whatever fills it in is no person. */
export const trapField = 'fax';

/** The page on which a couple enrols: the first partner's part, and how to reach the second. Nothing is ticked. */
export function intakePage(about: {
  readonly language: Language;
  readonly programme: Programme;
  /** Made for this form: a second sending of it is the same couple. */
  readonly submissionId: string;
  /** What was typed, where it comes back with problems. */
  readonly typed?: URLSearchParams;
  readonly problems?: readonly IntakeProblem[];
}): string {
  const { language, programme, submissionId, typed, problems = [] } = about;
  const words = intakeWords[language];
  const form: FormState = {
    language,
    typed: typed ?? untyped(language),
    problems: sentencesFor(problems, language),
  };
  return page({
    language,
    programme,
    title: `${problems.length > 0 ? `${pageWords[language].wrongTitle} ` : ''}${words.title}`,
    inLanguage: (other) => `/intake?lang=${other}`,
    body: [
      problemList(form),
      markup`<h1>${words.title}</h1>`,
      problems.length === 0 && welcome(language),
      fields({ form, programme, isAgain: false }, submissionId),
    ],
  });
}

/** What somebody sees who has sent the form: the same for everybody, whatever came of it [F9]. */
export function thanksPage({
  language,
  programme,
}: {
  readonly language: Language;
  readonly programme: Programme;
}): string {
  const { thanksTitle, thanks, thanksClose } = intakeWords[language];
  return page({
    language,
    programme,
    title: thanksTitle,
    inLanguage: (other) => `/intake?sent=yes&lang=${other}`,
    body: markup`<h1>${thanksTitle}</h1>
<div class="card">${thanks.map((line) => markup`<p>${line}</p>`)}
<p class="who">${phoneLink(programme.supportPhone)}</p></div>
<p class="quiet">${thanksClose}</p>`,
  });
}

const untyped = (language: Language): URLSearchParams =>
  new URLSearchParams({
    language,
    'partner.language': language,
    timeZone: defaultTimeZone,
    'schedule.weekday': defaultSchedule.weekday,
    'schedule.time': defaultSchedule.time,
    privacyLevel: 'discreet',
  });

function welcome(language: Language): Markup {
  const words = intakeWords[language];
  return markup`<p class="lead">${words.lead}</p>
<section class="notice"><h2>${words.privateHeading}</h2>${words.private.map((line) => markup`<p>${line}</p>`)}</section>
<section class="card"><h2>${words.nextHeading}</h2><ol>${words.next.map((line) => markup`<li>${line}</li>`)}</ol></section>`;
}

function fields(part: OwnPartForm, submissionId: string): Markup {
  const { form, programme } = part;
  const { language } = form;
  const words = intakeWords[language];
  return markup`<form method="post" action="/intake?lang=${language}" novalidate>
<input type="hidden" name="submissionId" value="${submissionId}">
<p class="trap" aria-hidden="true"><label>${words.trap} <input type="text" name="${trapField}" tabindex="-1" autocomplete="off"></label></p>
${section(
  words.youHeading,
  textField(form, { name: 'name', label: formWords[language].name, autocomplete: 'given-name' }),
  textField(form, {
    name: 'phone',
    label: words.phone,
    hint: words.phoneHint,
    type: 'tel',
    autocomplete: 'tel',
  }),
  tickField(form, {
    name: 'sharedPhone',
    value: 'yes',
    words: markup`${words.sharedPhone}<span class="hint">${words.sharedPhoneHint}</span>`,
  }),
  languageField(part, 'language', formWords[language].language),
)}
${section(
  words.partnerHeading,
  markup`<p class="quiet">${words.partnerHint}</p>`,
  textField(form, { name: 'partner.name', label: words.partnerName, autocomplete: 'off' }),
  textField(form, {
    name: 'partner.phone',
    label: words.partnerPhone,
    hint: words.partnerPhoneHint,
    type: 'tel',
    autocomplete: 'off',
  }),
  languageField(part, 'partner.language', words.partnerLanguage),
)}
${whenSection(part)}${privacySection(part)}${aboutSection(part)}
${consentSection(
  part,
  tickField(form, {
    name: 'texts',
    value: 'yes',
    words: markup`${textsWords(language, programme)}<span class="hint">${words.textsHint}</span>`,
  }),
)}
<button>${words.send}</button>
</form>`;
}

const textsWords = (language: Language, { programmeName }: Programme): string =>
  consentWords[language].texts.replace('{programmeName}', () => programmeName);
