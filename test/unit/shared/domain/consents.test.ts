import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import type { Consent } from '#shared/contracts/consent';
import { ConsentChoice } from '#shared/contracts/intake';
import { Language } from '#shared/contracts/language';
import {
  consentRecorded,
  consentsAfter,
  isLive,
  liveConsent,
  recipientOfChoice,
  wordingOf,
} from '#shared/domain/consents';
import { consentWords } from '#shared/domain/pages/consent-words';
import { hoursLater, monday } from '#test/support/builders';

const aConsent = (fields: Partial<Consent> = {}): Consent => ({
  purpose: 'share-crisis',
  recipient: 'mentor',
  wording: 'share-crisis-1-en',
  givenAt: monday.toISOString(),
  ...fields,
});

it.each([
  ['given', {}, monday, true],
  ['not given yet', {}, hoursLater(-1), false],
  ['taken back', { revokedAt: hoursLater(1).toISOString() }, hoursLater(2), false],
  ['about to expire', { expiresAt: hoursLater(2).toISOString() }, hoursLater(1), true],
  ['expired at this moment', { expiresAt: hoursLater(2).toISOString() }, hoursLater(2), false],
])('holds or not: %s', (_, fields, now, expected) => {
  expect(isLive(aConsent(fields), now)).toBe(expected);
});

it('is for one purpose and one recipient, and for no other', () => {
  const consents = [aConsent()];

  expect(liveConsent(consents, { purpose: 'share-crisis', recipient: 'mentor' }, monday)).toBeDefined();
  expect(liveConsent(consents, { purpose: 'share-crisis', recipient: 'partner' }, monday)).toBeUndefined();
  expect(liveConsent(consents, { purpose: 'share-check-ins', recipient: 'mentor' }, monday)).toBeUndefined();
});

it('makes of any history of choices what was chosen last, keeps every proof, and touches nothing else', () => {
  const referral = aConsent({ purpose: 'referral', recipient: 'outside', wording: 'referral-1-en' });
  fc.assert(
    fc.property(
      fc.array(fc.subarray([...ConsentChoice.options]), { minLength: 1, maxLength: 8 }),
      (history) => {
        const after = history.reduce<Consent[]>(
          (cells, chosen, index) => consentsAfter(cells, chosen, { now: hoursLater(index), language: 'es' }),
          [referral],
        );

        const now = hoursLater(history.length);
        const held = ConsentChoice.options.filter(
          (purpose) =>
            liveConsent(after, { purpose, recipient: recipientOfChoice[purpose] }, now) !== undefined,
        );
        expect(held).toEqual(ConsentChoice.options.filter((choice) => history.at(-1)?.includes(choice)));
        expect(after[0]).toEqual(referral);
        const given = ConsentChoice.options.flatMap((choice) =>
          history.filter((chosen, index) => chosen.includes(choice) && !history[index - 1]?.includes(choice)),
        );
        expect(after).toHaveLength(1 + given.length);
      },
    ),
  );
});

/** Whoever changes a word gives it a new version: these digests are of what the versions say [T14]. */
it.each([
  ['texts-1-en', '60761c23da0d'],
  ['texts-1-es', 'd60a5a6e78b1'],
  ['share-check-ins-1-en', 'f71386fbbd28'],
  ['share-check-ins-1-es', '75e071816f5a'],
  ['share-crisis-1-en', 'fc494b1353a4'],
  ['share-crisis-1-es', '0c1f5c08fc4c'],
  ['joint-features-1-en', '1a5cd864e59a'],
  ['joint-features-1-es', '7feb8cec0b48'],
])('%s is worded as it was when people agreed to it', (version, digest) => {
  const shown = Language.options.flatMap((language) => {
    const { texts, intro, choices } = consentWords[language];
    return [
      { version: wordingOf('texts', language), words: [texts] },
      ...ConsentChoice.options.map((choice) => ({
        version: wordingOf(choice, language),
        words: [...intro, choices[choice].label, choices[choice].detail],
      })),
    ];
  });

  const words = shown.find((one) => one.version === version)?.words ?? [];

  expect(createHash('sha256').update(words.join('\n')).digest('hex').slice(0, 12)).toBe(digest);
});

describe('a consent that a coordinator writes down', () => {
  const cell = { purpose: 'referral', recipient: 'outside' } as const;
  const by = { now: hoursLater(1), by: 'user-1' };

  it('holds from now on, and says who wrote it down', () => {
    const after = consentRecorded([aConsent()], { ...cell, given: true }, by);

    expect(after).toEqual([
      aConsent(),
      { ...cell, wording: 'staff-recorded', givenAt: hoursLater(1).toISOString(), recordedBy: 'user-1' },
    ]);
  });

  it('ends every one of its kind that holds, and no other; each stays provable', () => {
    const one = aConsent({ ...cell });
    const another = aConsent({ ...cell, recipient: 'clinician' });

    const after = consentRecorded([one, one, another], { ...cell, given: false }, by);

    const ended = { ...one, revokedAt: hoursLater(1).toISOString() };
    expect(after).toEqual([ended, ended, another]);
  });

  it.each([
    ['holds already', [aConsent({ ...cell })], true],
    ['was never given', [aConsent()], false],
    ['was taken back before', [aConsent({ ...cell, revokedAt: monday.toISOString() })], false],
  ])('changes nothing where it %s', (_how, before, given) => {
    expect(consentRecorded(before, { ...cell, given }, by)).toBeUndefined();
  });

  it('makes of any history what was written down last, for each kind apart, and never erases', () => {
    const cells = [cell, { purpose: 'share-crisis', recipient: 'mentor' }] as const;
    const step = fc.record({ which: fc.constantFrom(...cells), given: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (history) => {
        let consents: readonly Consent[] = [];
        for (const [index, { which, given }] of history.entries()) {
          const now = hoursLater(index);
          const before = consents;
          consents = consentRecorded(before, { ...which, given }, { now, by: 'user-1' }) ?? before;
          expect(consents.length).toBeGreaterThanOrEqual(before.length);
        }

        const now = hoursLater(history.length);
        for (const one of cells) {
          const last = history.findLast(({ which }) => which === one)?.given ?? false;
          expect(liveConsent(consents, one, now) !== undefined).toBe(last);
        }
      }),
    );
  });
});
