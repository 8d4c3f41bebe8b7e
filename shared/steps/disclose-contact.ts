import type { Crisis } from '../contracts/crisis.ts';
import { disclosureIdOf } from '../contracts/disclosure.ts';
import { disclosed } from '../domain/disclosure.ts';
import { contactFor, type Contact } from '../domain/pages/crisis-page.ts';
import type { Clock } from '../ports/clock.ts';
import type { Records } from '../ports/records.ts';
import { Transient } from '../runtime/errors.ts';
import { put } from './change-row.ts';

/**
 * Whom whoever has taken over a crisis may call, by the participant's consent at this moment. That it was told is on
 * record before it is: once for each crisis and mentor, with the consent as it stood, however often the page is opened,
 * and not at all where the consent is withdrawn in between [F5, F6, F8].
 */
export async function discloseContact(
  { records, clock }: { readonly records: Records; readonly clock: Clock },
  crisis: Crisis,
  actorId: string,
): Promise<Contact | undefined> {
  if (crisis.participantId === undefined) return undefined;
  const source = `${actorId}_${crisis.crisisId}`;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const participant = await records.get('participant', crisis.participantId);
    const contact = contactFor({ crisis, actorId, participant, now: clock.now() });
    if (!participant || !contact) return undefined;
    const { participantId, consent } = contact;
    if (await records.get('disclosure', disclosureIdOf(participantId, source))) return contact;
    const row = disclosed(
      {
        participantId,
        mentorId: actorId,
        crisisId: crisis.crisisId,
        template: 'crisis-contact',
        consents: [consent],
      },
      { source, at: clock.now() },
    );
    const written = await records.write([
      put('disclosure', row, 0),
      { unchanged: 'participant', id: participantId, revision: participant.revision },
    ]);
    if (written === 'written') return contact;
  }
  throw new Transient('a participant was changed by others five times in a row');
}
