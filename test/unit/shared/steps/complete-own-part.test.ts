import type { OwnPart } from '#shared/contracts/intake';
import { completeOwnPart } from '#shared/steps/complete-own-part';
import { hoursLater, monday } from '#test/support/builders';
import { aWorld } from '#test/support/memory-world';

const aPart = (fields: Partial<OwnPart> = {}): OwnPart => ({
  name: 'Annie',
  language: 'en',
  timeZone: 'America/Chicago',
  schedule: { weekday: 'friday', time: '10:00' },
  privacyLevel: 'discreet',
  ...fields,
});

it('keeps consents, hours and what was told where the part leaves them out', async () => {
  const world = aWorld();
  const before = {
    consents: [
      {
        purpose: 'referral' as const,
        recipient: 'outside' as const,
        wording: 'referral-1-en',
        givenAt: monday.toISOString(),
      },
    ],
    safeHours: { start: '09:00', end: '12:00' },
  };
  await world.given({ ...before, profile: { veteran: true } });

  await completeOwnPart(world, 'p-ana001', aPart());

  expect(await world.participant()).toMatchObject({
    ...before,
    name: 'Annie',
    profile: { veteran: true, timeZone: 'America/Chicago' },
    ownPartAt: monday.toISOString(),
  });
});

it('gives a running loop the new day from its next check-in on, and lets it plan again', async () => {
  const world = aWorld();
  await world.given();
  const journey = await world.journey();
  const taskToken = world.flows.wait('loop-token');
  if (!journey?.loop) throw new Error('the loop has not begun');
  await world.write('journey', 'p-ana001', { ...journey, loop: { ...journey.loop, taskToken } });

  await completeOwnPart(world, 'p-ana001', aPart());

  expect(await world.journey()).toMatchObject({ replan: true, cadence: { weekday: 'friday' } });
  expect(world.flows.completed).toEqual([{ taskToken, outcome: 'changed' }]);
});

it('leaves a loop alone whose day stays the same', async () => {
  const world = aWorld();
  await world.given();
  const before = await world.journey();

  await completeOwnPart(world, 'p-ana001', aPart({ schedule: { weekday: 'monday', time: '10:00' } }));

  expect(await world.journey()).toEqual(before);
});

it('is the same when it is repeated, also for the intake that waits for it', async () => {
  const world = aWorld();
  await world.given();
  const { cadence: _cadence, loop: _loop, ...journey } = (await world.journey()) ?? {};
  const taskToken = world.flows.wait('intake-token');
  await world.write('journey', 'p-ana001', {
    ...(journey as NonNullable<Awaited<ReturnType<typeof world.journey>>>),
    state: 'intake',
    intake: { step: 'own-part', taskToken },
  });
  const part = aPart({ consents: ['share-crisis'], about: { veteran: true } });

  await completeOwnPart(world, 'p-ana001', part);
  const once = await world.participant();
  await completeOwnPart(world, 'p-ana001', part);
  const twice = await world.participant();

  expect({ ...twice, revision: 0 }).toEqual({ ...once, revision: 0 });
  expect(world.flows.completed).toEqual([{ taskToken, outcome: 'done' }]);
});

it('does not answer for somebody who is still asked whether they want texts', async () => {
  const world = aWorld();
  await world.given();
  const journey = await world.journey();
  if (!journey) throw new Error('there is no journey');
  const intake = { step: 'agreement' as const, taskToken: world.flows.wait('agreement-token') };
  await world.write('journey', 'p-ana001', { ...journey, intake });

  await completeOwnPart(world, 'p-ana001', aPart());

  expect(world.flows.completed).toEqual([]);
});

it('knows nobody who is not there', async () => {
  const world = aWorld();
  world.clock.moveTo(hoursLater(1));

  await expect(completeOwnPart(world, 'p-nobody1', aPart())).rejects.toMatchObject({ name: 'Permanent' });
});
