import type { Language } from '../../contracts/language.ts';
import { markup, type Markup, type Part } from './markup.ts';
import { pageWords } from './page-words.ts';

/** What a form shows: what was typed, and what is wrong with it, by the names of its fields. */
export interface FormState {
  readonly language: Language;
  readonly typed: URLSearchParams;
  /** Sentences in the language of the page. */
  readonly problems: readonly { readonly field: string; readonly sentence: string }[];
}

interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
}

/** One line of text. */
export function textField(
  form: FormState,
  field: Field & {
    readonly type?: 'text' | 'tel';
    readonly autocomplete: string;
    readonly optional?: boolean;
  },
): Markup {
  const { name, label, type = 'text', autocomplete, optional = false } = field;
  return inField(
    form,
    field,
    markup`<label for="${name}" class="label">${label}${optional && ` ${pageWords[form.language].optional}`}</label>${hintOf(field)}${problemOf(form, name)}
<input type="${type}" id="${name}" name="${name}" value="${form.typed.get(name) ?? ''}" autocomplete="${autocomplete}" maxlength="60"${type === 'tel' && markup` inputmode="tel"`}${required(optional)}${described(form, field)}>`,
  );
}

/** One of many, as a list that the phone shows in its own way. */
export function selectField(form: FormState, field: Field & { readonly options: Options }): Markup {
  const { name, label, options } = field;
  const chosen = form.typed.get(name) ?? '';
  return inField(
    form,
    field,
    markup`<label for="${name}" class="label">${label}</label>${hintOf(field)}${problemOf(form, name)}
<select id="${name}" name="${name}"${described(form, field)}>${options.map(
      ([value, words]) =>
        markup`<option value="${value}"${value === chosen && markup` selected`}>${words}</option>`,
    )}</select>`,
  );
}

/** Values with their words, in the order in which they are shown. */
export type Options = readonly (readonly [value: string, words: string])[];

/** One of a few, or several: each with its words and, where it helps, an example. */
export function choiceField(
  form: FormState,
  field: Field & {
    readonly kind: 'radio' | 'checkbox';
    readonly options: readonly (readonly [value: string, words: Part])[];
    readonly inColumns?: boolean;
  },
): Markup {
  const { name, label, kind, options, inColumns = false } = field;
  const chosen = form.typed.getAll(name);
  // The first option has the name as its id: there the list of problems leads.
  const picks = options.map(([value, words], index) => {
    const id = index === 0 ? name : `${name}-${index}`;
    return markup`<label class="pick"><input type="${kind}" id="${id}" name="${name}" value="${value}"${chosen.includes(value) && markup` checked`}> <span>${words}</span></label>`;
  });
  return markup`<fieldset${described(form, field)}${isWrong(form, name) && markup` class="is-wrong"`}>
<legend>${label}</legend>${hintOf(field)}${problemOf(form, name)}
<div${inColumns && markup` class="grid"`}>${picks}</div>
</fieldset>`;
}

/** A single box to tick, never ticked beforehand [T1]. */
export function tickField(
  form: FormState,
  { name, value, words }: { readonly name: string; readonly value: string; readonly words: Part },
): Markup {
  const id = `${name}-${value}`;
  return markup`<label class="pick" for="${id}"><input type="checkbox" id="${id}" name="${name}" value="${value}"${form.typed.getAll(name).includes(value) && markup` checked`}> <span>${words}</span></label>`;
}

/** A part of a form with its heading. */
export const section = (heading: string, ...content: readonly Part[]): Markup =>
  markup`<fieldset>
<legend>${heading}</legend>
<div>${content}</div>
</fieldset>
`;

/** What is wrong, at the top, each with a way to its field; the browser goes there first. */
export const problemList = ({ language, problems }: FormState): Markup | undefined =>
  problems.length === 0
    ? undefined
    : markup`<div class="wrong-list" role="alert" tabindex="-1" autofocus>
<h2>${pageWords[language].wrongHeading}</h2>
<ul>${problems.map(({ field, sentence }) => markup`<li><a href="#${field}">${sentence}</a></li>`)}</ul>
</div>`;

const inField = (form: FormState, { name }: Field, content: Markup): Markup =>
  markup`<div class="field${isWrong(form, name) && ' is-wrong'}">${content}</div>
`;

const isWrong = ({ problems }: FormState, name: string): boolean =>
  problems.some(({ field }) => field === name);

const hintOf = ({ name, hint }: Field): Part =>
  hint !== undefined && markup`<span class="hint" id="${name}-hint">${hint}</span>`;

const problemOf = ({ problems }: FormState, name: string): Part =>
  problems
    .filter(({ field }) => field === name)
    .slice(0, 1)
    .map(({ sentence }) => markup`<span class="problem" id="${name}-problem">${sentence}</span>`);

function described(form: FormState, { name, hint }: Field): Part {
  const wrong = isWrong(form, name);
  const ids = [...(hint === undefined ? [] : [`${name}-hint`]), ...(wrong ? [`${name}-problem`] : [])];
  return [
    ids.length > 0 && markup` aria-describedby="${ids.join(' ')}"`,
    wrong && markup` aria-invalid="true"`,
  ];
}

/** Said to those who cannot see it; the browser's own bubbles would come before our words in two languages. */
const required = (optional: boolean): Part => !optional && markup` aria-required="true"`;
