import { put } from '#shared/steps/change-row';
import { answersOf, aCheckIn } from '#test/support/builders';
import { aPairing } from '#test/support/pairings';
import { aWorld, DAY, HOUR, type World } from '#test/support/world';

/** Sunday noon in New York. */
const sunday = Date.UTC(2026, 10, 22, 17);

describe('the weekly digest, on the synthesized template', () => {
  let world: World;
  afterEach(() => world.cloud.stop());

  /** Dana accompanies Ana, who shares her check-ins, and Ben, who does so where it is said. */
  async function begin({ benShares }: { benShares: boolean }): Promise<void> {
    world = await aWorld({ startAt: sunday });
    const at = world.clock.now().toISOString();
    const consents = [
      {
        purpose: 'share-check-ins' as const,
        recipient: 'mentor' as const,
        wording: 'consent-1',
        givenAt: at,
      },
    ];
    const texts = { state: 'given' as const, at };
    const journey = { state: 'active' as const, lastCycle: 1 };
    await world.given({ participant: { name: 'Ana Ruiz', consents, texts }, journey });
    await world.given({
      participant: {
        participantId: 'p-ben001',
        name: 'Ben',
        phone: '+12025550102',
        consents: benShares ? consents : [],
        texts,
      },
      journey,
    });
    await world.givenMentor({ mentorId: 'm-dana01', timeZone: 'America/New_York' });
    await world.givenMentor({ mentorId: 'm-erin01', timeZone: 'America/New_York' });
    const checkIns = [
      aCheckIn({ state: 'missed', taskId: 't-1' }),
      aCheckIn({ participantId: 'p-ben001', state: 'answered', answers: answersOf([4, 2, 8, 4, 2]) }),
    ];
    await world.records.write([
      put('pairing', aPairing(), 0),
      ...checkIns.map((row) => put('check-in', row, 0)),
    ]);
  }

  const digests = () => world.cloud.ses.mailbox().filter(({ to }) => to.includes('m-dana01@example.org'));

  it('arrives on Monday at eight, once, with each person apart, and is logged for each', async () => {
    await begin({ benShares: true });

    await world.cloud.clock.advance(19 * HOUR + 59 * 60_000);
    const before = digests().length;
    await world.cloud.clock.advance(60_000);
    await world.cloud.clock.settle();
    const [mail] = digests();
    await world.cloud.clock.advance(DAY);

    expect(before).toBe(0);
    expect(digests()).toHaveLength(1);
    expect(new Date(mail!.at).toISOString()).toMatch(/^2026-11-23T13:00/u);
    expect(mail).toMatchObject({ subject: 'Alongside: your Monday notes', status: 'DELIVERED' });
    expect(mail!.text).toContain('\nAna\n---\nNo reply to the last check-in.');
    expect(mail!.text).toContain('\nBen\n---\nNothing stands out.\nFeeling, 1 to 5: 4\n');
    const logged = await world.records.listOf('disclosure', 'p-ben001', { limit: 10 });
    expect(logged.items).toMatchObject([
      { mentorId: 'm-dana01', messageId: 'm-dana01_digest-2026-W48', template: 'weekly-digest' },
    ]);
    expect(world.cloud.ses.mailbox().some(({ to }) => to.includes('m-erin01@example.org'))).toBe(false);
    expect(world.logs.join('\n')).not.toMatch(/Ana|Ben|Ruiz|example\.org|\+1202/u);
  });

  it('comes again in the week after, without whoever has withdrawn the consent by then [F6, invariant 7]', async () => {
    await begin({ benShares: true });
    await world.cloud.clock.advance(DAY);
    const ben = await world.records.get('participant', 'p-ben001');
    const { revision, ...row } = ben!;
    const revokedAt = world.clock.now().toISOString();
    const consents = row.consents.map((consent) => ({ ...consent, revokedAt }));
    await world.records.write([put('participant', { ...row, consents }, revision)]);

    await world.cloud.clock.advance(7 * DAY);

    expect(digests().map(({ text }) => text?.includes('\nBen\n'))).toEqual([true, false]);
    expect(digests()[1]?.text).toContain('\nAna\n');
    const logged = await world.records.listOf('disclosure', 'p-ben001', { limit: 10 });
    expect(logged.items).toHaveLength(1);
  });

  it('does not show whoever does not share', async () => {
    await begin({ benShares: false });

    await world.cloud.clock.advance(DAY);

    expect(digests()).toHaveLength(1);
    expect(JSON.stringify(digests())).not.toContain('Ben');
  });
});
