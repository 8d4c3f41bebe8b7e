import { askIntake } from '#functions/ask-intake/handler';
import { receiveSms } from '#functions/receive-sms/handler';
import type { Journey } from '#shared/contracts/journey';
import { hoursLater, smsEvent } from '#test/support/builders';
import { aWorld, type World } from '#test/support/memory-world';

const participantId = 'p-ana001';
const receiving = (world: World) => world.run('receive-sms', receiveSms);
const asking = (world: World) => world.run('ask-intake', askIntake);

async function invited(journey: Partial<Journey> = {}): Promise<World> {
  const world = aWorld();
  await world.given(
    { texts: { state: 'invited', at: hoursLater(-1).toISOString() }, screen: 'pending' },
    { journey: { state: 'intake', ...journey } },
  );
  return world;
}

describe('receive-sms, during the intake', () => {
  it('finds the step that began to wait while the text was being read', async () => {
    const world = await invited();
    const token = world.flows.wait('token-1');
    const get = world.records.get.bind(world.records);
    let isFirst = true;
    world.records.get = async (kind, id) => {
      const row = await get(kind, id);
      if (kind !== 'journey' || !isFirst) return row;
      isFirst = false;
      // Between the two looks of the text: the step saves its token, and sees no consent yet.
      await asking(world)({ participantId, step: 'agreement', taskToken: token });
      return row;
    };

    await receiving(world)(smsEvent({ body: 'YES' }));

    expect(world.flows.completed).toEqual([{ taskToken: 'token-1', outcome: 'agreed' }]);
  });

  it('is found by the step that begins to wait after it', async () => {
    const world = await invited();

    await receiving(world)(smsEvent({ body: 'YES' }));
    await asking(world)({ participantId, step: 'agreement', taskToken: world.flows.wait('token-1') });

    expect(world.flows.completed).toEqual([{ taskToken: 'token-1', outcome: 'agreed' }]);
  });

  it('does not take a YES for the own part that is waited for; a STOP ends that wait too', async () => {
    const world = await invited();
    const intake = { step: 'own-part', taskToken: world.flows.wait('token-1') } as const;
    const journey = await world.journey();
    if (journey) await world.write('journey', participantId, { ...journey, intake });

    await receiving(world)(smsEvent({ body: 'YES', id: 'sms-1' }));
    const afterYes = [...world.flows.completed];
    await receiving(world)(smsEvent({ body: 'STOP', id: 'sms-2', at: hoursLater(2) }));

    expect(afterYes).toEqual([]);
    expect(world.flows.completed).toEqual([{ taskToken: 'token-1', outcome: 'declined' }]);
  });

  it('ends the private screen with a STOP, so that nothing waits for its answers', async () => {
    const world = aWorld();
    const taskToken = world.flows.wait('screen-1');
    await world.given(
      { screen: 'pending' },
      {
        journey: { state: 'intake', lastCycle: 0 },
        checkIn: { cycle: 0, questionSetId: 'safety-screen-1', state: 'asked', taskToken },
      },
    );

    await receiving(world)(smsEvent({ body: 'STOP' }));

    expect(await world.checkIn(0)).toMatchObject({ state: 'cancelled', reason: 'stopped' });
    expect(world.flows.completed).toEqual([{ taskToken: 'screen-1', outcome: 'cancelled' }]);
  });

  it.each([
    { body: 'YES', texts: 'invited', kind: 'reply-to-read' },
    { body: 'UNSTOP', texts: 'stopped', kind: 'contact-asked' },
  ] as const)('brings $body to a person where the intake has ended', async ({ body, texts, kind }) => {
    const world = aWorld();
    await world.given(
      { texts: { state: texts, at: hoursLater(-1).toISOString() } },
      { journey: { state: 'ended', reason: 'no-answer' } },
    );

    await receiving(world)(smsEvent({ body }));
    await receiving(world)(smsEvent({ body }));

    expect(world.openTasks()).toEqual([expect.objectContaining({ kind, participantId })]);
  });
});
