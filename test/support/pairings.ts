import type { Pairing } from '#shared/contracts/pairing';
import { monday } from './builders.ts';

/** Dana accompanies Ana and Ben. */
export const aPairing = (fields: Partial<Pairing> = {}): Pairing => ({
  pairingId: 'pair-anaben-1',
  coupleId: 'c-anaben',
  participantIds: ['p-ana001', 'p-ben001'],
  mentorUnitId: 'u-dana01',
  mentorIds: ['m-dana01'],
  weight: 1,
  state: 'active',
  since: monday.toISOString(),
  ...fields,
});
