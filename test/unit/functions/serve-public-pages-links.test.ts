import type { Offer } from '#shared/contracts/pairing';
import { aParticipant, hoursLater, monday } from '#test/support/builders';
import { aCrisis, mayTellMentor } from '#test/support/crisis';
import { faultsIn } from '#test/support/html';
import { aMentor } from '#test/support/mentors';
import { aWorld, type World } from '#test/support/memory-world';
import { aForm, aLink, ownPartFields, visit } from '#test/support/public-pages';
import { anOffer } from '#test/support/rows';

const show = (world: World, link: string, query: Record<string, string> = {}) =>
  visit(world, 'GET /l/{token}', { link, query });
const send = (world: World, link: string, fields: Record<string, string | string[]>) =>
  visit(world, 'POST /l/{token}', { link, form: aForm(fields) });

/** All rows there are, to see that nothing changed. */
const rowsIn = (world: World) =>
  (['participant', 'journey', 'offer', 'crisis', 'couple', 'pairing', 'message', 'task'] as const).map(
    (kind) => world.records.all(kind),
  );

describe('a link', () => {
  it.each([
    ['forged', (link: string) => `${link.slice(0, -1)}${link.endsWith('A') ? 'E' : 'A'}`],
    ['cut off', (link: string) => link.slice(0, -10)],
    ['of another payload', (link: string) => link.replace('/l/', '/l/x')],
    ['nothing at all', () => '/l/hello'],
  ])('that is %s opens nothing, and says what to do', async (_, spoil) => {
    const world = aWorld();
    await world.given();
    const link = spoil(await aLink(world, { purpose: 'own-part', id: 'p-ana001' }));

    for (const response of [await show(world, link), await send(world, link, ownPartFields)]) {
      expect(response.statusCode).toBe(404);
      expect(response.body).toContain('tel:');
      expect(faultsIn(response.body)).toEqual([]);
    }
    expect(await world.participant()).not.toHaveProperty('ownPartAt');
  });

  it.each([
    ['own-part', 'p-ana001', 'you get a new one'],
    ['offer', 'o-anaben-1', 'nothing to do for you'],
    ['crisis', 'crisis-sms-1', 'call the coordinator now'],
  ] as const)(
    'for %s that has run out does nothing any more, and says what to do',
    async (purpose, id, help) => {
      const world = aWorld();
      await world.given();
      await world.write('mentor', 'm-dana01', aMentor());
      await world.write('offer', 'o-anaben-1', anOffer());
      await world.write('crisis', 'crisis-sms-1', aCrisis());
      const actorId = purpose === 'own-part' ? id : 'm-dana01';
      const link = await aLink(world, { purpose, id, actorId, expiresAt: hoursLater(1) });
      world.clock.moveTo(hoursLater(1));
      const before = rowsIn(world);

      const shown = await show(world, link);
      const sent = await send(world, link, { ...ownPartFields, answer: 'accept' });

      expect([shown.statusCode, sent.statusCode]).toEqual([410, 410]);
      expect(shown.body).toContain(help);
      expect(rowsIn(world)).toEqual(before);
    },
  );

  it.each([
    ['somebody else’s part', { purpose: 'own-part', id: 'p-ana001', actorId: 'p-ben001' }],
    ['the part of nobody', { purpose: 'own-part', id: 'p-nobody1' }],
    ['another mentor’s offer', { purpose: 'offer', id: 'o-anaben-1', actorId: 'm-other1' }],
    ['an offer that is none', { purpose: 'offer', id: 'o-anaben-9', actorId: 'm-dana01' }],
    [
      'a crisis, for somebody who is no mentor',
      { purpose: 'crisis', id: 'crisis-sms-1', actorId: 'm-nobody1' },
    ],
    ['a crisis, for a participant', { purpose: 'crisis', id: 'crisis-sms-1', actorId: 'p-ana001' }],
  ] as const)('to %s looks like any other that does not work', async (_, claims) => {
    const world = aWorld();
    await world.given();
    await world.given({ participantId: 'p-ben001', phone: '+12025550102' });
    for (const mentorId of ['m-dana01', 'm-other1'])
      await world.write('mentor', mentorId, aMentor({ mentorId }));
    await world.write('offer', 'o-anaben-1', anOffer());
    await world.write('crisis', 'crisis-sms-1', aCrisis());
    const link = await aLink(world, claims);
    const before = rowsIn(world);

    const shown = await show(world, link);
    const sent = await send(world, link, { ...ownPartFields, answer: 'accept' });

    expect(shown).toEqual(await show(world, '/l/hello'));
    expect(sent).toEqual(shown);
    expect(rowsIn(world)).toEqual(before);
  });
});

describe('a partner’s own page', () => {
  const link = (world: World) => aLink(world, { purpose: 'own-part', id: 'p-ana001' });
  const inIntake = async (world: World) => {
    const { cadence: _cadence, loop: _loop, ...journey } = (await world.journey()) ?? fail();
    const taskToken = world.flows.wait('token-1');
    const intake = { step: 'own-part' as const, taskToken };
    await world.write('journey', 'p-ana001', { ...journey, state: 'intake', intake });
  };
  const fail = (): never => {
    throw new Error('there is no journey');
  };

  it('starts empty, in the language of its owner, whatever the browser speaks', async () => {
    const world = aWorld();
    await world.given({ language: 'es', name: 'Zora', timeZone: 'America/Denver' });

    const { statusCode, body } = await show(world, await link(world));

    expect(statusCode).toBe(200);
    expect(body).toContain('<html lang="es">');
    expect(body).not.toMatch(/Zora|value="America\/Denver" selected/);
    expect(faultsIn(body)).toEqual([]);
  });

  it('does nothing when it is opened, however often', async () => {
    const world = aWorld();
    await world.given();
    await inIntake(world);
    const before = rowsIn(world);

    for (let times = 0; times < 3; times += 1) await show(world, await link(world));

    expect(rowsIn(world)).toEqual(before);
    expect(world.flows.completed).toEqual([]);
  });

  it('saves what its owner sends, with the proof of each consent, and lets the intake go on', async () => {
    const world = aWorld();
    await world.given();
    await inIntake(world);

    const response = await send(world, await link(world), {
      ...ownPartFields,
      name: 'Annie',
      language: 'es',
      'schedule.time': '14:00',
      'safeHours.start': '12:00',
      'safeHours.end': '16:00',
      'about.veteran': 'yes',
      'about.children': 'no',
      consents: ['share-check-ins', 'joint-features'],
    });

    expect(response.statusCode).toBe(303);
    expect(response.headers['location']).toBe(`${new URL(await link(world)).pathname}?saved=yes&lang=es`);
    expect(await world.participant()).toMatchObject({
      name: 'Annie',
      language: 'es',
      safeHours: { start: '12:00', end: '16:00' },
      profile: { veteran: true, children: false, timeZone: 'America/Chicago' },
      consents: [
        { purpose: 'share-check-ins', recipient: 'mentor', wording: 'share-check-ins-1-es' },
        { purpose: 'joint-features', recipient: 'partner', wording: 'joint-features-1-es' },
      ],
      ownPartAt: monday.toISOString(),
    });
    expect(world.flows.completed).toEqual([{ taskToken: 'token-1', outcome: 'done' }]);
  });

  it('shows afterwards how we write to its owner, and nothing of what they told or agreed to [E27]', async () => {
    const world = aWorld();
    await world.given({
      ...mayTellMentor,
      ownPartAt: monday.toISOString(),
      safeHours: { start: '10:00', end: '12:00' },
      schedule: { weekday: 'tuesday', time: '10:00' },
      profile: { substances: ['opioids'], orientation: 'lgbtq-plus', veteran: true },
    });

    const { body } = await show(world, await link(world), { saved: 'yes' });

    expect(body).toContain('role="status"');
    expect(body).toContain('value="Ana"');
    expect(body).toContain('value="tuesday" selected');
    expect(body).not.toMatch(/value="(?:opioids|lgbtq-plus|12:00)"[^>]*(?:checked|selected)/);
    expect(body).not.toMatch(/type="checkbox"[^>]*checked/);
    expect(faultsIn(body)).toEqual([]);
  });

  it('keeps what its owner leaves as it is, and replaces what they choose anew', async () => {
    const world = aWorld();
    const safeHours = { start: '09:00', end: '12:00' };
    await world.given({
      ...mayTellMentor,
      ownPartAt: monday.toISOString(),
      safeHours,
      profile: { substances: ['opioids'] },
    });
    const again = { ...ownPartFields, 'safeHours.start': 'keep', about: 'keep', agree: 'keep' };

    await send(world, await link(world), again);
    const kept = await world.participant();
    await send(world, await link(world), {
      ...again,
      'safeHours.start': '',
      about: 'replace',
      agree: 'replace',
    });
    const replaced = await world.participant();

    expect(kept).toMatchObject({ safeHours, profile: { substances: ['opioids'] }, ...mayTellMentor });
    expect(replaced?.profile.substances).toBeUndefined();
    expect(replaced).not.toHaveProperty('safeHours');
    expect(replaced?.consents).toMatchObject([{ purpose: 'share-crisis', revokedAt: monday.toISOString() }]);
  });

  it.each([
    ['about', { about: 'keep', 'about.veteran': 'yes' }],
    ['agree', { agree: 'keep', consents: 'share-crisis' }],
  ])(
    'asks which is meant where somebody leaves a thing as it is and chooses anew: %s',
    async (field, fields) => {
      const world = aWorld();
      await world.given({ ...mayTellMentor, ownPartAt: hoursLater(-1).toISOString() });

      const response = await send(world, await link(world), { ...ownPartFields, ...fields });

      expect(response.statusCode).toBe(422);
      expect(response.body).toContain(`<a href="#${field}">`);
      expect(faultsIn(response.body)).toEqual([]);
      expect(await world.participant()).toMatchObject({
        ...mayTellMentor,
        ownPartAt: hoursLater(-1).toISOString(),
      });
    },
  );

  it('comes back with what was typed where something is wrong, and saves nothing', async () => {
    const world = aWorld();
    await world.given();

    const response = await send(world, await link(world), {
      ...ownPartFields,
      name: '',
      'schedule.time': '23:00',
    });

    expect(response.statusCode).toBe(422);
    expect(response.body).toContain('href="#name"');
    expect(response.body).toContain('href="#schedule.time"');
    expect(response.body).toContain('value="America/Chicago" selected');
    expect(faultsIn(response.body)).toEqual([]);
    expect(await world.participant()).not.toHaveProperty('ownPartAt');
  });

  it('is closed to whoever has left', async () => {
    const world = aWorld();
    await world.given({}, { journey: { state: 'ended' } });

    const shown = await show(world, await link(world));
    const sent = await send(world, await link(world), ownPartFields);

    expect([shown.statusCode, sent.statusCode]).toEqual([410, 410]);
    expect(await world.participant()).not.toHaveProperty('ownPartAt');
  });
});

describe('an offer', () => {
  const offered = async (world: World, fields: Partial<Offer> = {}): Promise<string> => {
    await world.given();
    await world.given({ participantId: 'p-ben001', name: 'Ben', phone: '+12025550102' });
    await world.write('mentor', 'm-dana01', aMentor({ load: 1 }));
    await world.write('couple', 'c-anaben', {
      coupleId: 'c-anaben',
      participantIds: ['p-ana001', 'p-ben001'],
      state: 'matching',
      createdAt: monday.toISOString(),
      questions: [],
      weight: 1,
      refusals: [],
      previousMentorIds: [],
      offers: 1,
      matchings: 1,
      openOfferId: 'o-anaben-1',
    });
    const taskToken = world.flows.wait('offer-token');
    await world.write('offer', 'o-anaben-1', anOffer({ taskToken, ...fields }));
    return aLink(world, { purpose: 'offer', id: 'o-anaben-1', actorId: 'm-dana01' });
  };

  it('says why this mentor was asked, and nothing of the couple', async () => {
    const world = aWorld();
    const link = await offered(world, {
      reasons: [
        { factor: 'coupleExperience', points: 30, text: 'has recovered together' },
        { factor: 'substance', points: 20, text: 'Both know opioids.' },
      ],
    });

    const { statusCode, body } = await show(world, link);

    expect(statusCode).toBe(200);
    expect(body).toContain('You have experience with recovery as a couple.');
    expect(body).toContain('Wednesday, March 4');
    expect(body).not.toMatch(/Ana|Ben|opioids|2025550|c-anaben/);
    expect(faultsIn(body)).toEqual([]);
  });

  it.each([
    ['accept', 'accepted', 'Thank you, it is settled'],
    ['decline', 'declined', 'Thank you for telling us'],
  ])('is answered once by %s; opened or sent again it only says so', async (answer, state, title) => {
    const world = aWorld();
    const link = await offered(world);
    await show(world, link);
    const untouched = (await world.records.get('offer', 'o-anaben-1'))?.state;

    const sent = await send(world, link, { answer, reason: 'no-room' });
    const again = await send(world, link, { answer: answer === 'accept' ? 'decline' : 'accept' });
    const shown = await show(world, link);

    expect(untouched).toBe('open');
    expect([sent.statusCode, again.statusCode]).toEqual([303, 303]);
    expect(await world.records.get('offer', 'o-anaben-1')).toMatchObject({ state, answeredBy: 'm-dana01' });
    expect(world.flows.completed).toEqual([{ taskToken: 'offer-token', outcome: state }]);
    expect(shown.body).toContain(`<h1>${title}</h1>`);
    expect(faultsIn(shown.body)).toEqual([]);
  });

  it('notes why, of the reasons that it offers and no others', async () => {
    const [named, unknown] = [aWorld(), aWorld()];

    await send(named, await offered(named), { answer: 'decline', reason: 'own-recovery' });
    await send(unknown, await offered(unknown), { answer: 'decline', reason: '<b>' });

    expect(await named.records.get('offer', 'o-anaben-1')).toMatchObject({ declineReason: 'own-recovery' });
    expect(await unknown.records.get('offer', 'o-anaben-1')).toMatchObject({ declineReason: 'not-said' });
  });

  it('changes nothing for an answer that is none', async () => {
    const world = aWorld();
    const link = await offered(world);
    const before = rowsIn(world);

    await send(world, link, { answer: 'perhaps' });
    await send(world, link, {});

    expect(rowsIn(world)).toEqual(before);
  });
});

describe('a crisis', () => {
  const paged = async (world: World, given: { consents?: 'none' | 'live' | 'taken-back' } = {}) => {
    const { consents = 'live' } = given;
    const live = mayTellMentor.consents;
    await world.given({
      name: 'Ana Maria',
      consents: {
        none: [],
        live,
        'taken-back': live.map((cell) => ({ ...cell, revokedAt: hoursLater(-1).toISOString() })),
      }[consents],
    });
    for (const mentorId of ['m-dana01', 'm-other1'])
      await world.write('mentor', mentorId, aMentor({ mentorId }));
    const who = ['m-dana01', 'm-other1'];
    await world.write(
      'crisis',
      'crisis-sms-1',
      aCrisis({
        taskToken: world.flows.wait('crisis-token'),
        pages: [{ rung: 'mentor', who, at: monday.toISOString(), enteredAt: monday.toISOString() }],
      }),
    );
    return (actorId = 'm-dana01') => aLink(world, { purpose: 'crisis', id: 'crisis-sms-1', actorId });
  };

  it('shows a button and nobody’s name or number before it is taken over', async () => {
    const world = aWorld();
    const link = await paged(world);

    const { statusCode, body } = await show(world, await link());

    expect(statusCode).toBe(200);
    expect(body).toContain('I take this over');
    expect(body).not.toMatch(/Ana|2025550101|p-ana001/);
    expect(await world.records.get('crisis', 'crisis-sms-1')).toMatchObject({ state: 'open' });
    expect(faultsIn(body)).toEqual([]);
  });

  it('gives first name and number to whoever took it over, with the notice and the scope [F5]', async () => {
    const world = aWorld();
    const link = await paged(world);

    const sent = await send(world, await link(), { answer: 'take-over' });
    const { body } = await show(world, await link());

    expect(sent.statusCode).toBe(303);
    expect(world.flows.completed).toEqual([{ taskToken: 'crisis-token', outcome: 'acknowledged' }]);
    expect(body).toContain('>Ana<');
    expect(body).not.toContain('Maria');
    expect(body).toContain('tel:+12025550101');
    expect(body).toContain('42 CFR part 2 prohibits unauthorized use or disclosure of these records.');
    expect(body).toContain('consent');
    expect(world.lines.join()).toContain('CONTACT_SHOWN');
    expect(world.lines.join()).not.toMatch(/2025550101|Maria/);
    expect(faultsIn(body)).toEqual([]);
  });

  it('is logged as a disclosure, once for each crisis and mentor, with the consent that it stood on [F5, F8]', async () => {
    const world = aWorld();
    const link = await paged(world);
    await show(world, await link());
    const before = world.records.all('disclosure');

    await send(world, await link(), { answer: 'take-over' });
    await show(world, await link());
    world.clock.moveTo(hoursLater(1));
    await show(world, await link());

    expect(before).toEqual([]);
    expect(world.records.all('disclosure')).toEqual([
      {
        disclosureId: 'p-ana001_m-dana01_crisis-sms-1',
        participantId: 'p-ana001',
        mentorId: 'm-dana01',
        crisisId: 'crisis-sms-1',
        template: 'crisis-contact',
        at: monday.toISOString(),
        consents: mayTellMentor.consents,
        expiresAt: monday.getTime() / 1000 + 6 * 366 * 86_400,
        revision: 1,
      },
    ]);
  });

  it('is neither shown nor logged where the consent is taken back in the last moment: while it is being logged [F6]', async () => {
    const world = aWorld();
    const link = await paged(world);
    await send(world, await link(), { answer: 'take-over' });
    const write = world.records.write;
    world.records.write = async (changes) => {
      world.records.write = write;
      const ana = await world.participant();
      await world.write('participant', 'p-ana001', { ...ana!, consents: [] });
      return write(changes);
    };

    const { body } = await show(world, await link());

    expect(body).not.toMatch(/Ana|2025550101/);
    expect(world.records.all('disclosure')).toEqual([]);
  });

  it('of a drill says so, before and after it is taken over, and shows nobody', async () => {
    const world = aWorld();
    const link = await paged(world);
    const { participantId: _nobody, ...crisis } = aCrisis();
    await world.write('crisis', 'crisis-sms-1', { ...crisis, drill: true, reasons: ['drill'] });

    const shown = await show(world, await link());
    await send(world, await link(), { answer: 'take-over' });
    const taken = await show(world, await link());

    expect(shown.body).toContain('DRILL');
    expect(shown.body).toContain('Nobody is in need');
    expect(taken.body).toContain('DRILL');
    expect(taken.body).toContain('That was all');
    expect(taken.body).not.toMatch(/call the coordinator|Ana/);
    expect(world.records.all('disclosure')).toEqual([]);
    expect(faultsIn(taken.body)).toEqual([]);
  });

  it.each(['none', 'taken-back'] as const)(
    'tells whoever took it over to call the coordinator where the consent is %s [F2, F6]',
    async (consents) => {
      const world = aWorld();
      const link = await paged(world, { consents });

      await send(world, await link(), { answer: 'take-over' });
      const { body } = await show(world, await link());

      expect(body).not.toMatch(/Ana|2025550101/);
      expect(body).toContain('call the coordinator');
      expect(body).toContain('tel:+12025550198');
    },
  );

  it('is the first one’s; the second is told so and sees nothing', async () => {
    const world = aWorld();
    const link = await paged(world);

    await send(world, await link('m-other1'), { answer: 'take-over' });
    await send(world, await link('m-dana01'), { answer: 'take-over' });
    const { body } = await show(world, await link('m-dana01'));

    expect(await world.records.get('crisis', 'crisis-sms-1')).toMatchObject({ acknowledgedBy: 'm-other1' });
    expect(body).toContain('Somebody else has taken over');
    expect(body).not.toMatch(/Ana|2025550101/);
  });

  it('shows nothing any more once a person has closed it', async () => {
    const world = aWorld();
    const link = await paged(world);
    const closed = { state: 'closed' as const, acknowledgedBy: 'm-dana01' };
    await world.write('crisis', 'crisis-sms-1', aCrisis(closed));

    const { body } = await show(world, await link());

    expect(body).toContain('This is over');
    expect(body).not.toMatch(/Ana|2025550101/);
  });

  it('sends the coordinator to the console, without a name', async () => {
    const world = aWorld();
    const link = await paged(world);

    await send(world, await link('coordinator'), { answer: 'take-over' });
    const { body } = await show(world, await link('coordinator'));

    expect(await world.records.get('crisis', 'crisis-sms-1')).toMatchObject({
      acknowledgedBy: 'coordinator',
    });
    expect(body).toContain('in the console');
    expect(body).not.toMatch(/Ana|2025550101/);
  });

  it('lets somebody who cannot come say so, and take it over after all', async () => {
    const world = aWorld();
    const link = await paged(world);

    const passed = await send(world, await link(), { answer: 'cannot' });
    const shown = await show(world, await link(), { passed: 'yes' });

    expect(passed.headers['location']).toMatch(/&passed=yes$/);
    expect(shown.body).toContain('The next person is asked');
    expect(shown.body).toContain('I take this over');
    expect(await world.records.get('crisis', 'crisis-sms-1')).toMatchObject({ state: 'open' });
    expect(faultsIn(shown.body)).toEqual([]);
  });
});

it('shows Ana nothing of Ben’s: of his rows not one is read', async () => {
  const world = aWorld();
  await world.given({ ownPartAt: monday.toISOString() });
  await world.given(aParticipant({ participantId: 'p-ben001', phone: '+12025550102' }));
  const read: string[] = [];
  const get = world.records.get;
  world.records.get = (kind, id) => (read.push(id), get(kind, id));
  const link = await aLink(world, { purpose: 'own-part', id: 'p-ana001' });

  await show(world, link);
  await send(world, link, ownPartFields);

  expect(new Set(read)).toEqual(new Set(['p-ana001']));
});
