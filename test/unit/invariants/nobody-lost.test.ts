import * as fc from 'fast-check';
import { dangerBodies, history, people } from './history.ts';
import { play, type Played, type Said } from './play.ts';

/** Where a text ended, besides its row: something that a person or a flow goes on from. */
function leadsSomewhere({ world, said }: Played, { id, who, at }: Said): boolean {
  const pid = people[who].id;
  const row = world.records.all('inbound-text').find(({ inboundMessageId }) => inboundMessageId === id);
  const tasks = world.tasks();
  if (tasks.some(({ inboundMessageId, taskId }) => inboundMessageId === id || taskId === row?.taskId))
    return true;
  // What we could not answer in time is with a person as a text that did not leave.
  if (tasks.some(({ kind, participantId }) => kind === 'text-not-sent' && participantId === pid)) return true;
  const checkIns = world.records.all('check-in').filter(({ participantId }) => participantId === pid);
  // A check-in that took it in ends with its answers, or with a person where they never come; a cancelled one with nobody.
  const taken = checkIns.find(({ takenIn }) => takenIn.includes(id));
  const answered = taken !== undefined && (row?.outcome !== 'asked-again' || taken.state !== 'cancelled');
  if (answered || row?.outcome === 'repeated' || row?.outcome === 'acknowledged') return true;
  // A STOP or START of their own, or the word of a person, overrules what was said before it.
  if (row?.outcome === 'opted-out' || row?.outcome === 'opted-in') return true;
  const answers = world.records
    .all('message')
    .filter(
      ({ recipient, plannedAt, messageClass }) =>
        recipient === pid && messageClass !== 'scheduled' && plannedAt >= at.toISOString().slice(0, 16),
    );
  const isOverruled = said.some(
    (later) => later.who === who && later.at > at && /stop|start|number/iu.test(later.body),
  );
  return (
    answers.some(({ state }) => state !== 'refused') || isOverruled || isSetting(row?.outcome, world, id)
  );
}

/** Settings are kept, also where nothing may be said about it. */
const isSetting = (outcome: string | undefined, { records }: Played['world'], id: string): boolean =>
  outcome === 'keyword' &&
  records
    .all('message')
    .some(({ messageId, template }) => messageId.endsWith(id) && /-set$|paused|resumed/.test(template));

describe('invariant 9: every inbound text is stored, and ends in a flow or with a person', () => {
  it('whoever sent it, whatever breaks, and in whatever order it comes', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        const played = await play(steps);

        const rows = played.world.records.all('inbound-text');
        expect(rows.map(({ inboundMessageId }) => inboundMessageId).toSorted()).toEqual(
          played.said.map(({ id }) => id).toSorted(),
        );
        expect(rows.filter(({ state, outcome }) => state !== 'handled' || outcome === undefined)).toEqual([]);
        const lost = played.said.filter((text) => !leadsSomewhere(played, text));
        expect(lost.map(({ body }) => body)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

describe('invariant 6: every crisis is with somebody, or loudly with nobody', () => {
  it('its ladder has been started, and its task is there until a person closes it', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        const { world, said } = await play(steps);

        const crises = new Map(world.records.all('crisis').map((crisis) => [crisis.crisisId, crisis]));
        for (const { id, who } of said.filter(({ body }) => dangerBodies.includes(body))) {
          const text = await world.records.get('inbound-text', id);
          if (who === 'ana' || who === 'ben') {
            const crisis = crises.get(text?.crisisId ?? '');
            expect(crisis?.participantId).toBe(people[who].id);
            expect(text?.outcome).toBe('crisis');
          } else {
            expect(world.openTasks()).toContainEqual(
              expect.objectContaining({ taskId: text?.taskId, kind: 'crisis', inboundMessageId: id }),
            );
          }
        }
        for (const { crisisId, state } of crises.values()) {
          expect(world.openTasks()).toContainEqual(
            expect.objectContaining({ taskId: `t-${crisisId}`, kind: 'crisis' }),
          );
          // Where the process died between claim and answer nobody can tell, and it is not sent again [P18].
          const notice = await world.message(`coordinator_t-${crisisId}`);
          expect(['sent', 'unknown']).toContain(notice?.state);
          if (notice?.state === 'sent')
            expect(world.mails.sent.map(({ messageId }) => messageId)).toContain(notice.messageId);
          const ladder = await world.workflows.statusOf('crisis', crisisId);
          expect(state === 'acknowledged' || ladder === 'running').toBe(true);
        }
      }),
      { numRuns: 120 },
    );
  });
});
