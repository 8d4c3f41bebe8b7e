import { liveConsent } from '#shared/domain/consents';
import type { Consent } from '#shared/contracts/consent';
import { hoursLater, monday } from '#test/support/builders';

const cell = { purpose: 'share-check-ins', recipient: 'mentor' } as const;
const given = (fields: Partial<Consent> = {}): Consent => ({
  ...cell,
  wording: 'consent-1',
  givenAt: hoursLater(-48).toISOString(),
  ...fields,
});
const [yesterday, tomorrow] = [hoursLater(-24).toISOString(), hoursLater(24).toISOString()];

describe('liveConsent', () => {
  it.each<[string, Consent[]]>([
    ['given', [given()]],
    ['given, and not yet expired', [given({ expiresAt: tomorrow })]],
    ['given at this moment', [given({ givenAt: monday.toISOString() })]],
    [
      'given again after it was revoked',
      [given({ revokedAt: hoursLater(-30).toISOString() }), given({ givenAt: yesterday })],
    ],
    ['given again after it had expired', [given({ expiresAt: yesterday }), given({ givenAt: yesterday })]],
  ])('permits what is %s', (_case, consents) => {
    expect(liveConsent(consents, cell, monday)).toBe(consents.at(-1));
  });

  it.each<[string, Consent[]]>([
    ['never given', []],
    ['given for another purpose', [given({ purpose: 'share-crisis' })]],
    ['given to another recipient', [given({ recipient: 'partner' })]],
    ['revoked', [given({ revokedAt: yesterday })]],
    ['revoked at this moment', [given({ revokedAt: monday.toISOString() })]],
    ['expired', [given({ expiresAt: yesterday })]],
    ['expiring at this moment', [given({ expiresAt: monday.toISOString() })]],
    ['given in the future', [given({ givenAt: tomorrow })]],
    // Whoever revokes does not count how often they gave it.
    [
      'revoked after it was given twice',
      [given({ revokedAt: hoursLater(-12).toISOString() }), given({ givenAt: yesterday })],
    ],
    [
      'given twice and expired the second time',
      [given(), given({ givenAt: yesterday, expiresAt: hoursLater(-1).toISOString() })],
    ],
  ])('does not permit what is %s', (_case, consents) => {
    expect(liveConsent(consents, cell, monday)).toBeUndefined();
    expect(liveConsent(consents.toReversed(), cell, monday)).toBeUndefined();
  });
});
