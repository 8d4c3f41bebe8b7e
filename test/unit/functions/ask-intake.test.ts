import { askIntake } from '#functions/ask-intake/handler';
import type { Message } from '#shared/contracts/message';
import { aJourney, hoursLater, monday } from '#test/support/builders';
import { aWorld, type World } from '#test/support/memory-world';

const participantId = 'p-ana001';
const at = monday.toISOString();
const asking = (world: World) => world.run('ask-intake', askIntake);
const given = (world: World, fields: Parameters<World['given']>[0] = {}) =>
  world.given(
    { texts: { state: 'invited', at }, screen: 'pending', ownPartAt: undefined, ...fields },
    { journey: { state: 'intake' } },
  );

/** The first text as it stands after a while. */
async function firstText(world: World, what: string, state: Message['state']): Promise<void> {
  const message = await world.message(`${participantId}_${what}`);
  if (!message) throw new Error('it was not planned');
  await world.write('message', message.messageId, { ...message, state });
}

describe('ask-intake', () => {
  it('saves the token before the text is planned', async () => {
    const world = aWorld();
    await given(world);
    let tokenWhenPlanned: string | undefined;
    const plan = world.outbox.plan.bind(world.outbox);
    world.outbox.plan = async (message) => {
      tokenWhenPlanned = (await world.journey())?.intake?.taskToken;
      return plan(message);
    };

    const output = await asking(world)({ participantId, step: 'agreement', taskToken: 'token-1' });

    expect(output).toEqual({ outcome: 'waiting' });
    expect(tokenWhenPlanned).toBe('token-1');
    expect(await world.message(`${participantId}_opt-in`)).toMatchObject({
      template: 'opt-in',
      messageClass: 'opt-in',
      sendBefore: hoursLater(72).toISOString(),
    });
  });

  it('asks once, however often it runs, and waits under the newest token', async () => {
    const world = aWorld();
    await given(world);

    await asking(world)({ participantId, step: 'agreement', taskToken: 'token-1' });
    await asking(world)({ participantId, step: 'agreement', taskToken: 'token-2' });
    await world.deliver();

    expect(world.texts.sent).toHaveLength(1);
    expect((await world.journey())?.intake).toEqual({ step: 'agreement', taskToken: 'token-2' });
  });

  it.each([
    { texts: { state: 'given', at }, outcome: 'agreed' },
    { texts: { state: 'declined', at, inboundMessageId: 'sms-1' }, outcome: 'declined' },
    { texts: { state: 'stopped', at }, outcome: 'declined' },
    { texts: { state: 'declined', at }, outcome: 'ended' },
  ] as const)('completes the step at once with $outcome, and sends nothing', async ({ texts, outcome }) => {
    const world = aWorld();
    await given(world, { texts });

    await asking(world)({ participantId, step: 'agreement', taskToken: world.flows.wait('token-1') });

    expect(world.flows.completed).toEqual([{ taskToken: 'token-1', outcome }]);
    expect(world.planned()).toEqual([]);
  });

  it('asks nothing over a phone whose number the partner holds', async () => {
    const world = aWorld();
    await given(world, { sharedPhone: true });
    await world.write('phone-claim', '+12025550101', { phone: '+12025550101', holderId: 'p-ben001' });

    const output = await asking(world)({ participantId, step: 'agreement', taskToken: 'token-1' });

    expect(output).toEqual({ outcome: 'ended' });
    expect(world.planned()).toEqual([]);
  });

  it('asks nothing of somebody who has left the intake', async () => {
    const world = aWorld();
    await given(world);
    await world.write('journey', participantId, aJourney({ state: 'ended', reason: 'withdrawn' }));

    const output = await asking(world)({ participantId, step: 'agreement', taskToken: 'token-1' });

    expect(output).toEqual({ outcome: 'ended' });
    expect(world.planned()).toEqual([]);
  });

  it.each([
    { state: 'sent', planned: ['p-ana001_opt-in', 'p-ana001_opt-in-reminder'] },
    { state: 'unknown', planned: ['p-ana001_opt-in', 'p-ana001_opt-in-reminder'] },
    { state: 'deferred', planned: ['p-ana001_opt-in'] },
    { state: 'refused', planned: ['p-ana001_opt-in'] },
  ] as const)('plans $planned where the first text is $state: none comes before it', async (given_) => {
    const world = aWorld();
    await given(world);
    await asking(world)({ participantId, step: 'agreement', taskToken: 'token-1' });
    await firstText(world, 'opt-in', given_.state);

    await asking(world)({ participantId, step: 'agreement-reminder', taskToken: 'token-2' });

    expect(world.planned()).toEqual(given_.planned);
    expect((await world.journey())?.intake?.taskToken).toBe('token-2');
  });

  it("sends the person's own link for their own part, in answer to their YES", async () => {
    const world = aWorld();
    await given(world, { texts: { state: 'given', at, inboundMessageId: 'sms-1' } });

    await asking(world)({ participantId, step: 'own-part', taskToken: 'token-1' });

    expect(await world.message(`${participantId}_own-part`)).toMatchObject({
      messageClass: 'reply',
      params: { link: 'own-part' },
    });
    expect((await world.journey())?.intake?.step).toBe('own-part');
  });

  it('refuses a step that it does not know', async () => {
    const world = aWorld();

    const asked = asking(world)({ participantId, step: 'screen', taskToken: 'token-1' });

    await expect(asked).rejects.toMatchObject({ name: 'InvalidInput' });
  });
});
