import type { Participant, TextConsent } from '../contracts/participant.ts';

/**
 * A participant whose number stopped texts, said by any means [T5]. What was said later stands: of the two at the same
 * moment STOP wins. `undefined` where that, or an earlier STOP, leaves nothing to change.
 */
export function textsStopped(
  participant: Participant,
  { at, inboundMessageId }: Pick<TextConsent, 'at' | 'inboundMessageId'>,
): Participant | undefined {
  const { texts, undecidedStop: _settled, ...rest } = participant;
  if (texts.state === 'stopped' || texts.at > at) return undefined;
  return {
    ...rest,
    texts: { state: 'stopped', at, ...(inboundMessageId !== undefined && { inboundMessageId }) },
  };
}
