import type { Language } from '#shared/contracts/language';
import type { Programme } from '#shared/domain/pages/layout';
import { noticePage, type Notice } from '#shared/domain/pages/notice-page';
import { html, type Body, type HttpResponse } from './http.ts';

/** One request, as the pages see it. */
export interface Visit {
  /** What the address asks for, otherwise what the browser speaks. */
  readonly language: Language;
  readonly isLanguageAskedFor: boolean;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** Of `/l/{token}`. */
  readonly token: string;
  readonly body: Body;
}

/** A visit by a link of ours that is still good: what it is about, and as whom its user acts. */
export interface LinkVisit {
  readonly visit: Visit;
  readonly id: string;
  readonly actorId: string;
  /** Where the page is. */
  readonly path: string;
}

/** A page that says what happened, and what to do now. */
export const notice = (
  { programme }: { readonly programme: Programme },
  { language }: Pick<Visit, 'language'>,
  what: Notice,
): HttpResponse => html(statusOf[what], noticePage({ language, programme, notice: what }));

/** A link that is not ours and one that does not belong to its bearer are answered alike. */
const statusOf: Record<Notice, number> = {
  'invalid-link': 404,
  'expired-own-part': 410,
  'expired-offer': 410,
  'expired-crisis': 410,
  'nothing-here': 410,
  'not-open': 403,
  'too-large': 413,
  'try-again': 503,
};
