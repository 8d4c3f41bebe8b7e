import { sendEmail } from '#functions/send-email/handler';
import { releaseOf } from '#shared/domain/release';
import { callApi } from '#test/support/api-call';
import { aMessage, aParticipant, hoursLater, monday, outboundEvent } from '#test/support/builders';
import { aCoupleRow } from '#test/support/matching-world';
import { aMentor } from '#test/support/mentors';
import { aWorld, type World } from '#test/support/memory-world';
import { aPairing } from '#test/support/pairings';
import { sharing } from '#test/support/sample-mails';

const path = { participantId: 'p-ana001' };
const cell = { purpose: 'share-check-ins', recipient: 'mentor' };
const record = (world: World, given: boolean, of: object = cell) =>
  callApi(world, 'POST /participants/{participantId}/consents', { path, body: { ...of, given } });

/** Dana accompanies Ana, who shares her check-ins, and Ben, who does not. */
async function aProgramme(): Promise<World> {
  const world = aWorld();
  await world.given(
    { name: 'Ana Ruiz', consents: [sharing()] },
    { checkIn: { state: 'missed' }, journey: { lastCycle: 1 } },
  );
  await world.given({ participantId: 'p-ben001', name: 'Ben', phone: '+12025550102' });
  await world.write('mentor', 'm-dana01', aMentor());
  await world.write('pairing', 'pair-anaben-1', aPairing());
  await world.write('couple', 'c-anaben', aCoupleRow());
  return world;
}

async function sendDigest(world: World, week: string): Promise<void> {
  const message = aMessage({
    messageId: `m-dana01_digest-${week}`,
    recipient: 'm-dana01',
    channel: 'email',
    template: 'weekly-digest',
    messageClass: 'staff',
    params: { week, pairingIds: ['pair-anaben-1'] },
    sendBefore: hoursLater(1000).toISOString(),
  });
  await world.write('message', message.messageId, message);
  await world.run('send-email', sendEmail)(outboundEvent(message.messageId));
}

describe('POST /participants/{participantId}/consents', () => {
  it('writes down what somebody told, with who did so, once', async () => {
    const world = await aProgramme();
    const referral = { purpose: 'referral', recipient: 'clinician' };

    const first = await record(world, true, referral);
    const second = await record(world, true, referral);

    expect([first.statusCode, second.statusCode]).toEqual([200, 200]);
    expect(second.json['consents']).toEqual([
      sharing(),
      { ...referral, wording: 'staff-recorded', givenAt: monday.toISOString(), recordedBy: 'user-1' },
    ]);
  });

  it('keeps a consent that is taken back out of the next digest, also of one that is planned already [F6]', async () => {
    const world = await aProgramme();
    await sendDigest(world, '2026-W10');

    await record(world, false);
    await sendDigest(world, '2026-W11');
    world.clock.moveTo(hoursLater(1));
    await record(world, true);
    await sendDigest(world, '2026-W12');

    expect(world.mails.sent.map(({ text }) => text?.includes('Ana'))).toEqual([true, true]);
    expect(await world.message('m-dana01_digest-2026-W11')).toMatchObject({ state: 'refused' });
    expect(
      world.records.all('disclosure').map(({ messageId, consents }) => [messageId, consents[0]?.wording]),
    ).toEqual([
      ['m-dana01_digest-2026-W10', sharing().wording],
      ['m-dana01_digest-2026-W12', 'staff-recorded'],
    ]);
  });

  it.each([
    ['purpose', { ...cell, purpose: 'gossip' }],
    ['recipient', { ...cell, recipient: 'everybody' }],
  ])('answers 400 to a %s that there is not', async (field, of) => {
    const response = await record(await aProgramme(), true, of);

    expect(response.statusCode).toBe(400);
    expect(response.json['errors']).toEqual([expect.objectContaining({ field })]);
  });

  it('answers 404 for somebody whom nobody knows', async () => {
    expect((await record(aWorld(), true)).statusCode).toBe(404);
  });
});

describe('GET /participants/{participantId}/disclosures', () => {
  const list = (world: World, participantId: string) =>
    callApi(world, 'GET /participants/{participantId}/disclosures', { path: { participantId } });

  it('accounts for what was shown about this one, to whom, when and under which consent, and about nobody else [F8]', async () => {
    const world = await aProgramme();
    await sendDigest(world, '2026-W10');

    const ana = await list(world, 'p-ana001');
    const ben = await list(world, 'p-ben001');

    expect(ana.json).toEqual({
      items: [
        {
          disclosureId: 'p-ana001_m-dana01_digest-2026-W10',
          participantId: 'p-ana001',
          mentorId: 'm-dana01',
          messageId: 'm-dana01_digest-2026-W10',
          template: 'weekly-digest',
          at: monday.toISOString(),
          consents: [sharing()],
        },
      ],
    });
    expect(ben.json).toEqual({ items: [] });
  });

  it('answers 404 for somebody whom nobody knows', async () => {
    expect((await list(aWorld(), 'p-ana001')).statusCode).toBe(404);
  });
});

describe('GET /participants/{participantId}/releases', () => {
  const list = (world: World, participantId: string) =>
    callApi(world, 'GET /participants/{participantId}/releases', { path: { participantId } });

  it('accounts for what this one passed on to whom and when, and for nothing of the other [F4, F8]', async () => {
    const world = aWorld();
    await world.given({ participantId: 'p-ana001' });
    await world.given({ participantId: 'p-ben001', phone: '+12025550102' });
    const release = releaseOf(aParticipant(), {
      partnerId: 'p-ben001',
      inboundMessageId: 'sms-7',
      at: monday,
    });
    await world.write('release', release.releaseId, release);

    const ana = await list(world, 'p-ana001');
    const ben = await list(world, 'p-ben001');

    expect(ana.json).toEqual({
      items: [
        {
          releaseId: 'p-ana001_sms-7',
          participantId: 'p-ana001',
          partnerId: 'p-ben001',
          coupleId: 'c-anaben',
          inboundMessageId: 'sms-7',
          releasedAt: monday.toISOString(),
        },
      ],
    });
    expect(ben.json).toEqual({ items: [] });
  });

  it('answers 404 for somebody whom nobody knows', async () => {
    expect((await list(aWorld(), 'p-ana001')).statusCode).toBe(404);
  });
});
