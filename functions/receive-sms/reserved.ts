import { checkInIdOf } from '#shared/contracts/ids';
import type { JourneyState } from '#shared/contracts/journey';
import type { TextConsentState } from '#shared/contracts/participant';
import type { WordMeaning } from '#shared/domain/read-words';
import { isOpen } from '#shared/domain/check-in';
import { resumed } from '#shared/domain/journey';
import { beginLoop } from '#shared/steps/begin-loop';
import { changeJourney } from '#shared/steps/change-journey';
import { changeRow } from '#shared/steps/change-row';
import { endCheckIn } from '#shared/steps/end-check-in';
import { followStop, pauseForStop } from '#shared/steps/stop-texts';
import { reply, toAPerson, type FromSomebody, type ReceiveSmsDeps, type TextEnd } from './inbound.ts';

/**
 * STOP: for this person only, at once, in whatever order texts arrive; one confirmation and nothing more [T4, T6].
 * Check-ins pause until they come back, a coordinator hears of it [P15], and nobody else does.
 */
export async function stop(
  deps: ReceiveSmsDeps,
  about: FromSomebody,
  confirmation: 'stop-confirmation' | 'crisis-stopped' = 'stop-confirmation',
): Promise<TextEnd> {
  const { participantId } = about.participant;
  const { inboundMessageId } = about.text;
  const change = await setConsent(deps, about, 'stopped');
  if (change === 'superseded') return { outcome: 'opted-out' };
  if (change === 'changed') {
    await deps.outbox.plan({
      recipient: participantId,
      channel: 'text',
      template: confirmation,
      messageClass: 'opt-out',
      what: `stop-${inboundMessageId}`,
      params: {},
      sendBefore: new Date(Date.parse(about.text.receivedAt) + 5 * 60_000),
    });
  }
  await letIntakeGoOn(deps, about, 'declined');
  // Once for the STOP that stands, however often it is said again.
  const stopped = await deps.records.get('participant', participantId);
  if (stopped) await followStop(deps, stopped);
  return { outcome: 'opted-out' };
}

/** START: the only word that undoes STOP [T8]; check-ins go on from the next one. */
export async function start(deps: ReceiveSmsDeps, about: FromSomebody): Promise<TextEnd> {
  const { participantId } = about.participant;
  const change = await setConsent(deps, about, 'given');
  if (change === 'superseded') return { outcome: 'opted-in' };
  if (change === 'changed')
    await reply(deps, about, {
      template: 'start-confirmation',
      what: `start-${about.text.inboundMessageId}`,
    });
  const state = await letIntakeGoOn(deps, about, 'agreed');
  await changeJourney(deps, participantId, (journey, participant) =>
    journey.reason === 'stopped' ? resumed(journey, participant, deps.clock.now()) : undefined,
  );
  await beginWhereMatched(deps, about);
  // Their way had ended, perhaps with that STOP: only a person can say how it goes on.
  if (state === 'ended')
    return { ...(await toAPerson(deps, { ...about, kind: 'contact-asked' })), outcome: 'opted-in' };
  return { outcome: 'opted-in' };
}

/** Their mentor was found while this number took no texts: what could not begin then begins now. */
async function beginWhereMatched(
  deps: ReceiveSmsDeps,
  { participant, journey }: FromSomebody,
): Promise<void> {
  const { participantId, coupleId } = participant;
  if (journey.state !== 'waiting' || coupleId === undefined) return;
  const couple = await deps.records.get('couple', coupleId);
  if (couple?.state === 'paired') await beginLoop(deps, participantId);
}

/** HELP: who we are, how to stop, and the crisis lines [T3]; a cry for help is for a person too. */
export async function help(
  deps: ReceiveSmsDeps,
  about: FromSomebody,
  { forAPerson }: { forAPerson: boolean },
): Promise<TextEnd> {
  await reply(deps, about, { template: 'help', what: `help-${about.text.inboundMessageId}` });
  return forAPerson ? toAPerson(deps, { ...about, kind: 'help-asked' }) : { outcome: 'helped' };
}

/** The number belongs to somebody else: nothing more to it, not even a confirmation that names us [T17, F9]. */
export async function wrongNumber(deps: ReceiveSmsDeps, about: FromSomebody): Promise<TextEnd> {
  await setConsent(deps, about, 'stopped');
  await letIntakeGoOn(deps, about, 'declined');
  await pauseForStop(deps, about.participant.participantId);
  return toAPerson(deps, { ...about, kind: 'wrong-number' });
}

/** A sentence that may be a STOP: a person decides, and nothing automatic leaves until then [T9]. */
export async function stopOrNot(deps: ReceiveSmsDeps, about: FromSomebody): Promise<TextEnd> {
  const end = await toAPerson(deps, { ...about, kind: 'stop-or-not' });
  await changeRow(deps.records, { kind: 'participant', id: about.participant.participantId }, (row) =>
    row.texts.state === 'stopped' || row.undecidedStop !== undefined
      ? { result: undefined }
      : { row: { ...row, undecidedStop: end.taskId }, result: undefined },
  );
  return end;
}

/** YES and NO, where this number was asked for its agreement and has not given it yet [T1, T8]. */
export async function agreementOf(
  deps: ReceiveSmsDeps,
  about: FromSomebody,
  kind: WordMeaning['kind'],
): Promise<TextEnd | undefined> {
  const { texts } = about.participant;
  const isRepeat = texts.inboundMessageId === about.text.inboundMessageId;
  if (texts.state !== 'invited' && !isRepeat) return undefined;
  if (kind === 'yes') {
    await setConsent(deps, about, 'given');
    const state = await letIntakeGoOn(deps, about, 'agreed');
    // Nobody waits for it any more: a coordinator picks it up.
    if (state !== 'intake')
      return { ...(await toAPerson(deps, { ...about, kind: 'reply-to-read' })), outcome: 'agreed' };
    return { outcome: 'agreed' };
  }
  if (kind === 'no') {
    await setConsent(deps, about, 'declined');
    await reply(deps, about, {
      template: 'opt-in-declined',
      what: `declined-${about.text.inboundMessageId}`,
    });
    await letIntakeGoOn(deps, about, 'declined');
    return { outcome: 'declined' };
  }
  return undefined;
}

/**
 * Writes what a number says about texts, with the proof. An older text never undoes a newer one, in whatever order they
 * arrive; at the same moment STOP wins. `changed` for the text that changed it, also the second time it is worked on.
 */
async function setConsent(
  { records }: ReceiveSmsDeps,
  { participant, text }: FromSomebody,
  state: TextConsentState,
): Promise<'changed' | 'unchanged' | 'superseded'> {
  const { inboundMessageId, receivedAt } = text;
  return changeRow(records, { kind: 'participant', id: participant.participantId }, (row) => {
    if (row.texts.inboundMessageId === inboundMessageId)
      return { result: row.texts.state === state ? ('changed' as const) : ('superseded' as const) };
    // At the same moment STOP wins; an invitation is no word of theirs, so that even the fastest YES counts.
    const isEven = state === 'stopped' || row.texts.state === 'invited';
    const isNewer = isEven ? row.texts.at <= receivedAt : row.texts.at < receivedAt;
    if (!isNewer) return { result: 'superseded' as const };
    const { undecidedStop: _undecided, ...rest } = row;
    // Said again: the first text stays the proof, and the newer time keeps what lies between them from winning.
    const isSame = row.texts.state === state;
    const texts = isSame ? { ...row.texts, at: receivedAt } : { state, at: receivedAt, inboundMessageId };
    return { row: { ...rest, texts }, result: isSame ? ('unchanged' as const) : ('changed' as const) };
  });
}

/**
 * The intake's step that waits for this number's agreement goes on; the token is spent with it. Who wants no texts is
 * asked no more of the private screen either. Returns the journey's state as it is now.
 */
async function letIntakeGoOn(
  deps: ReceiveSmsDeps,
  { participant: { participantId } }: FromSomebody,
  outcome: 'agreed' | 'declined',
): Promise<JourneyState | undefined> {
  // Read again, behind the consent: whoever saves a token after this look sees the consent, whoever did before is seen.
  const journey = await deps.records.get('journey', participantId);
  const { intake, state } = journey ?? {};
  if (state === 'intake' && outcome === 'declined') {
    const screen = await deps.records.get('check-in', checkInIdOf(participantId, 0));
    if (screen && isOpen(screen))
      await endCheckIn(deps, screen.checkInId, { as: 'cancelled', reason: 'stopped' });
  }
  if (intake && (intake.step === 'agreement' || outcome === 'declined'))
    await deps.steps.complete(intake.taskToken, { outcome });
  return state;
}
