import * as fc from 'fast-check';
import { receiveSms } from '#functions/receive-sms/handler';
import type { Consent } from '#shared/contracts/consent';
import type { Participant } from '#shared/contracts/participant';
import { hoursLater, smsEvent } from '#test/support/builders';
import { aCouple, ANA, BEN } from '#test/support/intake';
import { aWorld, type World } from '#test/support/memory-world';

const joint = (fields: Partial<Consent> = {}): Consent => ({
  purpose: 'joint-features',
  recipient: 'partner',
  wording: 'joint-features-1-en',
  givenAt: hoursLater(-48).toISOString(),
  ...fields,
});

type Fields = Partial<Participant>;

/** Ana and Ben, who both opted into what is joint, unless said otherwise. */
async function aPair({ ana = {}, ben = {} }: { ana?: Fields; ben?: Fields } = {}): Promise<World> {
  const world = aWorld();
  await world.given({ ...ANA, name: 'Anastasia Doe', consents: [joint()], ...ana });
  await world.given({ ...BEN, name: 'Benedict Roe', consents: [joint()], ...ben });
  await world.write('couple', 'c-anaben', aCouple({ state: 'paired' }));
  return world;
}

function phones(world: World) {
  const receive = world.run('receive-sms', receiveSms);
  let count = 0;
  const text = async (from: string, body: string, id = `sms-${(count += 1)}`): Promise<void> => {
    const { batchItemFailures } = await receive(smsEvent({ from, body, id, at: world.clock.now() }));
    expect(batchItemFailures).toEqual([]);
    await world.deliver();
  };
  return {
    ana: (body: string, id?: string) => text(ANA.phone, body, id),
    ben: (body: string) => text(BEN.phone, body),
  };
}

const gotBy = (world: World, phone: string): string[] =>
  world.texts.sent.filter(({ to }) => to === phone).map(({ body }) => body);

/** One o'clock of the next day, in London as at Greenwich. */
async function nextDay(world: World): Promise<void> {
  const day = world.clock.now().toISOString().slice(0, 10);
  world.clock.moveTo(new Date(Date.parse(`${day}T13:00:00Z`) + 24 * 3_600_000));
  await world.deliver();
}

const neutral =
  'Alongside: A part of what we do is on hold for now, as happens at times. Your own texts go on as usual.';

describe('SHARE', () => {
  it('brings exactly the confirmed words to the partner the next noon, once, and nothing else [F4, S20]', async () => {
    const world = await aPair();
    const { ana } = phones(world);

    await ana('I cried all day about my father');
    await ana('SHARE: I am proud of us. Así es, mi amor ❤');
    await ana('SHARE YES', 'yes-1');
    await ana('SHARE YES', 'yes-1');
    await ana('share yes please');
    expect(gotBy(world, BEN.phone)).toEqual([]);
    await nextDay(world);

    expect(gotBy(world, BEN.phone)).toEqual([
      'Alongside: Anastasia writes to you: I am proud of us. Así es, mi amor ❤',
    ]);
    expect(world.records.all('release')).toEqual([
      expect.objectContaining({
        participantId: ANA.participantId,
        partnerId: BEN.participantId,
        inboundMessageId: 'sms-2',
      }),
    ]);
    expect(
      JSON.stringify([world.records.all('message'), world.records.all('release'), world.lines]),
    ).not.toMatch(/proud/);
  });

  it('asks before anything goes, and says who would get it', async () => {
    const world = await aPair();

    await phones(world).ana('share I miss you');
    await nextDay(world);

    expect(gotBy(world, ANA.phone)).toEqual([
      'Alongside: Reply SHARE YES within a day and Benedict gets just these words, nothing else of yours.',
    ]);
    expect(gotBy(world, BEN.phone)).toEqual([]);
    expect(world.records.all('release')).toEqual([]);
  });

  it.each([
    ['a YES that comes too late', 25],
    ['a YES without words before it', undefined],
  ])('%s releases nothing and says how it is done', async (_what, hours) => {
    const world = await aPair();
    const { ana } = phones(world);
    if (hours !== undefined) {
      await ana('COMPARTIR te quiero');
      world.clock.moveTo(hoursLater(hours));
    }

    await ana('COMPARTIR SI');
    await nextDay(world);

    expect(gotBy(world, ANA.phone).at(-1)).toBe(
      'Alongside: Text SHARE and then your words for Benedict. We ask once more before they go.',
    );
    expect(gotBy(world, BEN.phone)).toEqual([]);
  });

  it('does not cut what is too long', async () => {
    const world = await aPair();
    const { ana } = phones(world);

    await ana(`share ${'so much to say '.repeat(20)}`);
    await ana('share yes');
    await nextDay(world);

    expect(gotBy(world, ANA.phone)[0]).toContain('200 letters at most');
    expect(gotBy(world, BEN.phone)).toEqual([]);
  });

  it('is a cry for help before it is anything else', async () => {
    const world = await aPair();
    const { ana } = phones(world);

    await ana('share tell him goodbye, I am going to kill myself tonight');
    await ana('share yes');
    await nextDay(world);

    expect(world.records.all('crisis')).toHaveLength(1);
    expect(gotBy(world, BEN.phone)).toEqual([]);
  });

  it('lets the newest words win, also where an older text comes late again', async () => {
    const world = await aPair();
    const { ana } = phones(world);
    await ana('share the older words', 'old');
    world.clock.moveTo(hoursLater(1));
    await ana('share the newer words', 'new');
    await ana('share the older words', 'old');

    await ana('share yes');
    await nextDay(world);

    expect(gotBy(world, BEN.phone)).toEqual(['Alongside: Anastasia writes to you: the newer words']);
  });
});

/** Everything that closes what is joint, on either side. */
const closed: readonly (readonly [string, { ana?: Fields; ben?: Fields }])[] = [
  ['a hold on the one who writes', { ana: { safetyHold: true } }],
  ['a hold on the other', { ben: { safetyHold: true } }],
  ['a screen that waits for a person', { ben: { screen: 'to-review' } }],
  ['no consent of the one who writes', { ana: { consents: [] } }],
  ['no consent of the other', { ben: { consents: [] } }],
  [
    'a consent that was taken back',
    { ben: { consents: [joint({ revokedAt: hoursLater(-1).toISOString() })] } },
  ],
  ['a phone that the other reads', { ana: { sharedPhone: true, privacyLevel: 'normal' } }],
  ['a discreet phone', { ben: { privacyLevel: 'discreet' } }],
  ['a separation', { ben: { coupleId: 'c-alone0' } }],
];

describe('what is joint, where it is closed', () => {
  it.each(closed)('%s is answered with the same neutral words, at once [4e]', async (_what, fields) => {
    const world = await aPair(fields);
    const { ana } = phones(world);

    await ana('share I am proud of us');
    await ana('share yes');
    await nextDay(world);

    const said = gotBy(world, ANA.phone).map((body) => body.replace(/^(?:Alongside: )?/, 'Alongside: '));
    expect(said).toEqual([neutral, neutral]);
    expect(gotBy(world, BEN.phone)).toEqual([]);
    expect(world.records.all('release')).toEqual([]);
  });

  it('is answered the same on both sides, whoever it is about', async () => {
    const world = await aPair({ ana: { safetyHold: true } });
    const { ana, ben } = phones(world);

    await ana('share hello');
    await ben('share hello');

    expect([gotBy(world, ANA.phone), gotBy(world, BEN.phone)]).toEqual([[neutral], [neutral]]);
  });

  it.each(closed.filter(([what]) => !what.includes('discreet')))(
    '%s between the YES and the noon keeps the words here',
    async (_what, { ana = {}, ben = {} }) => {
      const world = await aPair();
      const { ana: text } = phones(world);
      await text('share I am proud of us');
      await text('share yes');
      for (const [{ participantId }, fields] of [
        [ANA, ana],
        [BEN, ben],
      ] as const) {
        const before = await world.participant(participantId);
        if (before) await world.write('participant', participantId, { ...before, ...fields });
      }

      await nextDay(world);

      expect(gotBy(world, BEN.phone)).toEqual([]);
    },
  );
});

describe('what is on its way', () => {
  it.each([
    ['the author', ANA],
    ['the reader', BEN],
  ])('stays here after a STOP of %s', async (_who, { phone }) => {
    const world = await aPair();
    const { ana, ben } = phones(world);
    await ana('share I am proud of us');
    await ana('share yes');

    await (phone === ANA.phone ? ana('STOP') : ben('STOP'));
    await nextDay(world);

    expect(gotBy(world, BEN.phone).join()).not.toContain('proud');
  });
});

describe('one partner’s words never reach the other, unless their author released them', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('words' as const), share: fc.boolean(), late: fc.boolean() }),
    fc.record({ do: fc.constant('yes' as const) }),
    fc.record({ do: fc.constant('both' as const) }),
    fc.record({ do: fc.constant('again' as const), place: fc.nat({ max: 20 }) }),
    fc.record({ do: fc.constant('hold' as const), who: fc.constantFrom(ANA, BEN), on: fc.boolean() }),
    fc.record({ do: fc.constant('stop' as const), word: fc.constantFrom('STOP', 'START') }),
    fc.record({ do: fc.constant('wait' as const), hours: fc.constantFrom(1, 20, 30, 90) }),
  );

  it('whatever happens, in whatever order, how often it comes', async () => {
    let brought = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 24 }), async (steps) => {
        const world = await aPair();
        const { ana, ben } = phones(world);
        const said: { id: string; body: string; secret?: string }[] = [];
        const say = async (body: string, secret?: string): Promise<void> => {
          const id = `own-${said.length}`;
          said.push({ id, body, ...(secret !== undefined && { secret }) });
          await ana(body, id);
        };
        for (const one of steps) {
          if (one.do === 'words')
            await say(`${one.share ? 'share ' : ''}zebra${said.length}z is mine`, `zebra${said.length}z`);
          else if (one.do === 'yes') await say('share yes');
          else if (one.do === 'both') {
            await say(`share zebra${said.length}z is mine`, `zebra${said.length}z`);
            await say('share yes');
          } else if (one.do === 'again') {
            const text = said[one.place % Math.max(said.length, 1)];
            if (text) await ana(text.body, text.id);
          } else if (one.do === 'hold') {
            const before = await world.participant(one.who.participantId);
            if (before)
              await world.write('participant', one.who.participantId, { ...before, safetyHold: one.on });
          } else if (one.do === 'stop') await ben(one.word);
          else world.clock.moveTo(new Date(world.clock.now().getTime() + one.hours * 3_600_000));
          await world.deliver();
        }
        await nextDay(world);

        const released = new Set(
          world.records.all('release').map(({ inboundMessageId }) => inboundMessageId),
        );
        const got = gotBy(world, BEN.phone).join('\n');
        for (const { id, secret } of said)
          if (secret !== undefined) {
            const times = got.split(secret).length - 1;
            expect(times).toBeLessThanOrEqual(released.has(id) ? 1 : 0);
          }
        for (const { inboundMessageId } of world.records.all('release'))
          brought += got.includes(said.find(({ id }) => id === inboundMessageId)?.secret ?? '?') ? 1 : 0;
        // A YES releases what was asked about, and no YES nothing.
        const yes = said.filter(({ body }) => body === 'share yes').length;
        expect(released.size).toBeLessThanOrEqual(yes);
      }),
      { numRuns: 120 },
    );
    // Else all of this would hold of nothing.
    expect(brought).toBeGreaterThan(5);
  });
});
