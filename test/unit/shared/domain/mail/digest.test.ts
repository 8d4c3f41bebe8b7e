import * as fc from 'fast-check';
import type { CheckIn } from '#shared/contracts/check-in';
import type { Consent } from '#shared/contracts/consent';
import { digestFor, sectionsShown, type Accompanied } from '#shared/domain/mail/digest';
import { byNeed, needs, type Need } from '#shared/domain/mail/digest-needs';
import { missedInARowOf, type CheckInMark } from '#shared/domain/mail/digest-marks';
import { textOf } from '#shared/domain/mail/letter-text';
import { cardOf, weeklyDigest } from '#shared/domain/mail/weekly-digest';
import { aCheckIn, answersOf, hoursLater, monday } from '#test/support/builders';
import { aConcern, anAccompanied, sharing, sharingCrisis } from '#test/support/sample-mails';

const now = hoursLater(-1);
const sectionOf = (person: Accompanied) => digestFor({ accompanied: [person], now })?.sections[0];

const fine = [4, 2, 8, 4, 2] as const;

describe('needs of one person', () => {
  it.each<[string, Parameters<typeof anAccompanied>[0], Need[]]>([
    ['nothing', { weeks: [fine, fine] }, ['steady']],
    ['no check-in yet', { weeks: [] }, ['new']],
    ['an answer with an open concern', { weeks: [fine], concern: 'wellbeing-low' }, ['concern']],
    ['a call that was asked for', { weeks: [fine], concern: 'contact-wanted' }, ['call-wanted']],
    ['the last one missed', { weeks: [fine, 'missed'] }, ['missed']],
    ['two missed in a row', { weeks: [fine, 'missed', 'missed'] }, ['silent']],
    ['one missed long ago', { weeks: ['missed', fine] }, ['steady']],
    ['missed, and the next one waits', { weeks: [fine, 'missed', 'waiting'] }, ['missed']],
    [
      'wellbeing down by 2',
      {
        weeks: [
          [5, 2, 8, 4, 2],
          [3, 2, 8, 4, 2],
        ],
      },
      ['falling'],
    ],
    [
      'wellbeing down by 1',
      {
        weeks: [
          [5, 2, 8, 4, 2],
          [4, 2, 8, 4, 2],
        ],
      },
      ['steady'],
    ],
    [
      'wellbeing down twice',
      {
        weeks: [
          [5, 2, 8, 4, 2],
          [4, 2, 8, 4, 2],
          [3, 2, 8, 4, 2],
        ],
      },
      ['falling'],
    ],
    [
      'craving up by 2',
      {
        weeks: [
          [4, 1, 8, 4, 2],
          [4, 3, 8, 4, 2],
        ],
      },
      ['falling'],
    ],
    [
      'craving down by 2',
      {
        weeks: [
          [4, 3, 8, 4, 2],
          [4, 1, 8, 4, 2],
        ],
      },
      ['steady'],
    ],
    [
      'confidence down by 2 [S35]',
      {
        weeks: [
          [4, 2, 9, 4, 2],
          [4, 2, 7, 4, 2],
        ],
      },
      ['falling'],
    ],
    [
      'a fall that a skipped week hides not',
      {
        weeks: [
          [5, 2, 8, 4, 2],
          [undefined, 2, 8, 4, 2],
          [3, 2, 8, 4, 2],
        ],
      },
      ['falling'],
    ],
    [
      'a fall that is over',
      {
        weeks: [
          [5, 2, 8, 4, 2],
          [3, 2, 8, 4, 2],
          [4, 2, 8, 4, 2],
        ],
      },
      ['steady'],
    ],
    ['raised craving', { weeks: [[4, 6, 8, 4, 2]] }, ['watch']],
    ['few talks with anybody [S11]', { weeks: [[4, 2, 8, 1, 2]] }, ['watch']],
    ['a low answer whose concern is closed', { weeks: [[2, 2, 8, 4, 2]] }, ['watch']],
    ['a call that was asked for and made', { weeks: [[4, 2, 8, 4, 1]] }, ['steady']],
    [
      'concern and silence',
      { weeks: [[2, 2, 8, 4, 2], 'missed', 'missed'], concern: 'wellbeing-low' },
      ['concern', 'silent'],
    ],
    [
      'a pause, whatever was before',
      { weeks: [fine, 'missed', 'missed'], journey: { state: 'paused' } },
      ['paused'],
    ],
    [
      'a pause with an open concern',
      { weeks: [fine], concern: 'craving-high', journey: { state: 'paused' } },
      ['concern', 'paused'],
    ],
  ])('%s', (_case, person, expected) => {
    expect(sectionOf(anAccompanied(person))?.needs).toEqual(expected);
  });

  it('keeps a concern to the coordinator that a text raised: the consent is about check-ins', () => {
    const { checkInId: _checkInId, ...fromText } = aConcern();
    const person = { ...anAccompanied({ weeks: [fine] }), concerns: [fromText] };

    expect(sectionOf(person)?.needs).toEqual(['steady']);
  });

  it('tells of a crisis only under the consent for that', () => {
    const crisis = aConcern({ kind: 'crisis', taskId: 't-crisis-1' });
    const person = (consents: Consent[]) => ({
      ...anAccompanied({ weeks: [fine], participant: { consents } }),
      concerns: [crisis],
    });

    expect(sectionOf(person([sharing()]))?.needs).toEqual(['steady']);
    expect(sectionOf(person([sharing()]))?.consents).toEqual([sharing()]);
    expect(sectionOf(person([sharing(), sharingCrisis]))?.needs).toEqual(['crisis']);
    expect(sectionOf(person([sharing(), sharingCrisis]))?.consents).toEqual([sharing(), sharingCrisis]);
  });

  it('knows a late reply from silence [I6]', () => {
    const late: CheckIn = aCheckIn({
      cycle: 1,
      state: 'missed',
      lateAnswers: [
        {
          questionId: 'wellbeing',
          answer: { kind: 'answer', value: 1 },
          inboundMessageId: 'sms-9',
          receivedAt: monday.toISOString(),
        },
      ],
    });
    const person = { ...anAccompanied({ weeks: [] }), checkIns: [late] };

    expect(sectionOf(person)).toMatchObject({ marks: ['late'], needs: ['steady'], wellbeing: [undefined] });
  });

  it.each<[CheckInMark[], number]>([
    [[], 0],
    [['missed'], 1],
    [['missed', 'missed'], 2],
    [['missed', 'answered'], 0],
    [['answered', 'missed', 'waiting'], 1],
    [['missed', 'broken', 'missed'], 2],
    [['missed', 'late', 'missed'], 1],
    [['partial', 'waiting', 'broken'], 0],
  ])('counts %j as %i missed in a row', (marks, count) => {
    expect(missedInARowOf(marks)).toBe(count);
  });
});

describe('digestFor', () => {
  it('shows the last check-ins, the oldest first, without what was cancelled or not asked', () => {
    const person = anAccompanied({ weeks: [[1], [2], [3], [4], 'missed'] });
    const others = [
      aCheckIn({ cycle: 6, state: 'cancelled', answers: answersOf([5]) }),
      aCheckIn({ cycle: 7, state: 'scheduled' }),
    ];

    const section = sectionOf({ ...person, checkIns: [...others, ...person.checkIns] });

    expect(section?.wellbeing).toEqual([2, 3, 4, undefined]);
    expect(section?.marks).toEqual(['answered', 'answered', 'answered', 'missed']);
  });

  it('never shows the private safety screen [4e]', () => {
    const screen = aCheckIn({
      cycle: 0,
      questionSetId: 'safety-screen-1',
      state: 'answered',
      answers: answersOf([2, 2, 1], 'safety-screen-1'),
    });

    const section = sectionOf({ ...anAccompanied({ weeks: [] }), checkIns: [screen] });

    expect(section).toMatchObject({ marks: [], needs: ['new'] });
  });

  it('says when the next check-in is, and only of one that is still to come', () => {
    const person = anAccompanied({ weeks: [] });

    expect(digestFor({ accompanied: [person], now })?.sections[0]?.nextAt).toEqual(monday);
    expect(digestFor({ accompanied: [person], now: hoursLater(1) })?.sections[0]?.nextAt).toBeUndefined();
    expect(sectionOf(anAccompanied({ weeks: [], journey: { state: 'paused' } }))?.nextAt).toBeUndefined();
  });

  it.each<[string, Parameters<typeof anAccompanied>[0]]>([
    ['without consent', { participant: { consents: [] } }],
    ['with a consent for crises only', { participant: { consents: [sharingCrisis] } }],
    [
      'whose consent was revoked',
      { participant: { consents: [sharing({ revokedAt: hoursLater(-2).toISOString() })] } },
    ],
    ['whose consent has expired', { participant: { consents: [sharing({ expiresAt: now.toISOString() })] } }],
    ['before the programme', { journey: { state: 'waiting' } }],
    ['who has left', { journey: { state: 'ended', reason: 'withdrawn' } }],
  ])('neither shows nor counts somebody %s', (_case, person) => {
    const hidden = anAccompanied({ id: 'p-ben001', name: 'Ben', weeks: ['missed', 'missed'], ...person });
    const seen = anAccompanied({ weeks: [fine] });

    expect(digestFor({ accompanied: [hidden, seen], now })).toEqual(digestFor({ accompanied: [seen], now }));
    expect(digestFor({ accompanied: [hidden], now })).toBeUndefined();
  });

  it('sorts equal needs by name and not by id: ids of partners were made together', () => {
    const [zoe, ana] = ['Zoe', 'Ana'].map((name, index) =>
      anAccompanied({ id: `p-couple${index}`, name, weeks: [fine] }),
    );

    const digest = digestFor({ accompanied: [zoe!, ana!], now });

    expect(digest?.sections.map(({ shownName }) => shownName)).toEqual(['Ana', 'Zoe']);
  });

  it('shows those who need most, and counts the rest', () => {
    const calm = Array.from({ length: sectionsShown + 1 }, (_none, index) =>
      anAccompanied({ id: `p-calm0${index}`, name: `A${index}`, weeks: [fine] }),
    );
    const silent = anAccompanied({ id: 'p-silent', name: 'Zoe', weeks: ['missed', 'missed'] });

    const digest = digestFor({ accompanied: [...calm, silent], now });

    expect(digest?.sections).toHaveLength(sectionsShown);
    expect(digest?.sections[0]?.shownName).toBe('Zoe');
    expect(digest?.more).toBe(2);
  });
});

const someCheckIns = fc.array(
  fc.oneof(
    fc.constantFrom('missed' as const, 'waiting' as const),
    fc.tuple(
      fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      fc.integer({ min: 0, max: 10 }),
      fc.integer({ min: 0, max: 10 }),
      fc.integer({ min: 0, max: 7 }),
      fc.integer({ min: 1, max: 2 }),
    ),
  ),
  { maxLength: 6 },
);
const moment = fc.integer({ min: -300, max: 300 }).map((hours) => hoursLater(hours).toISOString());
const someConsents: fc.Arbitrary<Consent[]> = fc.array(
  fc.record(
    {
      purpose: fc.constantFrom(
        'share-check-ins' as const,
        'share-crisis' as const,
        'joint-features' as const,
      ),
      recipient: fc.constantFrom('mentor' as const, 'partner' as const),
      wording: fc.constant('consent-1'),
      givenAt: moment,
      expiresAt: moment,
      revokedAt: moment,
    },
    { requiredKeys: ['purpose', 'recipient', 'wording', 'givenAt'] },
  ),
  { maxLength: 4 },
);

/** Up to ten people in any state; the ids tell them apart, the names need not. */
const somePeople = fc
  .array(
    fc.record({
      name: fc.constantFrom('Ana', 'Ben', 'Ana Ruiz', 'B. X'),
      weeks: someCheckIns,
      concern: fc.option(fc.constantFrom('craving-high', 'contact-wanted'), { nil: undefined }),
      consents: fc.oneof(fc.constant<Consent[]>([sharing()]), someConsents),
      state: fc.constantFrom('active' as const, 'active' as const, 'paused' as const, 'ended' as const),
      privacyLevel: fc.constantFrom('normal' as const, 'discreet' as const),
    }),
    { maxLength: 10 },
  )
  .map((people) =>
    people.map(({ name, weeks, concern, consents, state, privacyLevel }, index) =>
      anAccompanied({
        id: `p-person${index}`,
        name,
        weeks,
        ...(concern !== undefined && { concern }),
        participant: { consents, privacyLevel },
        journey: { state },
      }),
    ),
  );

describe('digestFor, whatever is given', () => {
  const reader = { language: 'en', timeZone: 'America/New_York' } as const;

  it('shows nobody without a consent that is live at this moment [F6, invariant 7]', () => {
    fc.assert(
      fc.property(somePeople, (accompanied) => {
        const shown = digestFor({ accompanied, now })?.sections ?? [];

        for (const { participantId, consents } of shown) {
          const person = accompanied.find(({ participant }) => participant.participantId === participantId)!;
          for (const consent of consents) {
            expect(person.participant.consents).toContainEqual(consent);
            expect(consent.recipient).toBe('mentor');
            expect(consent.revokedAt).toBeUndefined();
            expect(Date.parse(consent.givenAt)).toBeLessThanOrEqual(now.getTime());
            expect(Date.parse(consent.expiresAt ?? '9999-01-01')).toBeGreaterThan(now.getTime());
          }
          expect(consents.map(({ purpose }) => purpose)).toContain('share-check-ins');
        }
      }),
    );
  });

  it('makes each section from that person alone: nobody else changes a word of it [S06, F4, invariant 1]', () => {
    fc.assert(
      fc.property(somePeople, (accompanied) => {
        const digest = digestFor({ accompanied, now });

        for (const section of digest?.sections ?? []) {
          const person = accompanied.filter(
            ({ participant }) => participant.participantId === section.participantId,
          );
          const alone = digestFor({ accompanied: person, now })!.sections[0]!;
          expect(section).toEqual(alone);
          expect(cardOf(section, reader)).toEqual(cardOf(alone, reader));
        }
      }),
    );
  });

  it('is in an order that is total, by need, and the same however the rows come', () => {
    const ofFirst = (list: readonly Need[]): number => needs.indexOf(list[0]!);

    fc.assert(
      fc.property(somePeople, fc.infiniteStream(fc.integer()), (accompanied, chance) => {
        const shuffled = accompanied
          .map((person) => ({ person, at: chance.next().value as number }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ person }) => person);

        const digest = digestFor({ accompanied, now });

        expect(digestFor({ accompanied: shuffled, now })).toEqual(digest);
        const sections = digest?.sections ?? [];
        for (const [index, section] of sections.entries()) {
          const before = sections[index - 1];
          if (before) expect(byNeed(before, section)).toBeLessThan(0);
          if (before) expect(byNeed(section, before)).toBeGreaterThan(0);
          if (before) expect(ofFirst(before.needs)).toBeLessThanOrEqual(ofFirst(section.needs));
        }
      }),
    );
  });

  it('never names whom it does not show, and reads the same whoever is hidden [4e]', () => {
    const programme = { programmeName: 'Alongside', coordinatorEmail: 'coordinator@example.org' };

    fc.assert(
      fc.property(somePeople, someCheckIns, (accompanied, weeks) => {
        const hidden = anAccompanied({
          id: 'p-hidden1',
          name: 'Xiomara',
          weeks,
          participant: { consents: [] },
        });
        const digest = digestFor({ accompanied, now });
        const withHidden = digestFor({ accompanied: [hidden, ...accompanied], now });

        expect(withHidden).toEqual(digest);
        if (withHidden) expect(textOf(weeklyDigest(withHidden, reader, programme))).not.toContain('Xiomara');
      }),
    );
  });
});
