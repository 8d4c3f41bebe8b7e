import * as fc from 'fast-check';
import { calmHistory, history, people, secretOf, type Partner, type Step } from './history.ts';
import { play, type Played } from './play.ts';

const partners: readonly [Partner, Partner][] = [
  ['ana', 'ben'],
  ['ben', 'ana'],
];

/** What one of them got and has, without what counts calls and writes. */
const lifeOf = ({ world, sent }: Played, who: Partner): unknown => {
  const { id, phone } = people[who];
  const rows = (['participant', 'journey', 'check-in'] as const).map((kind) =>
    world.records.all(kind).filter(({ participantId }) => participantId === id),
  );
  const tasks = world.tasks().filter(({ participantId }) => participantId === id);
  return {
    texts: sent.filter(({ to }) => to === phone).map(({ at, body }) => [at, body]),
    // The tokens are numbered for both of them.
    rows: rows.map((of) => of.map((row) => ({ ...row, taskToken: undefined }))),
    tasks: tasks.map(({ taskId, state }) => [taskId, state]),
  };
};

const isAbout = (step: Step, who: Partner): boolean => 'who' in step && step.who === who;

describe('invariant 1: what one partner tells us never reaches the other', () => {
  it.each(partners)(
    'nothing that happens to %s changes what %s gets, and when, and what is kept of them',
    async (one, other) => {
      await fc.assert(
        fc.asyncProperty(calmHistory, async (steps) => {
          // A place in a list of both would be another one without the one.
          const inOrder = steps
            .filter(({ kind }) => !['replay', 'resend', 'decide', 'page'].includes(kind))
            .filter((step) => !('who' in step) || isAbout(step, one) || isAbout(step, other))
            .flatMap((step): Step[] =>
              step.kind === 'text' ? [step, { kind: 'arrive', place: 0, twice: false }] : [step],
            )
            .filter((step) => step.kind !== 'arrive' || step.place === 0);
          const both = await play(inOrder);
          const alone = await play(inOrder.filter((step) => !isAbout(step, one)));

          expect(lifeOf(both, other)).toEqual(lifeOf(alone, other));
        }),
        { numRuns: 60 },
      );
    },
  );

  it('no text holds a name, a number or a word of anybody else, whatever breaks on the way', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        const { world, sent } = await play(steps);

        for (const { to, body } of sent)
          for (const { name, phone, who } of Object.entries(people).map(([key, of]) => ({ ...of, who: key })))
            if (phone !== to)
              expect(body).not.toMatch(new RegExp(`${name}|${phone.slice(2)}|${secretOf[who as Partner]}`));
        const mails = world.mails.sent.map(({ subject, text, html }) => [subject, text, html]);
        for (const { name, phone } of [people.ana, people.ben])
          expect(JSON.stringify(mails)).not.toMatch(new RegExp(`${name}|${phone.slice(2)}`));
        const secrets = new RegExp(Object.values(secretOf).join('|'));
        expect(JSON.stringify(mails)).not.toMatch(secrets);
        expect(world.lines.join('\n')).not.toMatch(secrets);
        for (const kind of ['message', 'task', 'crisis', 'check-in', 'journey'] as const)
          expect(JSON.stringify(world.records.all(kind))).not.toMatch(secrets);
      }),
      { numRuns: 60 },
    );
  });
});
