import type { Crisis } from '#shared/contracts/crisis';
import type { Mentor } from '#shared/contracts/mentor';
import { Weekday } from '#shared/contracts/local-time';
import type { Couple, Pairing } from '#shared/contracts/pairing';
import type { Records } from '#shared/ports/records';
import { put } from '#shared/steps/change-row';
import { monday } from './builders.ts';

/** Every hour of every day. */
export const always = Weekday.options.map((weekday) => ({ weekday, start: '00:00', end: '24:00' }));

/** What lets a mentor be paged at all. */
export const trained = { crisisTraining: { expiresOn: '2027-12-31' } } satisfies Partial<Mentor>;

/** What lets the own mentor be paged for somebody. */
export const mayTellMentor = {
  consents: [
    {
      purpose: 'share-crisis' as const,
      recipient: 'mentor' as const,
      wording: 'share-crisis-1-en',
      givenAt: '2026-01-01T00:00:00.000Z',
    },
  ],
};

/** An open crisis of Ana's. */
export const aCrisis = (fields: Partial<Crisis> = {}): Crisis => ({
  crisisId: 'crisis-sms-1',
  participantId: 'p-ana001',
  severity: 'imminent',
  reasons: ['suicide-intent'],
  openedAt: monday.toISOString(),
  state: 'open',
  code: '4821',
  pages: [],
  ...fields,
});

/** Ana and Ben, accompanied by these mentors. */
export async function pair(
  records: Records,
  mentorIds: string[],
  fields: { couple?: Partial<Couple>; pairing?: Partial<Pairing> } = {},
): Promise<void> {
  const ids = { coupleId: 'c-anaben', pairingId: 'pair-anaben-1' };
  const participantIds = ['p-ana001', 'p-ben001'];
  const outcome = await records.write([
    put(
      'couple',
      {
        ...ids,
        participantIds,
        state: 'paired',
        createdAt: monday.toISOString(),
        questions: [],
        weight: 1,
        refusals: [],
        previousMentorIds: [],
        offers: 1,
        matchings: 1,
        ...fields.couple,
      },
      0,
    ),
    put(
      'pairing',
      {
        ...ids,
        participantIds,
        mentorUnitId: 'u-dana01',
        mentorIds,
        weight: 1,
        state: 'active',
        since: monday.toISOString(),
        ...fields.pairing,
      },
      0,
    ),
  ]);
  if (outcome !== 'written') throw new Error('they have a mentor already');
}
