import { sendDigests } from '#functions/send-digests/handler';
import type { Mentor } from '#shared/contracts/mentor';
import type { Pairing } from '#shared/contracts/pairing';
import { aMentor } from '#test/support/mentors';
import { aWorld, type World } from '#test/support/memory-world';
import { aPairing } from '#test/support/pairings';

const hour = 3_600_000;
/** Monday, eight in the morning in New York. */
const eight = new Date('2026-11-23T13:00:00Z');

/** Mentors, each alone with a pairing of their own. */
async function worldWith(
  mentors: readonly Partial<Mentor>[],
  pairing: Partial<Pairing> = {},
): Promise<World> {
  const world = aWorld();
  world.clock.moveTo(eight);
  for (const [index, fields] of mentors.entries()) {
    const mentor = aMentor(fields);
    await world.write('mentor', mentor.mentorId, mentor);
    const row = aPairing({ pairingId: `pair-couple0${index}-1`, mentorIds: [mentor.mentorId], ...pairing });
    await world.write('pairing', row.pairingId, row);
  }
  return world;
}

const run = (world: World) => world.run('send-digests', sendDigests)({});

describe('send-digests', () => {
  it('plans one email for a mentor whose Monday morning has come', async () => {
    const world = await worldWith([{}]);

    const output = await run(world);

    expect(output).toEqual({ outcome: 'looked', planned: 1 });
    expect(await world.message('m-dana01_digest-2026-W48')).toMatchObject({
      channel: 'email',
      template: 'weekly-digest',
      messageClass: 'staff',
      params: { week: '2026-W48', pairingIds: ['pair-couple00-1'] },
      sendBefore: '2026-11-24T05:00:00.000Z',
    });
    expect(world.outbound.waiting()).toHaveLength(1);
  });

  it('plans it once, however often it runs', async () => {
    const world = await worldWith([{}]);

    await run(world);
    world.clock.moveTo(new Date(eight.getTime() + 2 * hour));
    const again = await run(world);

    expect(again).toEqual({ outcome: 'looked', planned: 0 });
    expect(world.planned()).toEqual(['m-dana01_digest-2026-W48']);
  });

  it('makes up for runs that were missed, in the same morning', async () => {
    const world = await worldWith([{}]);
    world.clock.moveTo(new Date(eight.getTime() + 5 * hour));

    expect(await run(world)).toEqual({ outcome: 'looked', planned: 1 });
  });

  it('plans another one in the next week', async () => {
    const world = await worldWith([{}]);

    await run(world);
    world.clock.moveTo(new Date(eight.getTime() + 7 * 24 * hour));
    await run(world);

    expect(world.planned()).toEqual(['m-dana01_digest-2026-W48', 'm-dana01_digest-2026-W49']);
  });

  it('looks at each mentor in their own time', async () => {
    const world = await worldWith([
      { mentorId: 'm-newyork', timeZone: 'America/New_York' },
      { mentorId: 'm-phoenix', timeZone: 'America/Phoenix' },
      { mentorId: 'm-bogota', timeZone: 'America/Bogota' },
    ]);

    await run(world);
    const first = world.planned();
    world.clock.moveTo(new Date(eight.getTime() + 2 * hour));
    await run(world);

    expect(first).toEqual(['m-newyork_digest-2026-W48', 'm-bogota_digest-2026-W48']);
    expect(world.planned()).toContain('m-phoenix_digest-2026-W48');
  });

  it('has all pairings of a mentor in one email, and one email for each of a mentor couple', async () => {
    const world = await worldWith([{ mentorId: 'm-dana01' }], { mentorIds: ['m-dana01', 'm-erin01'] });
    await world.write('mentor', 'm-erin01', aMentor({ mentorId: 'm-erin01' }));
    const second = aPairing({ pairingId: 'pair-second-1' });
    await world.write('pairing', second.pairingId, second);

    await run(world);

    expect((await world.message('m-dana01_digest-2026-W48'))?.params.pairingIds).toEqual([
      'pair-couple00-1',
      'pair-second-1',
    ]);
    expect((await world.message('m-erin01_digest-2026-W48'))?.params.pairingIds).toEqual(['pair-couple00-1']);
  });

  it.each<[string, Partial<Mentor>, Partial<Pairing>]>([
    ['who is away', { awayUntil: '2026-12-01' }, {}],
    ['who has left', { status: 'left' }, {}],
    ['who would rather not', { weeklyDigest: false }, {}],
    ['whose pairing has ended', {}, { state: 'ended' }],
  ])('plans nothing for a mentor %s', async (_case, mentor, pairing) => {
    const world = await worldWith([mentor], pairing);

    expect(await run(world)).toEqual({ outcome: 'looked', planned: 0 });
    expect(world.planned()).toEqual([]);
  });

  it('reads as many pages as there are', async () => {
    const world = await worldWith(
      Array.from({ length: 130 }, (_none, index) => ({
        mentorId: `m-mentor${String(index).padStart(3, '0')}`,
      })),
    );

    expect(await run(world)).toEqual({ outcome: 'looked', planned: 130 });
  });

  it('gives the others theirs when one mentor fails, and fails afterwards', async () => {
    const world = await worldWith([{ mentorId: 'm-first1' }, { mentorId: 'm-second' }]);
    const get: typeof world.records.get = async (kind, id) => {
      if (id === 'm-first1') throw new Error('broken');
      return world.records.get(kind, id);
    };

    const failing = world.run('send-digests', (deps) =>
      sendDigests({ ...deps, records: { ...deps.records, get } }),
    )({});

    await expect(failing).rejects.toMatchObject({ name: 'Transient' });
    expect(world.planned()).toEqual(['m-second_digest-2026-W48']);
  });
});
