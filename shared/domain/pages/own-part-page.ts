import type { Language } from '../../contracts/language.ts';
import type { Participant } from '../../contracts/participant.ts';
import { defaultSchedule } from '../new-couple.ts';
import type { IntakeProblem } from '../read-intake.ts';
import { problemList, section, textField, type FormState } from './fields.ts';
import { formWords } from './form-words.ts';
import { page, phoneLink, type Programme } from './layout.ts';
import { markup } from './markup.ts';
import {
  aboutSection,
  consentSection,
  languageField,
  privacySection,
  whenSection,
  type OwnPartForm,
} from './own-part-fields.ts';
import { ownPartWords } from './own-part-words.ts';
import { pageWords } from './page-words.ts';
import { sentencesFor } from './problem-sentences.ts';
import { defaultTimeZone } from './time-zones.ts';

/**
 * A partner's own page. Before they sent it, it starts from the programme's defaults and shows nothing that anybody told
 * us, their partner least of all, who gave us their name and number [4e]. Afterwards it shows how we write to them, and
 * still nothing of what they told about themselves or agreed to: phones are picked up [E27].
 */
export function ownPartPage(about: {
  readonly language: Language;
  readonly programme: Programme;
  readonly participant: Participant;
  /** Where the page is: `/l/…`. */
  readonly path: string;
  /** It was just saved. */
  readonly isSaved?: boolean;
  readonly typed?: URLSearchParams;
  readonly problems?: readonly IntakeProblem[];
}): string {
  const { language, programme, participant, path, isSaved = false, typed, problems = [] } = about;
  const words = ownPartWords[language];
  const form: FormState = {
    language,
    typed: typed ?? (participant.ownPartAt === undefined ? untyped(language) : settingsOf(participant)),
    problems: sentencesFor(problems, language),
  };
  const isAgain = participant.ownPartAt !== undefined;
  const part: OwnPartForm = { form, programme, isAgain };
  return page({
    language,
    programme,
    title: `${problems.length > 0 ? `${pageWords[language].wrongTitle} ` : ''}${words.title}`,
    inLanguage: (other) => `${path}?lang=${other}`,
    body: [
      problemList(form),
      isSaved && markup`<p class="notice" role="status">${words.saved}</p>`,
      markup`<h1>${words.title}</h1>
<p class="lead">${isAgain ? words.again : words.lead}</p>
<section class="notice"><h2>${words.privateHeading}</h2>${words.private.map((line) => markup`<p>${line}</p>`)}</section>
<form method="post" action="${path}?lang=${language}" novalidate>
${section(
  words.youHeading,
  textField(form, { name: 'name', label: formWords[language].name, autocomplete: 'given-name' }),
  languageField(part, 'language', formWords[language].language),
)}
${whenSection(part)}${privacySection(part)}${aboutSection(part)}${consentSection(part)}
<button>${isAgain ? words.saveAgain : words.save}</button>
</form>
<p class="quiet act">${words.wrongNumber} ${phoneLink(programme.supportPhone)}</p>`,
    ],
  });
}

const untyped = (language: Language): URLSearchParams =>
  new URLSearchParams({
    language,
    timeZone: defaultTimeZone,
    'schedule.weekday': defaultSchedule.weekday,
    'schedule.time': defaultSchedule.time,
    privacyLevel: 'discreet',
  });

const settingsOf = ({ name, language, timeZone, schedule, privacyLevel }: Participant): URLSearchParams =>
  new URLSearchParams({
    name,
    language,
    timeZone,
    'schedule.weekday': schedule.weekday,
    'schedule.time': `${schedule.time.slice(0, 2)}:00`,
    privacyLevel,
    'safeHours.start': 'keep',
    about: 'keep',
    agree: 'keep',
  });
