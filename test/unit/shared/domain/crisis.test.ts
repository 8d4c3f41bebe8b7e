import type { Crisis } from '#shared/contracts/crisis';
import {
  acknowledged,
  closed,
  codesFor,
  covers,
  crisisIdOf,
  declined,
  nextPage,
  rungs,
  safeReplyFor,
  startsLadder,
  stillCalls,
  unanswered,
} from '#shared/domain/crisis';
import { minutesLater, monday } from '#test/support/builders';
import { aCrisis } from '#test/support/crisis';
import { aMentor } from '#test/support/mentors';
import * as fc from 'fast-check';

const mentors = (...ids: string[]) => ids.map((mentorId) => aMentor({ mentorId }));
const pageOf = (rung: Crisis['pages'][number]['rung'], ...who: string[]) => ({
  rung,
  who,
  at: monday.toISOString(),
  enteredAt: monday.toISOString(),
});

describe('the rungs of a ladder', () => {
  const people = {
    ownMentors: mentors('m-dana01', 'm-dave01'),
    whyNoOwn: 'no-consent' as const,
    onCall: mentors('m-eve001', 'm-dana01', 'm-fay001', 'm-gus001', 'm-hal001'),
    whyNoOnCall: 'nobody-on-call' as const,
  };

  it.each<{ title: string; crisis: Partial<Crisis>; given?: Partial<typeof people>; next: unknown }>([
    { title: 'the own mentors first', crisis: {}, next: { rung: 'mentor', who: ['m-dana01', 'm-dave01'] } },
    {
      title: 'then three of those on call, nobody twice',
      crisis: { pages: [pageOf('mentor', 'm-dana01')] },
      next: { rung: 'on-call', who: ['m-eve001', 'm-fay001', 'm-gus001'] },
    },
    {
      title: 'whoever is on call where the own mentor may not be told',
      crisis: {},
      given: { ownMentors: [] },
      next: { rung: 'on-call', who: ['m-eve001', 'm-dana01', 'm-fay001'] },
    },
    {
      title: 'the coordinator where the own mentor is the only one on call',
      crisis: { pages: [pageOf('mentor', 'm-dana01')] },
      given: { ownMentors: mentors('m-dana01'), onCall: mentors('m-dana01') },
      next: { rung: 'coordinator', who: ['coordinator'] },
    },
    {
      title: 'the coordinator where there is nobody else',
      crisis: {},
      given: { ownMentors: [], onCall: [] },
      next: { rung: 'coordinator', who: ['coordinator'] },
    },
    {
      title: 'nobody after the coordinator',
      crisis: { pages: [pageOf('coordinator', 'coordinator')] },
      next: undefined,
    },
    {
      title: 'everybody once more, after the texter was told',
      crisis: { state: 'unacknowledged', pages: [pageOf('coordinator', 'coordinator')] },
      next: {
        rung: 'everybody',
        who: ['coordinator', 'm-dana01', 'm-dave01', 'm-eve001', 'm-fay001', 'm-gus001', 'm-hal001'],
      },
    },
    {
      title: 'nobody after everybody',
      crisis: { state: 'unacknowledged', pages: [pageOf('everybody', 'coordinator')] },
      next: undefined,
    },
  ])('are $title', ({ crisis, given, next }) => {
    expect(nextPage(aCrisis(crisis), { ...people, ...given }).page).toEqual(next);
  });

  it.each<{ title: string; crisis: Partial<Crisis>; given: Partial<typeof people>; skipped: unknown }>([
    { title: 'none where the first one has somebody', crisis: {}, given: {}, skipped: [] },
    {
      title: 'each with its reason where nobody is there',
      crisis: {},
      given: { ownMentors: [], onCall: [] },
      skipped: [
        { rung: 'mentor', reason: 'no-consent' },
        { rung: 'on-call', reason: 'nobody-on-call' },
      ],
    },
    {
      title: 'that of whoever is on call, where all of them were paged before',
      crisis: { pages: [pageOf('mentor', 'm-dana01')] },
      given: { ownMentors: mentors('m-dana01'), onCall: mentors('m-dana01') },
      skipped: [{ rung: 'on-call', reason: 'nobody-else' }],
    },
  ])('that are skipped are $title', ({ crisis, given, skipped }) => {
    expect(nextPage(aCrisis(crisis), { ...people, ...given }).skipped).toEqual(skipped);
  });

  it('come to an end, whoever is there', () => {
    const ids = fc.uniqueArray(fc.constantFrom('m-dana01', 'm-dave01', 'm-eve001', 'm-fay001'));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(ids, ids), { minLength: 12, maxLength: 12 }),
        fc.boolean(),
        (visits, last) => {
          let crisis = aCrisis(last ? { state: 'unacknowledged' } : {});
          for (const [own, duty] of visits) {
            const { page } = nextPage(crisis, {
              ...people,
              ownMentors: mentors(...own),
              onCall: mentors(...duty),
            });
            if (page) crisis = { ...crisis, pages: [...crisis.pages, pageOf(page.rung, ...page.who)] };
          }

          const order = crisis.pages.map(({ rung }) => rungs.indexOf(rung));
          expect(order).toEqual([...new Set(order)].toSorted((a, b) => a - b));
          expect(crisis.pages.some(({ rung }) => rung === 'coordinator')).toBe(true);
          expect(crisis.pages.at(-1)?.rung).toBe(last ? 'everybody' : 'coordinator');
        },
      ),
    );
  });
});

describe('another text of somebody in a crisis', () => {
  const taken = (minutes: number): Partial<Crisis> => ({
    state: 'acknowledged',
    acknowledgedBy: 'm-dana01',
    acknowledgedAt: minutesLater(minutes).toISOString(),
  });

  it.each<{
    title: string;
    open: Partial<Crisis>;
    severity: Crisis['severity'];
    minutes: number;
    is: boolean;
  }>([
    { title: 'joins while people are paged', open: {}, severity: 'imminent', minutes: 19, is: true },
    { title: 'joins when it is less grave', open: {}, severity: 'high', minutes: 1, is: true },
    {
      title: 'has a ladder of its own when it is graver',
      open: { severity: 'high' },
      severity: 'imminent',
      minutes: 1,
      is: false,
    },
    { title: 'joins a slow ladder', open: { severity: 'high' }, severity: 'high', minutes: 69, is: true },
    {
      title: 'does not join a ladder that must have broken',
      open: {},
      severity: 'high',
      minutes: 31,
      is: false,
    },
    {
      title: 'joins when somebody has just taken over',
      open: taken(10),
      severity: 'imminent',
      minutes: 69,
      is: true,
    },
    {
      title: 'pages anew an hour after somebody took over',
      open: taken(10),
      severity: 'high',
      minutes: 70,
      is: false,
    },
    {
      title: 'pages anew when nobody has answered',
      open: { state: 'unacknowledged' },
      severity: 'high',
      minutes: 1,
      is: false,
    },
    {
      title: 'pages anew when that one is closed',
      open: { state: 'closed' },
      severity: 'high',
      minutes: 1,
      is: false,
    },
  ])('$title', ({ open, severity, minutes, is }) => {
    expect(covers(aCrisis(open), { severity, now: minutesLater(minutes) })).toBe(is);
  });
});

describe('what becomes of a crisis', () => {
  const by = { who: 'm-dana01', at: minutesLater(3) };

  it('is taken by the first one, also when it was given up', () => {
    expect(acknowledged(aCrisis(), by)).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'm-dana01' });
    expect(acknowledged(aCrisis({ state: 'unacknowledged' }), by)).toMatchObject({ state: 'acknowledged' });
    expect(acknowledged(aCrisis({ state: 'acknowledged', acknowledgedBy: 'm-eve001' }), by)).toBeUndefined();
    expect(acknowledged(aCrisis({ state: 'closed' }), by)).toBeUndefined();
  });

  it('is closed once, with what the first person says', () => {
    const end = { outcome: 'spoke-safe-now', by: 'sub-1', at: minutesLater(60) } as const;

    expect(closed(aCrisis(), end)).toMatchObject({
      state: 'closed',
      outcome: 'spoke-safe-now',
      closedBy: 'sub-1',
    });
    expect(closed(aCrisis({ state: 'closed', outcome: 'not-a-crisis' }), end)).toBeUndefined();
  });

  it('is declined by whoever was paged last and alone, and by nobody else', () => {
    const alone = { pages: [pageOf('mentor', 'm-dana01')] };
    const together = { pages: [pageOf('mentor', 'm-dana01', 'm-dave01')] };

    expect(declined(aCrisis(alone), by)?.pages.at(-1)?.declinedAt).toBe(minutesLater(3).toISOString());
    expect(declined(aCrisis(together), by)).toBeUndefined();
    expect(declined(aCrisis(alone), { ...by, who: 'm-eve001' })).toBeUndefined();
    expect(declined(aCrisis({ ...alone, state: 'acknowledged' }), by)).toBeUndefined();
    expect(declined(aCrisis(), by)).toBeUndefined();
  });

  it('is said to be unanswered once, and again after everybody was paged', () => {
    const first = unanswered(aCrisis());
    const again = unanswered(aCrisis({ state: 'unacknowledged' }));
    const last = unanswered(
      aCrisis({ state: 'unacknowledged', pages: [pageOf('everybody', 'coordinator')] }),
    );

    expect(first).toMatchObject({ outcome: 'once-more', crisis: { state: 'unacknowledged' } });
    expect([again, last]).toEqual([{ outcome: 'once-more' }, { outcome: 'given-up' }]);
    expect(unanswered(aCrisis({ state: 'acknowledged' }))).toEqual({ outcome: 'acknowledged' });
    expect(unanswered(aCrisis({ state: 'closed' }))).toEqual({ outcome: 'closed' });
  });

  it('calls nobody any more who does not have it', () => {
    const taken = aCrisis({ state: 'acknowledged', acknowledgedBy: 'm-dana01' });

    expect(stillCalls(aCrisis(), 'm-eve001')).toBe(true);
    expect([stillCalls(taken, 'm-dana01'), stillCalls(taken, 'm-eve001')]).toEqual([true, false]);
    expect(stillCalls(aCrisis({ state: 'closed', acknowledgedBy: 'm-dana01' }), 'm-dana01')).toBe(false);
  });
});

describe('how a crisis begins', () => {
  it('with high and imminent, and nothing below', () => {
    expect((['none', 'watch', 'concern', 'high', 'imminent'] as const).filter(startsLadder)).toEqual([
      'high',
      'imminent',
    ]);
  });

  it.each([
    { topics: ['overdose', 'suicide'], reply: 'crisis-overdose' },
    { topics: ['suicide', 'violence'], reply: 'crisis-suicide' },
    { topics: ['self-harm'], reply: 'crisis-suicide' },
    { topics: ['child'], reply: 'crisis-violence' },
    { topics: ['relapse'], reply: 'crisis-general' },
    { topics: [], reply: 'crisis-general' },
  ] as const)('with the safe reply for $topics', ({ topics, reply }) => {
    expect(safeReplyFor(topics)).toBe(reply);
  });

  it('with codes of four digits that differ, the same ones for the same crisis', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 100 }), (source) => {
        const crisisId = crisisIdOf(source);
        const codes = [...codesFor(crisisId)];

        expect(codes).toEqual([...codesFor(crisisId)]);
        expect(new Set(codes).size).toBe(200);
        expect(codes.every((code) => /^[1-9]\d{3}$/.test(code))).toBe(true);
        expect(crisisId.length).toBeLessThanOrEqual(80);
      }),
    );
  });
});
