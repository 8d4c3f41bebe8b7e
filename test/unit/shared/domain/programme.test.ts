import type { ProgrammeStatus } from '#shared/contracts/programme';
import { takesPeopleIn } from '#shared/domain/programme';
import { monday } from '#test/support/builders';

const programme = (state: ProgrammeStatus['state']): ProgrammeStatus => ({
  programmeId: 'programme',
  state,
  since: monday.toISOString(),
  by: 'user-1',
});

it.each([
  ['production', undefined, false],
  ['production', 'preparing', false],
  ['production', 'live', true],
  ['local', undefined, true],
  ['dev', 'preparing', true],
] as const)('a programme on %s that is %s takes people in: %s', (stage, state, takes) => {
  expect(takesPeopleIn(state && programme(state), stage)).toBe(takes);
});
