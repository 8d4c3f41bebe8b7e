import type { Consent } from '../../contracts/consent.ts';
import type { Mentor } from '../../contracts/mentor.ts';
import type { Participant } from '../../contracts/participant.ts';
import { liveConsent } from '../consents.ts';
import type { Letter } from './letter.ts';
import { momentFor, part2Notice, shownName, type InBoth, type Programme } from './mail-words.ts';

/** A first contact within this time, as a programme that takes referrals does [E46]. */
export const firstContactHours = 48;

/**
 * Who may be named to the mentor: all of them, each under their own live consent, or nobody. With one name out of two it
 * would show who has not agreed [F4].
 */
export function nameable(
  participants: readonly Participant[],
  now: Date,
): readonly { readonly participant: Participant; readonly consent: Consent }[] {
  const named = participants.flatMap((participant) => {
    const cell = { purpose: 'share-check-ins', recipient: 'mentor' } as const;
    const consent = liveConsent(participant.consents, cell, now);
    return consent ? [{ participant, consent }] : [];
  });
  return named.length === participants.length ? named : [];
}

/** Tells a mentor that a pairing has begun: by when to make contact, and whom to ask how that is safe [S09, E27]. */
export function pairingActive(
  about: {
    readonly participants: number;
    readonly named: readonly Pick<Participant, 'name' | 'privacyLevel' | 'sharedPhone'>[];
    readonly since: Date;
  },
  reader: Pick<Mentor, 'language' | 'timeZone'>,
  { programmeName, coordinatorEmail }: Programme,
): Letter {
  const words = pairingWords[reader.language];
  const { participants, named, since } = about;
  const by = new Date(since.getTime() + firstContactHours * 3_600_000);
  const who = participants > 1 ? words.two : words.one;
  return {
    language: reader.language,
    programmeName,
    about: words.about,
    blocks: [
      { kind: 'paragraph', text: words.settled },
      { kind: 'paragraph', text: named.length > 0 ? words.named(named.map(shownName)) : who },
      { kind: 'list', heading: words.next, items: [words.contact(momentFor(by, reader)), ...words.steps] },
      { kind: 'paragraph', text: words.ask(coordinatorEmail) },
    ],
    foot: named.length > 0 ? [part2Notice, words.scope] : [words.keep],
  };
}

interface PairingWords {
  readonly about: string;
  readonly settled: string;
  readonly one: string;
  readonly two: string;
  readonly named: (names: readonly string[]) => string;
  readonly next: string;
  readonly contact: (moment: string) => string;
  readonly steps: readonly string[];
  readonly ask: (coordinatorEmail: string) => string;
  readonly scope: string;
  readonly keep: string;
}

const list = (language: string, names: readonly string[]): string =>
  new Intl.ListFormat(language, { type: 'conjunction' }).format(names);

const pairingWords: InBoth<PairingWords> = {
  en: {
    about: 'thank you for your yes',
    settled: 'It is settled. The other side is told as well, and looks forward to hearing from you.',
    one: 'You now accompany one more person.',
    two: 'You now accompany one more couple.',
    named: (names) => `You now accompany ${list('en', names)}.`,
    next: 'What comes next',
    contact: (moment) => `Make the first contact within ${firstContactHours} hours, by ${moment}.`,
    steps: [
      'Speak with each person alone. What one of them tells you is theirs: it never reaches the other through you.',
      'On Mondays at 8 you get your notes: how the check-ins of those go who have agreed to that.',
    ],
    ask: (coordinatorEmail) =>
      `Your coordinator knows how and when each of them is safe to reach, and helps with every question: ${coordinatorEmail}.`,
    scope:
      'Scope: each person named here has consented, for themselves alone, that you as their mentor see how their check-ins go. They can withdraw that at any time. Do not forward this email.',
    keep: 'Please keep this to yourself and do not forward this email.',
  },
  es: {
    about: 'gracias por su sí',
    settled: 'Está acordado. La otra parte también lo sabe y espera tener pronto noticias suyas.',
    one: 'Desde ahora acompaña a una persona más.',
    two: 'Desde ahora acompaña a una pareja más.',
    named: (names) => `Desde ahora acompaña a ${list('es', names)}.`,
    next: 'Lo que sigue',
    contact: (moment) =>
      `Haga el primer contacto en las próximas ${firstContactHours} horas, hasta el ${moment}.`,
    steps: [
      'Hable con cada persona a solas. Lo que una le cuenta es suyo: nunca le llega a la otra por usted.',
      'Los lunes a las 8 recibe sus notas: cómo van los chequeos de quienes están de acuerdo con ello.',
    ],
    ask: (coordinatorEmail) =>
      `En coordinación saben cómo y cuándo es seguro contactar a cada persona, y ayudan con cada pregunta: ${coordinatorEmail}.`,
    scope:
      'Alcance: cada persona nombrada aquí ha consentido, solo por sí misma, que usted, como su mentor o mentora, vea cómo van sus chequeos. Puede retirarlo en cualquier momento. No reenvíe este correo.',
    keep: 'Por favor, guárdelo para usted y no reenvíe este correo.',
  },
};
