import { sendEmail } from '#functions/send-email/handler';
import type { Message } from '#shared/contracts/message';
import type { Consent } from '#shared/contracts/consent';
import { aMessage, hoursLater, monday, outboundEvent } from '#test/support/builders';
import { aCoupleRow } from '#test/support/matching-world';
import { aMentor } from '#test/support/mentors';
import { aWorld, type World } from '#test/support/memory-world';
import { aPairing } from '#test/support/pairings';
import { aCrisis, anOffer, aTask } from '#test/support/rows';
import { sharing } from '#test/support/sample-mails';

const send = (world: World, messageId: string) =>
  world.run('send-email', sendEmail)(outboundEvent(messageId));

/** Dana accompanies Ana, who shares her check-ins, and Ben, who does so where it is said. */
async function aProgramme(ofBen: readonly Consent[] = [sharing()]): Promise<World> {
  const world = aWorld();
  await world.given(
    { name: 'Ana Ruiz', consents: [sharing()] },
    { checkIn: { state: 'missed' }, journey: { lastCycle: 1 } },
  );
  await world.given(
    { participantId: 'p-ben001', name: 'Ben', phone: '+12025550102', consents: [...ofBen] },
    { journey: { lastCycle: 0 } },
  );
  await world.write('mentor', 'm-dana01', aMentor({ name: 'Dana Moss' }));
  await world.write('pairing', 'pair-anaben-1', aPairing());
  await world.write('couple', 'c-anaben', aCoupleRow());
  return world;
}

/** A planned email, in the ledger. */
async function planned(world: World, fields: Partial<Message> & Pick<Message, 'template'>): Promise<string> {
  const { template, recipient = 'm-dana01' } = fields;
  const row = aMessage({
    recipient,
    messageId: `${recipient}_${template}-1`,
    channel: 'email',
    messageClass: 'staff',
    ...fields,
  });
  await world.write('message', row.messageId, row);
  return row.messageId;
}

const digest = { template: 'weekly-digest' as const, params: { pairingIds: ['pair-anaben-1'] } };
const refusal = { state: 'refused', decisions: [{ decision: 'refuse', reason: 'gone' }], attempts: [] };

describe('send-email: a digest', () => {
  it('goes to the mentor, with those who share their check-ins, and is logged for each of them [F5, F8]', async () => {
    const world = await aProgramme();
    const messageId = await planned(world, digest);

    await send(world, messageId);

    expect(world.mails.sent).toMatchObject([
      { to: 'm-dana01@example.org', subject: 'Alongside: your Monday notes' },
    ]);
    expect(world.mails.sent[0]?.text).toContain('Ana: No reply to the last check-in.');
    expect(world.mails.sent[0]?.text).toContain('\nBen\n---\n');
    expect(world.records.all('disclosure')).toMatchObject([
      {
        participantId: 'p-ana001',
        mentorId: 'm-dana01',
        messageId,
        at: monday.toISOString(),
        consents: [sharing()],
      },
      {
        participantId: 'p-ben001',
        mentorId: 'm-dana01',
        messageId,
        at: monday.toISOString(),
        consents: [sharing()],
      },
    ]);
  });

  it('can be told to the person whom it is about: their disclosures lie with them [F8]', async () => {
    const world = await aProgramme();
    const messageId = await planned(world, digest);
    await send(world, messageId);

    const { items } = await world.records.listOf('disclosure', 'p-ana001', { limit: 10 });

    expect(items.map(({ disclosureId }) => disclosureId)).toEqual([`p-ana001_${messageId}`]);
    const sixYears = hoursLater(6 * 365.25 * 24).getTime() / 1000;
    expect(items[0]?.expiresAt).toBeGreaterThanOrEqual(sixYears);
  });

  it('neither shows nor logs whoever does not share', async () => {
    const world = await aProgramme([]);

    await send(world, await planned(world, digest));

    expect(world.mails.sent[0]?.text).not.toContain('Ben');
    expect(world.records.all('disclosure').map(({ participantId }) => participantId)).toEqual(['p-ana001']);
  });

  it('leaves out who withdrew the consent between the planning and the sending [F6]', async () => {
    const world = await aProgramme();
    const messageId = await planned(world, digest);
    const ben = await world.participant('p-ben001');
    await world.write('participant', 'p-ben001', {
      ...ben!,
      consents: [sharing({ revokedAt: monday.toISOString() })],
    });

    await send(world, messageId);

    expect(world.mails.sent[0]?.text).not.toContain('Ben');
  });

  it('is made anew when a consent is withdrawn in the last moment: while it is being claimed [F6, invariant 7]', async () => {
    const world = await aProgramme();
    const messageId = await planned(world, digest);
    let isFirst = true;
    const write: typeof world.records.write = async (changes) => {
      if (isFirst) {
        isFirst = false;
        const ben = await world.participant('p-ben001');
        await world.write('participant', 'p-ben001', {
          ...ben!,
          consents: [sharing({ revokedAt: monday.toISOString() })],
        });
      }
      return world.records.write(changes);
    };

    await world.run('send-email', (deps) => sendEmail({ ...deps, records: { ...deps.records, write } }))(
      outboundEvent(messageId),
    );

    expect(world.mails.sent).toHaveLength(1);
    expect(world.mails.sent[0]?.text).not.toContain('Ben');
    expect(world.records.all('disclosure').map(({ participantId }) => participantId)).toEqual(['p-ana001']);
  });

  it('does not leave when there is nobody to show', async () => {
    const world = await aProgramme([]);
    const ana = await world.participant();
    await world.write('participant', 'p-ana001', { ...ana!, consents: [] });
    const messageId = await planned(world, digest);

    await send(world, messageId);

    expect(world.mails.sent).toEqual([]);
    expect(await world.message(messageId)).toMatchObject(refusal);
    expect(world.records.all('disclosure')).toEqual([]);
  });

  it.each([
    ['ended meanwhile', { state: 'ended' as const }],
    ['passed to another mentor', { mentorIds: ['m-other1'] }],
  ])('shows nothing of a pairing that %s', async (_case, fields) => {
    const world = await aProgramme();
    await world.write('pairing', 'pair-anaben-1', aPairing(fields));

    await send(world, await planned(world, digest));

    expect(world.mails.sent).toEqual([]);
  });

  it('is sent and logged once, however often its record is delivered', async () => {
    const world = await aProgramme();
    const messageId = await planned(world, digest);

    await send(world, messageId);
    await send(world, messageId);

    expect(world.mails.sent).toHaveLength(1);
    expect(world.records.all('disclosure').map(({ revision }) => revision)).toEqual([1, 1]);
  });

  it('is logged once for one that the provider took at the second try', async () => {
    const world = await aProgramme();
    const messageId = await planned(world, digest);
    world.mails.plan.push({ outcome: 'refused', code: 'TooManyRequests', retryable: true, optedOut: false });

    const first = await send(world, messageId);
    await send(world, messageId);

    expect(first.batchItemFailures).toHaveLength(1);
    expect(world.mails.sent).toHaveLength(1);
    expect(world.records.all('disclosure')).toHaveLength(2);
  });

  it('is too late on Tuesday', async () => {
    const world = await aProgramme();
    const messageId = await planned(world, { ...digest, sendBefore: monday.toISOString() });

    await send(world, messageId);

    expect(world.mails.sent).toEqual([]);
    expect(await world.message(messageId)).toMatchObject({ decisions: [{ reason: 'too-late' }] });
  });

  it('becomes a task where it could not be sent', async () => {
    const world = await aProgramme();
    const messageId = await planned(world, digest);
    world.mails.plan.push({ outcome: 'refused', code: 'Rejected', retryable: false, optedOut: false });

    await send(world, messageId);

    expect(world.openTasks()).toMatchObject([
      { kind: 'email-not-sent', mentorId: 'm-dana01', reason: 'provider-Rejected' },
    ]);
  });
});

describe('send-email: to a mentor about a pairing', () => {
  const pairing = { template: 'pairing-active', params: { pairingId: 'pair-anaben-1' } } as const;
  const offer = { template: 'mentor-offer', params: { offerId: 'o-anaben-1' } } as const;

  it('names both where both have consented, and logs it', async () => {
    const world = await aProgramme();

    await send(world, await planned(world, pairing));

    expect(world.mails.sent[0]?.text).toContain('You now accompany Ana and Ben.');
    expect(world.records.all('disclosure').map(({ template }) => template)).toEqual([
      'pairing-active',
      'pairing-active',
    ]);
  });

  it('names nobody where one has not: one name out of two would tell who', async () => {
    const world = await aProgramme([]);

    await send(world, await planned(world, pairing));

    expect(world.mails.sent[0]?.text).not.toMatch(/Ana|Ben/u);
    expect(world.records.all('disclosure')).toEqual([]);
  });

  it('asks with a link for this mentor alone, and tells nothing about anybody', async () => {
    const world = await aProgramme();
    await world.write('offer', 'o-anaben-1', anOffer());

    await send(world, await planned(world, offer));

    const { text = '' } = world.mails.sent[0] ?? {};
    expect(text).toMatch(/https:\/\/alongside\.example\.org\/l\/[\w-]+\.[\w-]{43}\n/u);
    expect(text).toContain('Would you accompany a couple?');
    expect(text).not.toMatch(/Ana|Ben/u);
  });

  it.each([
    ['was answered', { state: 'declined' as const }],
    ['has expired', { expiresAt: monday.toISOString() }],
    ['is for others', { mentorIds: ['m-other1'] }],
  ])('does not ask any more about an offer that %s', async (_case, fields) => {
    const world = await aProgramme();
    await world.write('offer', 'o-anaben-1', anOffer(fields));
    const messageId = await planned(world, offer);

    await send(world, messageId);

    expect(await world.message(messageId)).toMatchObject(refusal);
  });

  it('sends nothing to a mentor who has left', async () => {
    const world = await aProgramme();
    await world.write('mentor', 'm-dana01', aMentor({ status: 'left' }));
    const messageId = await planned(world, pairing);

    await send(world, messageId);

    expect(await world.message(messageId)).toMatchObject(refusal);
  });
});

describe('send-email: in a crisis', () => {
  const page = { template: 'crisis-page', params: { crisisId: 'crisis-sms-1' } } as const;
  const standDown = { template: 'crisis-stand-down', params: { crisisId: 'crisis-sms-1' } } as const;

  it.each(['m-dana01', 'coordinator'])('pages %s with a link and nothing else', async (recipient) => {
    const world = await aProgramme();
    await world.write('crisis', 'crisis-sms-1', aCrisis());

    await send(world, await planned(world, { ...page, recipient }));

    const { to, text } = world.mails.sent[0] ?? {};
    expect(to).toBe(recipient === 'coordinator' ? 'coordinator@example.org' : 'm-dana01@example.org');
    expect(text).toMatch(/https:\/\/alongside\.example\.org\/l\/[\w-]+\.[\w-]{43}\n/u);
    expect(text).not.toMatch(/Ana|Ben|suicide|crisis|1234/u);
  });

  it('pages also while nobody has taken over, and nobody once somebody has', async () => {
    const world = await aProgramme();
    await world.write('crisis', 'crisis-sms-1', aCrisis({ state: 'unacknowledged' }));
    await send(world, await planned(world, page));
    const late = await planned(world, { ...page, messageId: 'm-dana01_page-2' });
    await world.write(
      'crisis',
      'crisis-sms-1',
      aCrisis({ state: 'acknowledged', acknowledgedBy: 'm-other1' }),
    );

    await send(world, late);

    expect(world.mails.sent).toHaveLength(1);
    expect(await world.message(late)).toMatchObject(refusal);
  });

  it('lets the others go, and not whoever has it', async () => {
    const world = await aProgramme();
    await world.write(
      'crisis',
      'crisis-sms-1',
      aCrisis({ state: 'acknowledged', acknowledgedBy: 'm-dana01' }),
    );
    const own = await planned(world, standDown);

    await send(world, own);
    await send(world, await planned(world, { ...standDown, recipient: 'coordinator' }));

    expect(await world.message(own)).toMatchObject(refusal);
    expect(world.mails.sent).toMatchObject([
      { to: 'coordinator@example.org', subject: 'Alongside: somebody else has taken over' },
    ]);
  });
});

describe('send-email: to the coordinators', () => {
  it('tells of a task that is open, and not of one that is closed', async () => {
    const world = await aProgramme();
    await world.write('task', 't-1', aTask());
    await world.write('task', 't-2', aTask({ taskId: 't-2', state: 'closed' }));
    const notice = { template: 'task-notice', recipient: 'coordinator' } as const;
    const closed = await planned(world, {
      ...notice,
      params: { taskId: 't-2' },
      messageId: 'coordinator_t-2',
    });

    await send(world, await planned(world, { ...notice, params: { taskId: 't-1' } }));
    await send(world, closed);

    expect(world.mails.sent).toMatchObject([
      { to: 'coordinator@example.org', subject: 'Alongside: something needs you' },
    ]);
    expect(world.mails.sent[0]?.text).toContain('t-1');
    expect(await world.message(closed)).toMatchObject(refusal);
  });

  it('writes in their language', async () => {
    const world = await aProgramme();
    await world.write('task', 't-1', aTask());
    const messageId = await planned(world, {
      template: 'task-notice',
      recipient: 'coordinator',
      params: { taskId: 't-1' },
    });

    await world.run('send-email', (deps) =>
      sendEmail({ ...deps, programme: { ...deps.programme, coordinatorLanguage: 'es' } }),
    )(outboundEvent(messageId));

    expect(world.mails.sent[0]?.subject).toBe('Alongside: algo le necesita');
  });
});

describe('send-email: an email that nobody can vouch for', () => {
  const notice = { template: 'task-notice', recipient: 'coordinator', params: { taskId: 't-1' } } as const;

  async function interrupted(fields: Partial<Message> & Pick<Message, 'template'>, times = 1) {
    const world = await aProgramme();
    await world.write('task', 't-1', aTask());
    const messageId = await planned(world, {
      ...fields,
      state: 'sending',
      attempts: Array.from({ length: times }, (_, index) => ({
        attemptId: `a-${index}`,
        at: monday.toISOString(),
        state: index === times - 1 ? 'sending' : 'unknown',
      })),
    });
    world.clock.moveTo(hoursLater(1));
    return { world, messageId };
  }

  it('is sent once more where it brings somebody to a person in need: better twice than never', async () => {
    const { world, messageId } = await interrupted(notice);

    await send(world, messageId);

    expect(world.mails.sent).toHaveLength(1);
    expect(await world.message(messageId)).toMatchObject({
      state: 'sent',
      attempts: [{ state: 'unknown', code: 'Interrupted' }, { state: 'sent' }],
    });
  });

  it('is sent once more where the provider did not answer', async () => {
    const { world, messageId } = await interrupted(notice);
    world.mails.plan.push({ outcome: 'unknown', code: 'TimeoutError' });
    const again = await send(world, messageId);

    await send(world, messageId);

    expect(again.batchItemFailures).toHaveLength(1);
    expect((await world.message(messageId))?.attempts.map(({ state }) => state)).toEqual([
      'unknown',
      'unknown',
      'sent',
    ]);
  });

  it('is left after three times', async () => {
    const { world, messageId } = await interrupted(notice, 3);

    await send(world, messageId);

    expect(world.mails.sent).toEqual([]);
    expect(await world.message(messageId)).toMatchObject({ state: 'unknown' });
  });

  it('is not sent again where it is a digest, which comes once', async () => {
    const { world, messageId } = await interrupted(digest);

    await send(world, messageId);

    expect(world.mails.sent).toEqual([]);
    expect(await world.message(messageId)).toMatchObject({ state: 'unknown' });
  });
});
