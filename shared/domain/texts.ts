import type { TextTemplate } from '../contracts/message.ts';
import type { Language } from '../contracts/participant.ts';

/** What a text needs to be written: no name, nothing personal [4e, T15]. */
export interface TextRequest {
  readonly template: TextTemplate;
  readonly language: Language;
  /** At most 40 GSM-7 characters, so that every text stays one segment. */
  readonly programmeName: string;
}

/** The words of a text: one segment of GSM-7 each, with the programme's name and the way out [T2, T3]. */
export const wordsOf = ({ template, language, programmeName }: TextRequest): string =>
  `${programmeName}: ${wordings[template][language]}`;

/**
 * Spanish without á, í, ó, ú: they are not in GSM-7, and one of them would double the price of the text. Answers are
 * digits, because END, QUIT or CANCEL would opt the person out.
 */
const wordings: Record<TextTemplate, Record<Language, string>> = {
  'check-in-question': {
    en: 'How are you doing today, from 1 (hard) to 5 (good)? Reply with one number. Reply STOP to end.',
    es: '¿Qué tal le va hoy, del 1 (mal) al 5 (bien)? Responda con una cifra. Para terminar, responda STOP.',
  },
  'check-in-nudge': {
    en: 'Just a reminder: how are you doing, from 1 (hard) to 5 (good)? Any number is fine. Reply STOP to end.',
    es: 'Solo un recordatorio: ¿qué tal le va, del 1 (mal) al 5 (bien)? Responda con una cifra, o STOP para terminar.',
  },
};
