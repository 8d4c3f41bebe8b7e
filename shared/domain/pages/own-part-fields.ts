import { ConsentChoice } from '../../contracts/intake.ts';
import { Language } from '../../contracts/language.ts';
import { Weekday } from '../../contracts/local-time.ts';
import { PrivacyLevel } from '../../contracts/text-template.ts';
import { wordsOf } from '../wordings/words-of.ts';
import { consentWords } from './consent-words.ts';
import { choiceField, section, selectField, tickField, type FormState, type Options } from './fields.ts';
import { formWords } from './form-words.ts';
import type { Programme } from './layout.ts';
import { markup, type Markup, type Part } from './markup.ts';
import { timeZones } from './time-zones.ts';

/** What both partners are asked, each alone, in the order in which it is asked. */
export interface OwnPartForm {
  readonly form: FormState;
  readonly programme: Programme;
  /** They sent their part before: what they said then is not shown, and stays unless they replace it. */
  readonly isAgain: boolean;
}

/** The language in which we write to this person; of the page until they choose. */
export const languageField = ({ form }: OwnPartForm, name: string, label: string): Markup =>
  choiceField(form, {
    name,
    label,
    kind: 'radio',
    options: Language.options.map((language) => [language, formWords[form.language].languages[language]]),
    inColumns: true,
  });

/** When they are asked, and the hours in which a text is safe. */
export function whenSection({ form, isAgain }: OwnPartForm): Markup {
  const words = formWords[form.language];
  const anyHour: Options = isAgain
    ? [
        ['keep', words.asBefore],
        ['', words.anyHour],
      ]
    : [['', words.anyHour]];
  return section(
    words.whenHeading,
    markup`<p class="quiet">${words.whenHint}</p><div class="pair">`,
    selectField(form, {
      name: 'schedule.weekday',
      label: words.weekday,
      options: Weekday.options.map((day) => [day, words.weekdays[day]]),
    }),
    selectField(form, { name: 'schedule.time', label: words.time, options: hours(9, 19) }),
    markup`</div>`,
    selectField(form, {
      name: 'timeZone',
      label: words.timeZone,
      options: zonesFor(form),
    }),
    markup`<fieldset><legend>${words.safeHours}</legend><span class="hint">${words.safeHoursHint}</span><div class="pair">`,
    selectField(form, { name: 'safeHours.start', label: words.from, options: [...anyHour, ...hours(9, 19)] }),
    selectField(form, {
      name: 'safeHours.end',
      label: words.until,
      options: [['', isAgain ? '–' : words.anyHour], ...hours(10, 20)],
    }),
    markup`</div></fieldset>`,
  );
}

/** How much a text may give away, each level with a text as it would really read [P27]. */
export function privacySection({ form, programme }: OwnPartForm): Markup {
  const words = formWords[form.language];
  const { language } = form;
  const example = (privacyLevel: PrivacyLevel): string =>
    wordsOf({
      template: 'question-craving',
      language,
      privacyLevel,
      params: { programmeName: programme.programmeName },
    });
  return choiceField(form, {
    name: 'privacyLevel',
    label: words.privacyHeading,
    hint: words.privacyHint,
    kind: 'radio',
    options: PrivacyLevel.options.map((level) => [
      level,
      markup`${words.privacy[level]}<span class="text">${example(level)}</span>`,
    ]),
  });
}

/** What helps to find a mentor: any of it, or nothing [S10]. */
export function aboutSection({ form, isAgain }: OwnPartForm): Markup {
  const words = formWords[form.language];
  const several = (name: string, label: string, options: Options): Markup =>
    choiceField(form, { name: `about.${name}`, label, kind: 'checkbox', options, inColumns: true });
  const one = (name: string, label: string, options: Options): Markup =>
    choiceField(form, {
      name: `about.${name}`,
      label,
      kind: 'radio',
      options: [...options, ['', words.notSaid]],
      inColumns: true,
    });
  const yesNo: Options = [
    ['yes', words.yes],
    ['no', words.no],
  ];
  const said = [...form.typed].some(([name, value]) => name.startsWith('about.') && value !== '');
  return section(
    words.aboutHeading,
    markup`<p class="quiet">${words.aboutHint}</p>`,
    isAgain && keepField(form, 'about', words.keepAbout),
    markup`<details${said && markup` open`}><summary>${words.aboutOpen}</summary>`,
    several('languages', words.languagesSpoken, Object.entries(words.spoken)),
    several('substances', words.substances, Object.entries(words.substance)),
    several('pathways', words.pathways, Object.entries(words.pathway)),
    one('children', words.children, yesNo),
    one('lifeStage', words.lifeStage, Object.entries(words.stage)),
    one('faithStance', words.faith, Object.entries(words.stance)),
    one('orientation', words.orientation, Object.entries(words.leaning)),
    one('veteran', words.veteran, yesNo),
    markup`</details>`,
  );
}

/** What they agree to: each by itself, none ticked beforehand, none a condition [F2, T1]; `first` goes above the rest. */
export function consentSection({ form, isAgain }: OwnPartForm, first?: Part): Markup {
  const words = formWords[form.language];
  const { intro, choices } = consentWords[form.language];
  return section(
    words.consentHeading,
    intro.map((paragraph) => markup`<p class="quiet">${paragraph}</p>`),
    isAgain && keepField(form, 'agree', words.keepAgree),
    first,
    ConsentChoice.options.map((choice) =>
      tickField(form, {
        name: 'consents',
        value: choice,
        words: markup`${choices[choice].label}<span class="hint">${choices[choice].detail}</span>`,
      }),
    ),
  );
}

const keepField = (form: FormState, name: string, hint: string): Markup => {
  const { keep, replace } = formWords[form.language];
  return choiceField(form, {
    name,
    label: hint,
    kind: 'radio',
    options: [
      ['keep', keep],
      ['replace', replace],
    ],
  });
};

/** Whole hours as people say them in the United States: 9 am, 12 pm. */
const hours = (from: number, to: number): Options =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index).map((hour) => [
    `${String(hour).padStart(2, '0')}:00`,
    `${hour > 12 ? hour - 12 : hour} ${hour < 12 ? 'am' : 'pm'}`,
  ]);

/** A zone that we do not offer stays what it is: somebody set it on purpose. */
function zonesFor({ language, typed }: FormState): Options {
  const known = timeZones[language];
  const chosen = typed.get('timeZone');
  return chosen === null || chosen === '' || known.some(([zone]) => zone === chosen)
    ? known
    : [...known, [chosen, chosen]];
}
