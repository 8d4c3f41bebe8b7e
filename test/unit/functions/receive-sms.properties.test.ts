import * as fc from 'fast-check';
import { receiveSms } from '#functions/receive-sms/handler';
import { hoursLater, smsEvent } from '#test/support/builders';
import { aWorld, type World } from '#test/support/memory-world';

const bodies = fc.constantFrom(
  '4',
  '4',
  '2',
  'STOP',
  'START',
  'stop, please',
  'hello you',
  '9',
  '3 - so so',
  '',
);
const senders = fc.constantFrom('+12025550101', '+12025550102', '+12025550177');

const history = fc
  .array(fc.record({ body: bodies, from: senders }), { minLength: 1, maxLength: 8 })
  .map((texts) => texts.map((text, index) => ({ ...text, id: `sms-${index}`, at: hoursLater(index + 1) })));

function aProgramme(): World {
  const world = aWorld();
  world.given({}, { state: 'asked', taskToken: world.flows.wait('token-ana') });
  world.given(
    { participantId: 'p-ben001', phone: '+12025550102' },
    { state: 'nudged', taskToken: world.flows.wait('token-ben') },
  );
  return world;
}

async function play(texts: readonly { body: string; from: string; id: string; at: Date }[]): Promise<World> {
  const world = aProgramme();
  const receive = world.run('receive-sms', receiveSms);
  for (const text of texts) await receive(smsEvent(text));
  return world;
}

const rowsOf = ({ database }: World): unknown =>
  [database.participants, database.checkIns, database.inboundTexts, database.tasks].map((rows) =>
    [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

describe('receive-sms, whatever arrives', () => {
  it('ends the same when every text is delivered a second time at once', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (texts) => {
        const once = await play(texts);
        const twice = await play(texts.flatMap((text) => [text, text]));

        expect(rowsOf(twice)).toEqual(rowsOf(once));
        expect(twice.flows.completed).toEqual(once.flows.completed);
      }),
      { numRuns: 60 },
    );
  });

  it('ends the same when the whole history is delivered again', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (texts) => {
        const once = await play(texts);
        const again = await play([...texts, ...texts]);

        expect(rowsOf(again)).toEqual(rowsOf(once));
      }),
      { numRuns: 60 },
    );
  });

  it('stores every text and brings it to a flow or a person, and sends nothing to anybody', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (texts) => {
        const world = await play(texts);

        expect([...world.database.inboundTexts.keys()].toSorted()).toEqual(
          texts.map(({ id }) => id).toSorted(),
        );
        const rows = [...world.database.inboundTexts.values()];
        expect(rows.filter(({ state, outcome }) => state !== 'handled' || !outcome)).toEqual([]);
        const withAPerson = rows.filter(({ outcome }) => outcome === 'with-a-person');
        expect(withAPerson.filter(({ taskId = '' }) => !world.database.tasks.has(taskId))).toEqual([]);
        expect(world.texts.sent).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('never lets one person’s texts touch the other’s rows', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (texts) => {
        const before = aProgramme();
        const world = await play(texts.filter(({ from }) => from !== '+12025550102'));

        expect(world.database.participants.get('p-ben001')).toEqual(
          before.database.participants.get('p-ben001'),
        );
        expect(world.database.checkIns.get('p-ben001-c001')).toEqual(
          before.database.checkIns.get('p-ben001-c001'),
        );
      }),
      { numRuns: 40 },
    );
  });
});
