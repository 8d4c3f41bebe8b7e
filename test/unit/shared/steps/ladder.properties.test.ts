import * as fc from 'fast-check';
import { receiveSms } from '#functions/receive-sms/handler';
import { acknowledgeCrisis } from '#shared/steps/acknowledge-crisis';
import { closeCrisis } from '#shared/steps/close-crisis';
import { openCrisis } from '#shared/steps/open-crisis';
import { put } from '#shared/steps/change-row';
import { monday, smsEvent } from '#test/support/builders';
import { always, mayTellMentor, pair, trained } from '#test/support/crisis';
import { startLadder, type CallFault } from '#test/support/ladder';
import { aWorld, type World } from '#test/support/memory-world';
import { aMentor } from '#test/support/mentors';

const crisisId = 'crisis-sms-1';
const words = 'I am going to kill myself tonight';
const phones = {
  'm-dana01': '+6025550111',
  'm-dave01': '+12025550112',
  'm-eve001': '+12025550113',
} as const;
const mentorIds = ['m-dana01', 'm-dave01', 'm-eve001'] as const;

const roster = fc.record({
  consent: fc.boolean(),
  paired: fc.constantFrom<string[]>([], ['m-dana01'], ['m-dana01', 'm-dave01']),
  trained: fc.subarray([...mentorIds]),
  onCall: fc.subarray([...mentorIds]),
  keptApart: fc.option(fc.constantFrom(...mentorIds), { nil: undefined, freq: 3 }),
});
const act = fc.record({
  minutes: fc.integer({ min: 0, max: 9 }),
  does: fc.constantFrom('code', 'code', 'no', 'words', 'console', 'close', 'again'),
  who: fc.constantFrom(...mentorIds),
});
const story = fc.record({
  roster,
  severity: fc.constantFrom('high' as const, 'imminent' as const),
  acts: fc.array(act, { maxLength: 5 }),
  faults: fc.array(fc.constantFrom<CallFault>('none', 'none', 'none', 'before', 'after'), { maxLength: 12 }),
});
type Story = typeof story extends fc.Arbitrary<infer S> ? S : never;

/** Plays it on the real state machine, and lets four hours pass at the end. */
async function play({ roster: given, severity, acts, faults }: Story) {
  const world = aWorld();
  await world.given(given.consent ? mayTellMentor : {});
  for (const mentorId of mentorIds) {
    const mentor = aMentor({
      mentorId,
      phone: phones[mentorId],
      ...(given.trained.includes(mentorId) && trained),
      ...(given.onCall.includes(mentorId) && { onCall: always }),
      ...(given.keptApart === mentorId && { exclusions: [{ kind: 'kin', participantId: 'p-ana001' }] }),
    });
    await world.records.write([
      put('mentor', mentor, 0),
      put('phone-claim', { phone: phones[mentorId], holderId: mentorId }, 0),
    ]);
  }
  if (given.paired.length > 0) await pair(world.records, given.paired);
  const raised = {
    source: 'sms-1',
    participantId: 'p-ana001',
    severity,
    reasons: ['r'],
    reply: 'crisis-suicide',
  } as const;
  await openCrisis(world, raised);
  const ladder = await startLadder(world, { crisisId, severity, faults });
  const receive = world.run('receive-sms', receiveSms);
  const { code } = await crisisIn(world);
  for (const [index, { minutes, does, who }] of acts.entries()) {
    await ladder.pass(minutes);
    const text = { code, no: `can't, ${code}`, words: 'who is it?' }[does as 'code'];
    if (text !== undefined)
      await receive(smsEvent({ from: phones[who], body: text, id: `sms-m${index}`, at: world.clock.now() }));
    if (does === 'console') await acknowledgeCrisis(world, crisisId, 'coordinator');
    if (does === 'close') await closeCrisis(world, { crisisId, outcome: 'spoke-safe-now', by: 'sub-1' });
    if (does === 'again') await openCrisis(world, raised);
    await ladder.pass(0);
  }
  await ladder.pass(240);
  return { world, ladder, crisis: await crisisIn(world) };
}

async function crisisIn(world: World) {
  const crisis = await world.records.get('crisis', crisisId);
  if (!crisis) throw new Error('there is no crisis');
  return crisis;
}

describe('a ladder, whoever is there, whatever they answer and whatever breaks on the way', () => {
  it('ends with somebody who has it, or loudly with nobody, and the texter knows which', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (one) => {
        const { world, ladder, crisis } = await play(one);
        const { status, error } = ladder.driver.execution as { status: string; error?: string };
        const message = (what: string) => world.message(`p-ana001_${crisisId}-${what}`);

        expect(['SUCCEEDED', 'FAILED']).toContain(status);
        // Where not even that could be written down, the execution says so, and the alarm rings.
        if (crisis.state === 'open') expect(error).toBe('LadderBroke');
        if (status === 'SUCCEEDED') expect(['acknowledged', 'closed']).toContain(crisis.state);
        if (crisis.state === 'unacknowledged') {
          expect(['NobodyAnswered', 'LadderBroke']).toContain(error);
          expect(await message('unacknowledged')).toBeDefined();
        }
        if (crisis.state === 'acknowledged' && error !== 'LadderBroke')
          expect(await message('seen')).toBeDefined();
        expect(await message('reply')).toMatchObject({ state: 'sent' });
      }),
      { numRuns: 120 },
    );
  });

  it('pages nobody once somebody has it, and nobody who must not be', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (one) => {
        const { world, crisis } = await play(one);
        const { roster: given } = one;
        const end = crisis.acknowledgedAt ?? crisis.closedAt;
        const pages = world.records.all('message').filter(({ template }) => template === 'page');

        for (const { recipient, plannedAt, attempts } of pages) {
          expect(given.trained).toContain(recipient);
          expect(given.keptApart).not.toBe(recipient);
          const isOwn = given.consent && given.paired.includes(recipient);
          expect(isOwn || given.onCall.some((mentorId) => mentorId === recipient)).toBe(true);
          if (end === undefined || recipient === crisis.acknowledgedBy) continue;
          expect(plannedAt <= end).toBe(true);
          expect(attempts.every(({ at }) => at <= end)).toBe(true);
        }
        expect(new Set(world.texts.sent.map((text) => JSON.stringify(text))).size).toBe(
          world.texts.sent.length,
        );
      }),
      { numRuns: 40 },
    );
  });

  it('tells mentors nothing about whom or why, and keeps no words but in the inbound text', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (one) => {
        const { world } = await play(one);
        const toMentors = world.texts.sent.filter(({ to }) => to !== '+12025550101');
        const kept = (['message', 'crisis', 'task'] as const).map((kind) => world.records.all(kind));
        const mails = world.mails.sent.map(({ subject, text, html }) => [subject, text, html]);

        for (const told of [JSON.stringify(toMentors), JSON.stringify(kept), JSON.stringify(mails)]) {
          expect(told).not.toMatch(/\bAna\b|\+12025550101/);
          expect(told).not.toContain(words);
          expect(told).not.toContain('who is it?');
        }
        expect(world.lines.join('\n')).not.toMatch(/\bAna\b|2025550|who is it/);
      }),
      { numRuns: 30 },
    );
  });

  it('waits its time on each rung: the coordinator hears at the latest after two of them', async () => {
    await fc.assert(
      fc.asyncProperty(roster, async (given) => {
        const { crisis } = await play({ roster: given, severity: 'imminent', acts: [], faults: [] });
        const first = crisis.pages.find(({ rung }) => rung === 'coordinator');

        expect(Date.parse(first?.at ?? '') - monday.getTime()).toBeLessThanOrEqual(10 * 60_000);
        expect(crisis.pages.map(({ rung }) => rung).slice(-2)).toEqual(['coordinator', 'everybody']);
      }),
      { numRuns: 20 },
    );
  });
});
