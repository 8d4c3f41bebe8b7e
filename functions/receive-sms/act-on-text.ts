import type { InboundText } from '#shared/contracts/inbound-text';
import { safeReplyFor, startsLadder } from '#shared/domain/crisis';
import { readPhoneNumber } from '#shared/domain/phone-number';
import { readWords, type WordMeaning } from '#shared/domain/read-words';
import { triage } from '#shared/domain/triage/triage';
import type { TriageResult } from '#shared/contracts/triage';
import { Permanent } from '#shared/runtime/errors';
import { openCrisis } from '#shared/steps/open-crisis';
import { raiseConcern } from '#shared/steps/raise-concern';
import { numberWorks } from '#shared/steps/stop-channel';
import { takeAnswerIn } from './answers.ts';
import {
  mayBeAnswered,
  reply,
  toAPerson,
  type FromSomebody,
  type ReceiveSmsDeps,
  type TextEnd,
} from './inbound.ts';
import { actOnKeyword } from './keywords.ts';
import { fromMentor } from './mentor-texts.ts';
import { agreementOf, help, start, stop, stopOrNot, wrongNumber } from './reserved.ts';

/**
 * Does what a text asks for, and says where it ended. Every branch may run twice: its writes are conditional or have
 * ids of the text's own. Crisis rules read every text, whatever else it says [T10]; reserved words come before anything
 * that is being asked [P1]; what nothing understands is read by a person.
 */
export async function actOn(deps: ReceiveSmsDeps, text: InboundText): Promise<TextEnd> {
  const phone = readPhoneNumber(text.from);
  const claim = phone === undefined ? undefined : await deps.records.get('phone-claim', phone);
  if (!claim) {
    const isDanger = startsLadder(triage(text.body, 'en').severity);
    return toAPerson(deps, { text, kind: isDanger ? 'crisis' : 'unknown-sender' });
  }
  if (claim.holderId.startsWith('m-')) return fromMentor(deps, text, claim.holderId);
  const [participant, journey] = await Promise.all([
    deps.records.get('participant', claim.holderId),
    deps.records.get('journey', claim.holderId),
  ]);
  if (!participant || !journey) throw new Permanent('a claimed number leads to nobody');
  if (participant.numberFailed) {
    await numberWorks(deps, participant.participantId);
    return actOn(deps, text);
  }

  const about = { text, participant, journey };
  const danger = triage(text.body, participant.language);
  const words = readWords(text.body);
  const end = startsLadder(danger.severity)
    ? await inCrisis(deps, about, { danger, words })
    : await everyday(deps, about, words);
  if (danger.severity === 'concern' && !isSaidByItsWords(danger, words)) await concernIn(deps, about, danger);
  return { participantId: participant.participantId, ...end };
}

/** "HELP", "my mentor", "I want to leave": the words themselves bring the answer, or the person, that it calls for. */
const isSaidByItsWords = ({ topics }: TriageResult, { kind }: WordMeaning): boolean =>
  kind !== 'none' && topics.every((topic) => topic === 'help' || topic === 'programme');

/** Help first; then what the text also says, without another question from us: a person goes on from here. */
async function inCrisis(
  deps: ReceiveSmsDeps,
  about: FromSomebody,
  { danger, words }: { danger: TriageResult; words: WordMeaning },
): Promise<TextEnd> {
  const { inboundMessageId } = about.text;
  const { participantId } = about.participant;
  if (!startsLadder(danger.severity)) throw new Permanent('this severity starts no ladder');
  // The one text that leaves after a STOP is its confirmation: it carries the lines, and a person calls [T6, T10].
  const isStop = words.kind === 'stop';
  if (isStop) await stop(deps, about, 'crisis-stopped');
  const { crisisId } = await openCrisis(deps, {
    source: inboundMessageId,
    participantId,
    severity: danger.severity,
    reasons: danger.reasons.map(({ ruleId }) => ruleId),
    inboundMessageId,
    ...(!isStop && { reply: safeReplyFor(danger.topics) }),
  });
  deps.metrics.count('CrisesOpened');
  // "STOP I want to die", "wrong number, I want to die": what helps still leaves, and nothing else until decided [T9, T10].
  if (words.kind === 'stop-or-not' || words.kind === 'wrong-number') await stopOrNot(deps, about);
  if (!isStop) await takeAnswerIn(deps, about, { quietly: true });
  return { outcome: 'crisis', crisisId };
}

/** Everything that is no emergency, in the order in which words win. */
async function everyday(deps: ReceiveSmsDeps, about: FromSomebody, words: WordMeaning): Promise<TextEnd> {
  switch (words.kind) {
    case 'stop':
      return stop(deps, about);
    case 'start':
      return start(deps, about);
    case 'help':
      return help(deps, about, { forAPerson: words.forAPerson || !mayBeAnswered(about) });
    case 'wrong-number':
      return wrongNumber(deps, about);
    case 'stop-or-not':
      return stopOrNot(deps, about);
    case 'another-number':
      return help(deps, about, { forAPerson: true });
    default: {
      // A keyword is none of the numbers that a question asks for: it comes before the question [P1].
      return (
        (await agreementOf(deps, about, words.kind)) ??
        (await actOnKeyword(deps, about, words)) ??
        (await takeAnswerIn(deps, about, { quietly: false })) ??
        freeText(deps, about)
      );
    }
  }
}

/** Words for a person, who gets them; the texter learns that they arrived, once a day. */
export async function freeText(deps: ReceiveSmsDeps, about: FromSomebody): Promise<TextEnd> {
  const { text, participant } = about;
  const end = await toAPerson(deps, { text, participant, kind: 'reply-to-read' });
  await reply(deps, about, { template: 'passed-on', what: `passed-on-${text.receivedAt.slice(0, 10)}` });
  return end;
}

async function concernIn(
  deps: ReceiveSmsDeps,
  { text, participant }: FromSomebody,
  danger: TriageResult,
): Promise<void> {
  const { inboundMessageId } = text;
  await raiseConcern(deps, participant.participantId, {
    taskId: `t-concern-${inboundMessageId}`,
    signal: danger.topics.includes('relapse') ? 'lapse' : 'concern-in-answers',
    reason: danger.reasons
      .map(({ ruleId }) => ruleId)
      .join(' ')
      .slice(0, 200),
    inboundMessageId,
  });
}
