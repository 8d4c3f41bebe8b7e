import * as fc from 'fast-check';
import { receiveSms } from '#functions/receive-sms/handler';
import { acknowledgeCrisis } from '#shared/steps/acknowledge-crisis';
import { closeCrisis } from '#shared/steps/close-crisis';
import { startDrill } from '#shared/steps/start-drill';
import { smsEvent } from '#test/support/builders';
import { always, mayTellMentor, pair, trained } from '#test/support/crisis';
import { startLadder, type CallFault } from '#test/support/ladder';
import { aWorld } from '#test/support/memory-world';
import { aMentor } from '#test/support/mentors';

const crisisId = 'crisis-drill-abcdefgh01';
const phones = {
  'm-dana01': '+12025550111',
  'm-dave01': '+12025550112',
  'm-eve001': '+12025550113',
} as const;
const mentorIds = ['m-dana01', 'm-dave01', 'm-eve001'] as const;

const act = fc.record({
  minutes: fc.integer({ min: 0, max: 12 }),
  does: fc.constantFrom('code', 'no', 'console', 'close', 'again'),
  who: fc.constantFrom(...mentorIds),
});
const story = fc.record({
  onCall: fc.subarray([...mentorIds]),
  severity: fc.constantFrom('high' as const, 'imminent' as const),
  acts: fc.array(act, { maxLength: 5 }),
  faults: fc.array(fc.constantFrom<CallFault>('none', 'none', 'none', 'before', 'after'), { maxLength: 12 }),
});
type Story = typeof story extends fc.Arbitrary<infer S> ? S : never;

/** Ana has Dana as her mentor, and nothing to do with it. Plays it on the real state machine to its end. */
async function play({ onCall, severity, acts, faults }: Story) {
  const world = aWorld();
  await world.given(mayTellMentor);
  await pair(world.records, ['m-dana01']);
  for (const mentorId of mentorIds) {
    const phone = phones[mentorId];
    const hours = onCall.includes(mentorId) ? always : [];
    await world.write('mentor', mentorId, aMentor({ mentorId, phone, ...trained, onCall: hours }));
    await world.write('phone-claim', phone, { phone, holderId: mentorId });
  }
  const before = [await world.participant(), await world.journey()];
  const drill = { submissionId: 'abcdefgh01', severity };
  const { code } = await startDrill(world, drill);
  const ladder = await startLadder(world, { crisisId, severity, faults });
  const receive = world.run('receive-sms', receiveSms);
  for (const [index, { minutes, does, who }] of acts.entries()) {
    await ladder.pass(minutes);
    const text = does === 'code' ? code : does === 'no' ? `can't, ${code}` : undefined;
    if (text !== undefined)
      await receive(smsEvent({ from: phones[who], body: text, id: `sms-m${index}`, at: world.clock.now() }));
    if (does === 'console') await acknowledgeCrisis(world, crisisId, 'coordinator');
    if (does === 'close') await closeCrisis(world, { crisisId, outcome: 'not-a-crisis', by: 'sub-1' });
    if (does === 'again') await startDrill(world, drill);
    await ladder.pass(0);
  }
  await ladder.pass(240);
  const crisis = await world.records.get('crisis', crisisId);
  if (!crisis) throw new Error('there is no drill');
  return { world, ladder, crisis, before };
}

describe('a drill, whoever is there, whatever they answer and whatever breaks on the way', () => {
  it('tells no participant anything, changes nobody’s way, and rings nothing of its own', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (one) => {
        const { world, before } = await play(one);

        expect(world.records.all('message').filter(({ recipient }) => recipient.startsWith('p-'))).toEqual(
          [],
        );
        expect([await world.participant(), await world.journey()]).toEqual(before);
        expect(world.lines.join('\n')).not.toMatch(/CrisesUnacknowledged|PeoplePaged/);
        expect(world.records.all('crisis')).toHaveLength(1);
      }),
      { numRuns: 80 },
    );
  });

  it('says in every message to a mentor that it is one, and ends with its report and no other task', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (one) => {
        const { world, ladder, crisis } = await play(one);
        const { error } = ladder.driver.execution as { error?: string };
        const about = world.records.all('task').filter(({ kind }) => kind !== 'drill-report');
        // A code that nobody was paged with yet is an ordinary text, which a person reads.
        const odd = about.filter(({ kind }) => kind !== 'reply-to-read');
        const mails = world.mails.sent.filter(({ to }) => to !== 'coordinator@example.org');

        expect(world.texts.sent.filter(({ body }) => !body.includes('DRILL'))).toEqual([]);
        expect(mails.filter(({ subject }) => !subject.includes('DRILL'))).toEqual([]);
        expect(error === undefined || error === 'LadderBroke').toBe(true);
        expect(odd.map(({ kind }) => kind)).toEqual(
          error === undefined ? [] : odd.map(() => 'workflow-failed'),
        );
        if (error === undefined && crisis.state !== 'closed')
          expect(world.openTasks().map(({ kind }) => kind)).toContain('drill-report');
      }),
      { numRuns: 80 },
    );
  });
});
