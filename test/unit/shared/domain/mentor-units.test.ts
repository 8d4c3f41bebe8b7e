import { MentorUnitId } from '#shared/contracts/ids';
import type { Mentor } from '#shared/contracts/mentor';
import { loadOf, mentorIdsIn, mentorUnitIdOf, mentorUnitsOf, roomOf } from '#shared/domain/mentor-units';
import { aMentor } from '#test/support/mentors';

/** `a>b` names b's address. */
const registry = (...links: string[]): Mentor[] =>
  links.map((link) => {
    const [who = '', partner] = link.split('>');
    return aMentor({
      mentorId: `m-00000${who}`,
      email: `${who}@example.org`,
      partnerEmail: partner === undefined ? undefined : `${partner}@example.org`,
    });
  });
const summary = (mentors: readonly Mentor[]) =>
  mentorUnitsOf(mentors).map(({ mentors: own, unsettled }) =>
    [own.map(({ mentorId }) => mentorId.at(-1)).join('+'), unsettled].filter(Boolean).join(' '),
  );

describe('mentor units', () => {
  it.each([
    { who: 'two who name nobody', links: ['a', 'b'], are: ['a', 'b'] },
    { who: 'two who name each other', links: ['a>b', 'b>a'], are: ['a+b'] },
    { who: 'two of whom the first says so', links: ['a>b', 'b'], are: ['a+b'] },
    { who: 'two of whom the second says so', links: ['a', 'b>a'], are: ['a+b'] },
    { who: 'one who names themselves', links: ['a>a'], are: ['a'] },
    { who: 'one whose other is not there', links: ['a>x'], are: ['a mentor-couple-incomplete'] },
    {
      who: 'a chain',
      links: ['a>b', 'b>c', 'c'],
      are: ['a', 'b', 'c'].map((one) => `${one} mentor-couple-unclear`),
    },
    {
      who: 'two who both name a third',
      links: ['a>c', 'b>c', 'c'],
      are: ['a', 'b', 'c'].map((one) => `${one} mentor-couple-unclear`),
    },
    { who: 'nobody', links: [], are: [] },
  ])('$who: $are', ({ links, are }) => {
    expect(summary(registry(...links))).toEqual(are);
    expect(summary(registry(...links).toReversed())).toEqual(are);
  });

  it('have an id that says who they are, and is the same in any order', () => {
    const id = mentorUnitIdOf(['m-bbbbbb', 'm-aaaaaa']);

    expect(id).toBe(mentorUnitIdOf(['m-aaaaaa', 'm-bbbbbb']));
    expect(MentorUnitId.parse(id)).toBe('u-aaaaaa-bbbbbb');
    expect(mentorIdsIn(id)).toEqual(['m-aaaaaa', 'm-bbbbbb']);
    expect(mentorIdsIn('u-aaaaaa')).toEqual(['m-aaaaaa']);
  });

  it('are as full as the fuller of the two', () => {
    const mentors = [
      aMentor({ capacity: 4, load: 1 }),
      aMentor({ capacity: 2, load: 1 }),
      aMentor({ load: 3 }),
    ];

    expect(roomOf({ mentors })).toBe(1);
    expect(loadOf({ mentors })).toBe(3);
    expect(roomOf({ mentors: [aMentor({ capacity: 1, load: 2 })] })).toBe(0);
  });
});
