import type { Crisis } from '#shared/contracts/crisis';
import type { InboundText } from '#shared/contracts/inbound-text';
import type { TextTemplate } from '#shared/contracts/text-template';
import { pagedIn, safeReplyFor, startsLadder } from '#shared/domain/crisis';
import { readPageAnswer } from '#shared/domain/page-answer';
import { readWords } from '#shared/domain/read-words';
import { triage } from '#shared/domain/triage/triage';
import { acknowledgeCrisis, passCrisisOn } from '#shared/steps/acknowledge-crisis';
import { toAPerson, type ReceiveSmsDeps, type TextEnd } from './inbound.ts';
import { helpMentor, startMentor, stopMentor } from './mentor-words.ts';

/**
 * A mentor's text: the code of a page takes over its crisis, or passes it on where the text says no; everything else is
 * for the coordinators, at once where the mentor is in danger: mentors are in recovery too [S03].
 */
export async function fromMentor(
  deps: ReceiveSmsDeps,
  text: InboundText,
  mentorId: string,
): Promise<TextEnd> {
  const { codes, cannot } = readPageAnswer(text.body);
  const crisis = await pagedFor(deps, mentorId, codes);
  if (!crisis) return everythingElse(deps, text, mentorId);
  const { crisisId, drill } = crisis;

  if (cannot) {
    if (!drill && crisis.state === 'acknowledged' && crisis.acknowledgedBy === mentorId)
      return keeping(deps, { text, mentorId, crisisId });
    await passCrisisOn(deps, crisisId, mentorId);
    await answer(deps, { text, mentorId, crisisId, template: drill ? 'drill-thanks' : 'page-passed-on' });
    // Nobody has to know why in a drill, unless it is that they need somebody themselves.
    if (drill && (await isInNeed(deps, text, mentorId))) return everythingElse(deps, text, mentorId);
    if (drill) return { outcome: 'declined', crisisId };
    return { ...(await everythingElse(deps, text, mentorId)), crisisId };
  }
  const { outcome } = await acknowledgeCrisis(deps, crisisId, mentorId);
  const template = outcome === 'taken' ? 'page-acknowledged' : 'page-stand-down';
  await answer(deps, { text, mentorId, crisisId, template: drill ? 'drill-thanks' : template });
  return { outcome: 'acknowledged', crisisId };
}

/** Nobody else is paged any more for what they have taken over: it is theirs until a coordinator, told at once, changes that. */
async function keeping(
  deps: ReceiveSmsDeps,
  about: { readonly text: InboundText; readonly mentorId: string; readonly crisisId: string },
): Promise<TextEnd> {
  await answer(deps, { ...about, template: 'page-acknowledged' });
  return { ...(await toAPerson(deps, { ...about, kind: 'crisis' })), crisisId: about.crisisId };
}

/** The crisis that one of these codes stands for, if this mentor was paged for it: nobody takes one by guessing. */
async function pagedFor(
  { records }: ReceiveSmsDeps,
  mentorId: string,
  codes: readonly string[],
): Promise<Crisis | undefined> {
  for (const code of codes) {
    const claim = await records.get('code-claim', code);
    const crisis = claim && (await records.get('crisis', claim.crisisId));
    if (crisis && pagedIn(crisis).includes(mentorId)) return crisis;
  }
  return undefined;
}

async function isInNeed(
  { records }: ReceiveSmsDeps,
  { body }: InboundText,
  mentorId: string,
): Promise<boolean> {
  const mentor = await records.get('mentor', mentorId);
  return triage(body, mentor?.language ?? 'en').severity !== 'none';
}

async function everythingElse(deps: ReceiveSmsDeps, text: InboundText, mentorId: string): Promise<TextEnd> {
  const mentor = await deps.records.get('mentor', mentorId);
  const danger = triage(text.body, mentor?.language ?? 'en');
  if (!startsLadder(danger.severity)) {
    const { kind } = readWords(text.body);
    if (kind === 'stop') return stopMentor(deps, text, mentorId);
    if (kind === 'start') return startMentor(deps, text, mentorId);
    if (kind === 'help') await helpMentor(deps, text, mentorId);
    return toAPerson(deps, { text, kind: 'reply-to-read', mentorId });
  }
  await deps.outbox.plan({
    recipient: mentorId,
    channel: 'text',
    template: safeReplyFor(danger.topics),
    messageClass: 'staff',
    what: `crisis-${text.inboundMessageId}-reply`,
    params: {},
    sendBefore: hoursAfterText(text, 4),
  });
  return toAPerson(deps, { text, kind: 'crisis', mentorId });
}

const answer = (
  { outbox }: ReceiveSmsDeps,
  about: {
    readonly text: InboundText;
    readonly mentorId: string;
    readonly crisisId: string;
    readonly template: TextTemplate;
  },
) =>
  outbox.plan({
    recipient: about.mentorId,
    channel: 'text',
    template: about.template,
    messageClass: 'staff',
    what: `page-answer-${about.text.inboundMessageId}`,
    params: { crisisId: about.crisisId },
    sendBefore: hoursAfterText(about.text, 1),
  });

const hoursAfterText = ({ receivedAt }: InboundText, hours: number): Date =>
  new Date(Date.parse(receivedAt) + hours * 3_600_000);
