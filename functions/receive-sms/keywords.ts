import type { WordMeaning } from '#shared/domain/read-words';
import { progress } from '#shared/domain/check-in-questions';
import { isOpen } from '#shared/domain/check-in';
import { paused, resumed } from '#shared/domain/journey';
import { questionSetOf } from '#shared/domain/question-sets';
import { checkInIdOf } from '#shared/contracts/ids';
import { cycleName } from '#shared/steps/ask-questions';
import { changeJourney } from '#shared/steps/change-journey';
import { changeRow } from '#shared/steps/change-row';
import { beginLoop } from '#shared/steps/begin-loop';
import { share } from './share.ts';
import {
  mayBeAnswered,
  reply,
  toAPerson,
  type FromSomebody,
  type ReceiveSmsDeps,
  type TextEnd,
} from './inbound.ts';

/** Where a pause says nothing of its length. */
const defaultPauseDays = 14;

/** LATER asks again after this many hours. */
const laterHours = 3;

const hour = 3_600_000;

/** Does what a keyword asks for; `undefined` for a text that is none, or that makes no sense for this person now. */
export async function actOnKeyword(
  deps: ReceiveSmsDeps,
  about: FromSomebody,
  words: WordMeaning,
): Promise<TextEnd | undefined> {
  const { participantId } = about.participant;
  const { inboundMessageId } = about.text;
  const now = deps.clock.now();
  const answered: TextEnd = { outcome: 'keyword' };
  switch (words.kind) {
    case 'privacy': {
      // Two people read a shared phone, and only one of them has asked [P19].
      const { sharedPhone, privacyLevel } = about.participant;
      const level = sharedPhone ? 'discreet' : (words.level ?? privacyLevel);
      const { receivedAt } = about.text;
      await changeRow(deps.records, { kind: 'participant', id: participantId }, (row) =>
        row.privacySetAt !== undefined && row.privacySetAt > receivedAt
          ? { result: undefined }
          : { row: { ...row, privacyLevel: level, privacySetAt: receivedAt }, result: undefined },
      );
      await reply(deps, about, {
        template: 'privacy-set',
        what: `privacy-${inboundMessageId}`,
        params: { level },
      });
      return answered;
    }
    case 'language': {
      const language = words.language ?? (about.participant.language === 'en' ? 'es' : 'en');
      // The same text again asks for the same: without a language in it, the first run has changed it already.
      const before = await deps.records.get('message', `${participantId}_language-${inboundMessageId}`);
      if (!before)
        await changeRow(deps.records, { kind: 'participant', id: participantId }, (row) => ({
          row: { ...row, language },
          result: undefined,
        }));
      await reply(deps, about, { template: 'language-set', what: `language-${inboundMessageId}` });
      return answered;
    }
    case 'pause': {
      const until = new Date(
        Date.parse(about.text.receivedAt) + (words.days ?? defaultPauseDays) * 24 * hour,
      );
      const { journey } = await changeJourney(deps, participantId, (row) =>
        row.reason === 'stopped' || row.pausedUntil === until.toISOString()
          ? undefined
          : paused(row, { at: now, reason: 'asked', until }),
      );
      if (journey.state !== 'paused' || journey.reason === 'stopped') return undefined;
      const params = { when: until.toISOString() };
      await reply(deps, about, { template: 'paused', what: `pause-${inboundMessageId}`, params });
      return answered;
    }
    case 'resume':
      return resume(deps, about);
    case 'mentor': {
      const end = await toAPerson(deps, { ...about, kind: 'contact-asked' });
      await reply(deps, about, { template: 'mentor-asked', what: `mentor-${inboundMessageId}` });
      return { ...end, ...answered };
    }
    case 'coping':
      if (!mayBeAnswered(about)) return undefined;
      await reply(deps, about, { template: 'coping', what: `coping-${inboundMessageId}` });
      return answered;
    case 'later':
      return later(deps, about);
    case 'share':
      return mayBeAnswered(about) ? share(deps, about, words.step) : undefined;
    case 'back':
      return about.journey.state === 'paused' ? resume(deps, about) : back(deps, about);
    default:
      return undefined;
  }
}

/** The open question comes again in a few hours; without one there is nothing to put off. */
async function later(deps: ReceiveSmsDeps, about: FromSomebody): Promise<TextEnd | undefined> {
  if (!mayBeAnswered(about)) return undefined;
  const { participantId } = about.participant;
  const { inboundMessageId, receivedAt } = about.text;
  const checkInId = checkInIdOf(participantId, about.journey.lastCycle);
  const checkIn = await deps.records.get('check-in', checkInId);
  const open = checkIn && isOpen(checkIn) && progress(checkIn.answers, questionSetOf(checkIn.questionSetId));
  if (!checkIn || !open || open.kind !== 'next' || checkIn.asked.length === 0) return undefined;
  await deps.outbox.plan({
    recipient: participantId,
    channel: 'text',
    template: 'nudge',
    messageClass: 'scheduled',
    what: `${cycleName(checkIn)}-later-${inboundMessageId}`,
    params: { questionId: open.question.questionId, checkInId },
    notBefore: new Date(Date.parse(receivedAt) + laterHours * hour),
    sendBefore: new Date(checkIn.deadline),
  });
  await reply(deps, about, { template: 'later-set', what: `later-${inboundMessageId}` });
  return { outcome: 'keyword', checkInId };
}

/** The pause is over. Who stopped comes back with START and with nothing else [T8]. */
async function resume(deps: ReceiveSmsDeps, about: FromSomebody): Promise<TextEnd | undefined> {
  const { journey } = await changeJourney(deps, about.participant.participantId, (row, participant) =>
    row.reason === 'stopped' ? undefined : resumed(row, participant, deps.clock.now()),
  );
  if (journey.state !== 'active') return undefined;
  await reply(deps, about, { template: 'resumed', what: `resume-${about.text.inboundMessageId}` });
  return { outcome: 'keyword' };
}

/**
 * Re-entry by a word: check-ins begin again, weekly, and a coordinator finds out whether a mentor is there [S51]. Only
 * for somebody who had them: who was never admitted, or still waits for a mentor, talks to a person.
 */
async function back(deps: ReceiveSmsDeps, about: FromSomebody): Promise<TextEnd | undefined> {
  const { participant, journey, text } = about;
  const hadCheckIns =
    journey.cadence !== undefined && (journey.state === 'ended' || journey.state === 'active');
  if (participant.texts.state !== 'given' || !hadCheckIns) return undefined;
  const begun = await beginLoop(deps, participant.participantId);
  if (begun.outcome === 'not-now') return undefined;
  await reply(deps, about, { template: 'welcome-back', what: `back-${text.inboundMessageId}` });
  const end = await toAPerson(deps, { ...about, kind: 'contact-asked' });
  return { ...end, outcome: 'keyword' };
}
