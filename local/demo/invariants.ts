import type { CheckIn } from '#shared/contracts/check-in';
import type { Consent } from '#shared/contracts/consent';
import type { Message } from '#shared/contracts/message';
import type { Participant } from '#shared/contracts/participant';
import { isOpen } from '#shared/domain/check-in';
import { liveConsent } from '#shared/domain/consents';
import { loopExecutionOf } from '#shared/domain/journey';
import { wordsToShare } from '#shared/domain/release';
import { defaultSendingWindow, isPermitted, permittedHours } from '#shared/domain/quiet-hours';
import type { Cloud } from '../cloud.ts';
import type { Mail } from '../ses/mail.ts';
import type { Gathered } from './gather.ts';

/** Something that must never be: the number of the invariant in product.md, and about what; ids only. */
export interface Violation {
  readonly invariant: number;
  readonly what: string;
  readonly ids: readonly string[];
}

/** What it reads of a cloud: what reached phones and mailboxes, what runs, and when it is. */
export interface Played {
  readonly clock: Pick<Cloud['clock'], 'now'>;
  readonly sms: Pick<Cloud['sms'], 'outbox' | 'received'>;
  readonly ses: Pick<Cloud['ses'], 'mailbox'>;
  readonly stepFunctions: Pick<Cloud['stepFunctions'], 'runs'>;
}

/** Holds a played programme against the ten invariants of product.md ("Proof that runs"). */
export const violationsIn = (cloud: Played, gathered: Gathered): Violation[] => [
  ...privateWords(cloud, gathered),
  ...textsAfterStop(gathered),
  ...sentTwice(cloud, gathered),
  ...atNight(gathered),
  ...unendedCycles(cloud, gathered),
  ...silentCrises(gathered),
  ...disclosedWithoutConsent(cloud, gathered),
  ...changedByParting(gathered),
  ...lostTexts(cloud, gathered),
  ...withoutNextStep(cloud, gathered),
];

/** 1: nothing that reaches one partner holds words that the other wrote and did not release, or their number. */
function privateWords(cloud: Played, { participants, couples, releases }: Gathered): Violation[] {
  const received = cloud.sms.received();
  return participants.flatMap((reader) =>
    participants
      .filter(
        ({ participantId }) =>
          participantId !== reader.participantId &&
          // Also of those who have gone apart since.
          couples.some(
            ({ participantIds }) =>
              participantIds.includes(participantId) && participantIds.includes(reader.participantId),
          ),
      )
      .flatMap((partner) => {
        const released = new Set(
          releases
            .filter(({ partnerId }) => partnerId === reader.participantId)
            .map(({ inboundMessageId }) => inboundMessageId),
        );
        const written = received
          .filter(({ id, from }) => from === partner.phone && !released.has(id))
          .flatMap(({ body }) => [body.trim(), wordsToShare(body)]);
        const secrets = [partner.phone, ...written.filter((body) => body.length > 8)];
        return cloud.sms
          .outbox()
          .filter(({ to, body }) => to === reader.phone && secrets.some((secret) => body.includes(secret)))
          .map(({ id }) => ({
            invariant: 1,
            what: 'a text to one partner holds what the other wrote',
            ids: [reader.participantId, id],
          }));
      }),
  );
}

const sentAt = ({ attempts }: Message): string | undefined =>
  attempts.find(({ state }) => state === 'sent' || state === 'delivered')?.at;

/** 2: after STOP nothing but one confirmation, until a START. */
function textsAfterStop({ participants, messages }: Gathered): Violation[] {
  return participants
    .filter(({ texts }) => texts.state === 'stopped')
    .flatMap(({ participantId, texts }) => {
      const after = messages.filter((message) => {
        const at = sentAt(message);
        return message.recipient === participantId && at !== undefined && at >= texts.at;
      });
      const confirmations = after.filter(({ messageClass }) => messageClass === 'opt-out');
      return after.length > confirmations.length || confirmations.length > 1
        ? [{ invariant: 2, what: 'a text after STOP', ids: after.map(({ messageId }) => messageId) }]
        : [];
    });
}

/** 3: every text that left is one message, and no message left twice. */
function sentTwice(cloud: Played, { messages }: Gathered): Violation[] {
  const sent = messages.flatMap(({ messageId, attempts }) =>
    attempts.flatMap(({ providerId }) => (providerId === undefined ? [] : [{ messageId, providerId }])),
  );
  const known = new Set(sent.map(({ providerId }) => providerId));
  const often = new Map<string, number>();
  for (const { messageId } of sent) often.set(messageId, (often.get(messageId) ?? 0) + 1);
  return [
    ...cloud.sms
      .outbox()
      .filter(({ id }) => !known.has(id))
      .map(({ id }) => ({ invariant: 3, what: 'a text that no message accounts for', ids: [id] })),
    ...[...often]
      .filter(([, times]) => times > 1)
      .map(([messageId]) => ({ invariant: 3, what: 'a message that left twice', ids: [messageId] })),
  ];
}

/** 4: unasked texts only in the hours that are permitted at the person's place. */
function atNight({ participants, messages }: Gathered): Violation[] {
  const people = new Map(participants.map((participant) => [participant.participantId, participant]));
  return messages.flatMap((message) => {
    const person = people.get(message.recipient);
    const at = sentAt(message);
    const isUnasked = message.messageClass === 'scheduled' || message.messageClass === 'opt-in';
    // Their zone and hours are known as they are now: what left before they said so was judged by others.
    const isComparable =
      person !== undefined && (person.ownPartAt === undefined || person.ownPartAt <= (at ?? ''));
    if (!person || !isComparable || at === undefined || message.channel !== 'text' || !isUnasked) return [];
    return isPermitted(new Date(at), person.timeZone, hoursOf(person))
      ? []
      : [{ invariant: 4, what: 'an unasked text outside of the permitted hours', ids: [message.messageId] }];
  });
}

const hoursOf = ({ safeHours }: Participant) =>
  permittedHours(defaultSendingWindow, ...(safeHours ? [safeHours] : []));

/** 5: every cycle whose time is over has ended, its own execution too. */
function unendedCycles(cloud: Played, { checkIns }: Gathered): Violation[] {
  const now = cloud.clock.now();
  const running = new Set(
    cloud.stepFunctions
      .runs()
      .flatMap(({ execution }) => (execution.status === 'RUNNING' ? [execution.name] : [])),
  );
  const isLate = ({ deadline }: CheckIn): boolean => Date.parse(deadline) + 3 * 3_600_000 < now;
  return checkIns
    .filter((checkIn) => (isOpen(checkIn) ? isLate(checkIn) : running.has(checkIn.checkInId)))
    .map(({ checkInId }) => ({ invariant: 5, what: 'a check-in without its one end', ids: [checkInId] }));
}

/** 6: every crisis ends acknowledged, or loudly unacknowledged. */
const silentCrises = ({ crises, tasks }: Gathered): Violation[] =>
  crises
    .filter(
      ({ crisisId, state, pages }) =>
        (state === 'open' && pages.length === 0) ||
        (state === 'unacknowledged' && !tasks.some((task) => task.crisisId === crisisId)),
    )
    .map(({ crisisId }) => ({ invariant: 6, what: 'a crisis that nobody hears of', ids: [crisisId] }));

/** 7: whatever was shown to a mentor, its person agreed to when it was shown; and nobody stands in a mail without such a row. */
function disclosedWithoutConsent(
  cloud: Played,
  { messages, disclosures, participants }: Gathered,
): Violation[] {
  const consentsOf = new Map(participants.map(({ participantId, consents }) => [participantId, consents]));
  const unagreed = disclosures.filter(({ participantId, consents, at }) => {
    const then = asOf(consentsOf.get(participantId) ?? [], at);
    return consents.some((cell) => !liveConsent(then, cell, new Date(at)));
  });
  const mails = new Map(cloud.ses.mailbox().map((mail) => [mail.id, mail]));
  const unaccounted = messages.filter(({ messageId, template, attempts }) => {
    const told = disclosures.filter((row) => row.messageId === messageId);
    const mail = attempts.flatMap(({ providerId }) => mails.get(providerId ?? '') ?? [])[0];
    if (template !== 'weekly-digest' || !mail) return false;
    const known = new Set(
      participants
        .filter(({ participantId }) => told.some((row) => row.participantId === participantId))
        .map(nameOf),
    );
    return (
      told.length === 0 || participants.map(nameOf).some((name) => !known.has(name) && holdsWord(mail, name))
    );
  });
  return [
    ...unagreed.map(({ disclosureId }) => ({
      invariant: 7,
      what: 'shown without a consent',
      ids: [disclosureId],
    })),
    ...unaccounted.map(({ messageId }) => ({
      invariant: 7,
      what: 'a digest with somebody in it whom no disclosure accounts for',
      ids: [messageId],
    })),
  ];
}

const nameOf = ({ name }: Participant): string => name;

const holdsWord = ({ subject, text = '' }: Mail, word: string): boolean =>
  `${subject} ${text}`.split(/[^\p{L}]+/u).includes(word);

/** The consents as they stood at a moment: those given by then, and what was taken back later still holds. */
const asOf = (consents: readonly Consent[], at: string): Consent[] =>
  consents
    .filter(({ givenAt }) => givenAt <= at)
    .map(({ revokedAt, ...cell }) =>
      revokedAt !== undefined && revokedAt <= at ? { ...cell, revokedAt } : cell,
    );

/** 8: who stays while their partner goes is asked as before: the same day and hour, by the same execution. */
const changedByParting = ({ partings }: Gathered): Violation[] =>
  partings
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
    .map(({ participantId }) => ({
      invariant: 8,
      what: 'a schedule that changed as the other left',
      ids: [participantId],
    }));

/** 9: every inbound text is stored and has ended in a flow or with a person. */
function lostTexts(cloud: Played, { inbound }: Gathered): Violation[] {
  const handled = new Set(
    inbound.filter(({ state }) => state === 'handled').map(({ inboundMessageId }) => inboundMessageId),
  );
  // The words go after ninety days; a text that is gone by then was stored.
  const kept = cloud.clock.now() - 89 * 86_400_000;
  return cloud.sms
    .received()
    .filter(({ id, at }) => at > kept && !handled.has(id))
    .map(({ id }) => ({ invariant: 9, what: 'an inbound text that ended nowhere', ids: [id] }));
}

/** 10: nobody is left without a next step: a running execution, a task, or a recorded end. */
function withoutNextStep(cloud: Played, { participants, journeys, couples, tasks }: Gathered): Violation[] {
  const running = new Set(
    cloud.stepFunctions
      .runs()
      .flatMap(({ execution }) => (execution.status === 'RUNNING' ? [execution.name] : [])),
  );
  return participants.flatMap(({ participantId, coupleId }) => {
    const journey = journeys.get(participantId);
    const couple = couples.find((one) => one.coupleId === coupleId);
    const hasTask = tasks.some(
      (task) => task.state === 'open' && (task.participantId === participantId || task.coupleId === coupleId),
    );
    const hasLoop = journey?.loop !== undefined && running.has(loopExecutionOf(participantId, journey.loop));
    const hasCouple = coupleId !== undefined && [...running].some((name) => name.startsWith(coupleId));
    const looked =
      journey?.state === 'ended' ||
      hasTask ||
      (journey?.state === 'active' || journey?.state === 'paused'
        ? hasLoop
        : hasCouple || couple?.state === 'ended');
    return looked ? [] : [{ invariant: 10, what: 'a participant without a next step', ids: [participantId] }];
  });
}
