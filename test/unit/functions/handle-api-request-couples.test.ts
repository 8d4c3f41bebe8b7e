import type { Couple } from '#shared/contracts/pairing';
import { callApi, conflictIn } from '#test/support/api-call';
import { hoursLater } from '#test/support/builders';
import { pair } from '#test/support/crisis';
import { aCoupleRow } from '#test/support/matching-world';
import { aMentor } from '#test/support/mentors';
import { aWorld, type World } from '#test/support/memory-world';
import { anOffer } from '#test/support/rows';

const path = { coupleId: 'c-anaben' };
const act = (world: World, action: string, body?: unknown) =>
  callApi(world, `POST /couples/{coupleId}/${action}`, { path, body });
const executions = (world: World) => [...world.flows.executions.keys()];

const request = {
  submissionId: 'abcdefghij0123456789',
  name: 'Ana',
  language: 'en',
  timeZone: 'America/New_York',
  schedule: { weekday: 'sunday', time: '18:00' },
  privacyLevel: 'normal',
  phone: '(202) 555-0101',
  texts: true,
  partner: { name: 'Ben', phone: '202-555-0102' },
};

/** Ana and Ben, both of whom are in this state. */
async function aWorldWith(couple: Partial<Couple>, state: 'intake' | 'waiting' | 'ended' = 'waiting') {
  const world = aWorld();
  await world.given({}, { journey: { state } });
  await world.given(
    { participantId: 'p-ben001', name: 'Ben', phone: '+12025550102' },
    { journey: { state } },
  );
  await world.write('couple', 'c-anaben', aCoupleRow(couple));
  return world;
}

async function aPairedWorld() {
  const world = aWorld();
  await world.given();
  await world.given({ participantId: 'p-ben001', name: 'Ben', phone: '+12025550102' });
  await world.write('mentor', 'm-dana01', aMentor({ load: 1 }));
  await pair(world.records, ['m-dana01']);
  return world;
}

describe('POST /couples', () => {
  const post = (world: World, body: unknown) => callApi(world, 'POST /couples', { body });

  it('records the couple, both partners and their numbers, and starts the intake', async () => {
    const world = aWorld();

    const response = await post(world, request);

    const { coupleId, participantIds } = response.json;
    expect(response.statusCode).toBe(201);
    expect(world.records.all('couple')).toEqual([expect.objectContaining({ coupleId, participantIds })]);
    expect(world.records.all('phone-claim').map(({ phone }) => phone)).toEqual([
      '+12025550101',
      '+12025550102',
    ]);
    expect(executions(world)).toEqual([`intake:${String(coupleId)}`]);
  });

  it('is one couple however often it is sent', async () => {
    const world = aWorld();

    const first = await post(world, request);
    const second = await post(world, request);

    expect([second.statusCode, second.json]).toEqual([201, first.json]);
    expect(world.records.all('participant')).toHaveLength(2);
  });

  it.each([
    ['phone', { phone: '+1 202 555 0109' }],
    ['partner.phone', { partner: { name: 'Ben', phone: '2025550109' } }],
  ])('answers 409 to the %s of somebody else, and says whose', async (field, fields) => {
    const world = aWorld();
    await world.given({ phone: '+12025550109' });

    const response = await post(world, { ...request, ...fields });

    expect([response.statusCode, conflictIn(response)]).toEqual([409, 'phone-taken']);
    expect(response.json['errors']).toEqual([{ field, message: 'belongs to p-ana001' }]);
    expect(world.records.all('couple')).toEqual([]);
  });

  it.each([
    ['no submission id', { submissionId: undefined }, 'submissionId'],
    ['an impossible number', { phone: '555-0101' }, 'phone'],
    ['one number for two', { partner: { name: 'Ben', phone: '2025550101' } }, 'partner.phone'],
    ['no partner', { partner: undefined }, 'partner'],
    ['a time at night', { schedule: { weekday: 'sunday', time: '23:00' } }, 'schedule.time'],
  ])('answers 400 to %s', async (_what, fields, field) => {
    const world = aWorld();

    const response = await post(world, { ...request, ...fields });

    expect(response.statusCode).toBe(400);
    expect(response.json['errors']).toEqual([expect.objectContaining({ field })]);
    expect(world.records.all('couple')).toEqual([]);
  });
});

describe('GET /couples', () => {
  it('lists couples, the oldest first, without a token', async () => {
    const world = await aWorldWith({ decisionToken: 'secret-token', waitlistToken: 'secret-token' });
    const older = aCoupleRow({ coupleId: 'c-older1', createdAt: hoursLater(-1).toISOString() });
    await world.write('couple', older.coupleId, older);

    const response = await callApi(world, 'GET /couples');

    expect(response.json['items']).toEqual([
      expect.objectContaining({ coupleId: 'c-older1' }),
      expect.objectContaining({ coupleId: 'c-anaben' }),
    ]);
    expect(response.body).not.toContain('secret-token');
  });
});

describe('GET /couples/{coupleId}', () => {
  it('shows who accompanies it and who was asked to, and neither name nor number of a partner', async () => {
    const world = await aPairedWorld();
    const couple = await world.records.get('couple', 'c-anaben');
    const { revision: _revision, ...row } = couple ?? { ...aCoupleRow(), revision: 0 };
    await world.write('couple', 'c-anaben', { ...row, openOfferId: 'o-anaben-1' });
    await world.write('offer', 'o-anaben-1', anOffer({ taskToken: 'secret-token' }));

    const response = await callApi(world, 'GET /couples/{coupleId}', { path });

    expect(response.json).toMatchObject({
      state: 'paired',
      pairing: { pairingId: 'pair-anaben-1', mentorIds: ['m-dana01'] },
      openOffer: { offerId: 'o-anaben-1', state: 'open' },
    });
    expect(response.body).not.toMatch(/secret-token|Ana|Ben|\+1202/);
  });
});

describe('POST /couples/{coupleId}/decision', () => {
  it('carries out what was decided, once', async () => {
    const world = await aWorldWith({ state: 'to-decide' }, 'intake');

    const first = await act(world, 'decision', { decision: 'referral' });
    const again = await act(world, 'decision', { decision: 'referral' });
    const other = await act(world, 'decision', { decision: 'decline' });

    expect([first.statusCode, again.statusCode]).toEqual([200, 200]);
    expect(again.json).toMatchObject({ state: 'ended', decision: 'referral' });
    expect([other.statusCode, conflictIn(other)]).toEqual([409, 'decided-before']);
  });

  it('answers 409 before both are through their part, and 400 to what is no decision', async () => {
    const world = await aWorldWith({ state: 'to-decide' }, 'intake');
    await world.given({ screen: 'pending' }, { journey: { state: 'intake' } });

    const early = await act(world, 'decision', { decision: 'match' });
    const wrong = await act(world, 'decision', { decision: 'maybe' });

    expect([early.statusCode, conflictIn(early)]).toEqual([409, 'not-ready']);
    expect(wrong.json['errors']).toEqual([expect.objectContaining({ field: 'decision' })]);
  });
});

describe('POST /couples/{coupleId}/matching', () => {
  it('starts one search, however often it is asked for', async () => {
    const world = await aWorldWith({ state: 'matching' });

    const first = await act(world, 'matching');
    const second = await act(world, 'matching');

    expect([first.statusCode, second.statusCode]).toEqual([202, 202]);
    expect(executions(world)).toEqual(['mentor-matching:c-anaben-match-1']);
  });

  it.each([
    ['in intake', { state: 'intake' }, 'intake'],
    ['undecided', { state: 'to-decide' }, 'waiting'],
    ['apart', { state: 'separated' }, 'waiting'],
    ['gone, both of them', { state: 'ended' }, 'ended'],
  ] as const)('answers 409 for a couple that is %s', async (_what, couple, journey) => {
    const world = await aWorldWith(couple, journey);

    const response = await act(world, 'matching');

    expect([response.statusCode, conflictIn(response)]).toEqual([409, 'not-to-be-matched']);
    expect(executions(world)).toEqual([]);
  });
});

describe('POST /couples/{coupleId}/separation', () => {
  it('lets both go on apart, once', async () => {
    const world = await aPairedWorld();

    const first = await act(world, 'separation');
    const second = await act(world, 'separation');

    expect([first.statusCode, first.json['state'], second.statusCode]).toEqual([200, 'separated', 200]);
    expect(world.records.all('couple')).toHaveLength(3);
    expect(await world.journey()).toMatchObject({ state: 'active' });
  });

  it('answers 409 for one who is alone', async () => {
    const world = await aWorldWith({ participantIds: ['p-ana001'] });

    const response = await act(world, 'separation');

    expect([response.statusCode, conflictIn(response)]).toEqual([409, 'not-a-couple']);
  });
});

describe('POST /couples/{coupleId}/mentor-change', () => {
  it('ends the pairing and looks for somebody else, once', async () => {
    const world = await aPairedWorld();

    const first = await act(world, 'mentor-change');
    const second = await act(world, 'mentor-change');

    expect([first.statusCode, second.statusCode]).toEqual([202, 202]);
    expect(first.json).toMatchObject({ state: 'matching' });
    expect(await world.records.get('pairing', 'pair-anaben-1')).toMatchObject({ state: 'ended' });
    expect(executions(world)).toHaveLength(1);
  });

  it('answers 409 where there is no mentor to change, and takes no word about who asked', async () => {
    const world = await aWorldWith({ state: 'intake' }, 'intake');

    const response = await act(world, 'mentor-change');
    const withName = await act(world, 'mentor-change', { askedBy: 'p-ana001' });

    expect([response.statusCode, conflictIn(response)]).toEqual([409, 'no-pairing']);
    expect(withName.statusCode).toBe(400);
  });
});
