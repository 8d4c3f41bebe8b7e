import type { IntakeProblem } from '../read-intake.ts';

/** What a form of these pages says, in the shape that `readIntake` reads; a field left empty is not there. */
export function intakeIn(form: URLSearchParams): unknown {
  return {
    ...ownPartOf(form),
    submissionId: text(form, 'submissionId'),
    phone: text(form, 'phone'),
    texts: form.get('texts') === 'yes',
    sharedPhone: form.get('sharedPhone') === 'yes',
    partner: {
      name: text(form, 'partner.name'),
      phone: text(form, 'partner.phone'),
      language: text(form, 'partner.language'),
    },
  };
}

/** The same for a partner's own part; what its sender wants to keep is left out. */
export const ownPartIn = (form: URLSearchParams): unknown => ownPartOf(form);

/** Where somebody leaves a thing as it is and chooses anew all the same: which of the two they mean, only they know. */
export const contradictionsIn = (form: URLSearchParams): IntakeProblem[] => [
  ...(form.get('about') === 'keep' && says(form, (name) => name.startsWith('about.'))
    ? [{ field: 'about', problem: 'keep-and-more' } as const]
    : []),
  ...(form.get('agree') === 'keep' && says(form, (name) => name === 'consents')
    ? [{ field: 'agree', problem: 'keep-and-more' } as const]
    : []),
];

const says = (form: URLSearchParams, isMeant: (name: string) => boolean): boolean =>
  [...form].some(([name, value]) => isMeant(name) && value !== '');

const ownPartOf = (form: URLSearchParams) => ({
  name: text(form, 'name'),
  language: text(form, 'language'),
  timeZone: text(form, 'timeZone'),
  schedule: { weekday: text(form, 'schedule.weekday'), time: text(form, 'schedule.time') },
  privacyLevel: text(form, 'privacyLevel'),
  safeHours: safeHoursIn(form),
  about: form.get('about') === 'keep' ? undefined : aboutIn(form),
  consents: form.get('agree') === 'keep' ? undefined : form.getAll('consents'),
});

function safeHoursIn(form: URLSearchParams): unknown {
  if (form.get('safeHours.start') === 'keep') return undefined;
  const [start, end] = [text(form, 'safeHours.start'), text(form, 'safeHours.end')];
  return start === undefined && end === undefined ? null : { start, end };
}

function aboutIn(form: URLSearchParams): unknown {
  const language = form.get('language');
  const languages = form.getAll('about.languages');
  return {
    // The one in which they want to be written to is the preferred one.
    languages: some([
      ...languages.filter((one) => one === language),
      ...languages.filter((one) => one !== language),
    ]),
    substances: some(form.getAll('about.substances')),
    pathways: some(form.getAll('about.pathways')),
    children: yesOrNo(form, 'about.children'),
    lifeStage: text(form, 'about.lifeStage'),
    faithStance: text(form, 'about.faithStance'),
    orientation: text(form, 'about.orientation'),
    veteran: yesOrNo(form, 'about.veteran'),
  };
}

function text(form: URLSearchParams, name: string): string | undefined {
  const typed = form.get(name)?.trim();
  return typed === '' ? undefined : typed;
}

const some = (values: readonly string[]): readonly string[] | undefined =>
  values.length > 0 ? values : undefined;

/** Anything else stays what it is, for the schema to refuse. */
function yesOrNo(form: URLSearchParams, name: string): unknown {
  const typed = text(form, name);
  return typed === 'yes' ? true : typed === 'no' ? false : typed;
}
