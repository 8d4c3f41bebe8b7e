import type { Language } from '../../contracts/language.ts';

/** An email as it is sent. */
export interface Email {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** An email as data: the plain text and the HTML are two readings of it, so that neither says more than the other. */
export interface Letter {
  readonly language: Language;
  readonly programmeName: string;
  /**
   * What it is, without the programme's name: "your Monday notes". Stands on locked phones, so it names nobody and no
   * substance [H2]; nor does the first block, whose first words mail programs show beside it.
   */
  readonly about: string;
  readonly blocks: readonly Block[];
  /** Small print. */
  readonly foot: readonly string[];
}

export type Block = Heading | Paragraph | List | Action | Card | Fact | Trend | Tip;

export interface Heading {
  readonly kind: 'heading';
  readonly text: string;
}

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly text: string;
}

export interface List {
  readonly kind: 'list';
  readonly heading: string;
  readonly items: readonly string[];
}

/** The one thing to do, as a link. */
export interface Action {
  readonly kind: 'action';
  readonly label: string;
  readonly url: string;
  readonly urgent?: boolean;
}

/** What belongs together, and to nothing else in the letter. */
export interface Card {
  readonly kind: 'card';
  readonly title: string;
  /** Marked for whoever only skims. */
  readonly urgent: boolean;
  readonly blocks: readonly Block[];
}

/** One thing that is known. */
export interface Fact {
  readonly kind: 'fact';
  readonly label: string;
  readonly text: string;
}

/** Values in the order of time; `undefined` where nobody answered. */
export interface Trend {
  readonly kind: 'trend';
  readonly label: string;
  readonly values: readonly (number | undefined)[];
  /** The end of the scale, which begins at 0 or 1. */
  readonly max: number;
}

/** Something that one might do, set apart from what is known. */
export interface Tip {
  readonly kind: 'tip';
  readonly label: string;
  readonly text: string;
}

/** The subject: Alongside: your Monday notes. */
export const subjectOf = ({ programmeName, about }: Letter): string => `${programmeName}: ${about}`;

/** The same as a heading: Your Monday notes. */
export const titleOf = ({ about }: Letter): string =>
  about.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
