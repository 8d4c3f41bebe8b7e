import type { Participant } from '../contracts/participant.ts';
import { wantsNoTexts } from '../domain/intake.ts';
import type { Records } from '../ports/records.ts';

/**
 * Whether the intake may ask this person by text: not where they said on the form that they want none [T1], nor over a
 * phone whose number their partner holds, since nobody could tell who answers [P19].
 */
export async function canBeAsked(
  records: Records,
  participant: Pick<Participant, 'participantId' | 'phone' | 'sharedPhone' | 'texts'>,
): Promise<boolean> {
  if (wantsNoTexts(participant)) return false;
  if (!participant.sharedPhone) return true;
  const claim = await records.get('phone-claim', participant.phone);
  return claim?.holderId === participant.participantId;
}
