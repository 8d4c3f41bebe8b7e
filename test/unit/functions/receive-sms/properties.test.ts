import * as fc from 'fast-check';
import { receiveSms } from '#functions/receive-sms/handler';
import type { Kind } from '#shared/contracts/rows';
import { hoursLater, smsEvent } from '#test/support/builders';
import { aWorld, type World } from '#test/support/memory-world';

/** Each plays a history several times: enough to meet every pair of words. */
const RUNS = 40;

const bodies = fc.constantFrom(
  '4',
  '4',
  '2',
  'skip',
  'STOP',
  'START',
  'stop, please',
  'pause 1 week',
  'resume',
  'later',
  'language',
  'hello you',
  'we had a long talk last night and it went well',
  '9',
  '3 - so so',
  'help me',
  'I want to kill myself',
  '',
);
const senders = fc.constantFrom('+12025550101', '+12025550102', '+12025550177');

const history = fc
  .array(fc.record({ body: bodies, from: senders }), { minLength: 1, maxLength: 8 })
  .map((texts) => texts.map((text, index) => ({ ...text, id: `sms-${index}`, at: hoursLater(index + 1) })));

async function aProgramme(): Promise<World> {
  const world = aWorld();
  await world.given({}, { checkIn: { state: 'asked', taskToken: world.flows.wait('token-ana') } });
  await world.given(
    { participantId: 'p-ben001', phone: '+12025550102' },
    { checkIn: { state: 'nudged', taskToken: world.flows.wait('token-ben') } },
  );
  return world;
}

async function play(texts: readonly { body: string; from: string; id: string; at: Date }[]): Promise<World> {
  const world = await aProgramme();
  const receive = world.run('receive-sms', receiveSms);
  for (const text of texts) {
    world.clock.moveTo(text.at);
    await receive(smsEvent(text));
  }
  return world;
}

const kinds: readonly Kind[] = [
  'participant',
  'journey',
  'check-in',
  'inbound-text',
  'message',
  'task',
  'crisis',
];

/** Everything that is kept, without the count of its writes. */
const rowsOf = ({ records }: World): unknown =>
  kinds.map((kind) => records.all(kind).map(({ revision: _revision, ...row }) => row));

/** The same, without when things were planned: an interrupted text is finished later. */
const outcomesOf = ({ records }: World): unknown => ({
  texts: records
    .all('inbound-text')
    .map(({ inboundMessageId, outcome, state }) => [inboundMessageId, state, outcome]),
  messages: records
    .all('message')
    .map(({ messageId }) => messageId)
    .toSorted(),
  tasks: records
    .all('task')
    .map(({ taskId }) => taskId)
    .toSorted(),
  consents: records.all('participant').map(({ texts }) => texts),
  answers: records.all('check-in').map(({ state, answers, lateAnswers }) => [state, answers, lateAnswers]),
});

const isOurs = (id: string | undefined): boolean => id === 'p-ben001';

describe('receive-sms, whatever arrives', () => {
  it('ends the same when every text is delivered a second time at once', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (texts) => {
        const once = await play(texts);
        const twice = await play(texts.flatMap((text) => [text, text]));

        expect(rowsOf(twice)).toEqual(rowsOf(once));
        expect(twice.flows.completed).toEqual(once.flows.completed);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  it('ends the same when the whole history is delivered again', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (texts) => {
        const once = await play(texts);
        const again = await play([...texts, ...texts]);

        expect(rowsOf(again)).toEqual(rowsOf(once));
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  it('ends the same where it is interrupted at any write and the text is delivered again', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.integer({ min: 0, max: 40 }), async (texts, breakAt) => {
        const once = await play(texts);
        const broken = await aProgramme();
        const write = broken.records.write.bind(broken.records);
        let writes = 0;
        broken.records.write = async (changes) => {
          writes += 1;
          if (writes === breakAt) throw new Error('boom');
          return write(changes);
        };
        const receive = broken.run('receive-sms', receiveSms);
        for (const text of texts) {
          broken.clock.moveTo(text.at);
          const { batchItemFailures } = await receive(smsEvent(text));
          if (batchItemFailures.length > 0) await receive(smsEvent(text));
        }

        expect(outcomesOf(broken)).toEqual(outcomesOf(once));
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  it('stores every text, brings it to a flow or a person, and sends nothing by itself', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (texts) => {
        const world = await play(texts);

        const rows = world.records.all('inbound-text');
        expect(rows.map(({ inboundMessageId }) => inboundMessageId).toSorted()).toEqual(
          texts.map(({ id }) => id).toSorted(),
        );
        expect(rows.filter(({ state, outcome }) => state !== 'handled' || !outcome)).toEqual([]);
        const tasks = new Set(world.tasks().map(({ taskId }) => taskId));
        const lost = rows.filter(
          ({ outcome, taskId = '' }) => outcome === 'with-a-person' && !tasks.has(taskId),
        );
        expect(lost).toEqual([]);
        expect(world.texts.sent).toEqual([]);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  it('never lets one person’s texts touch the other’s rows', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (texts) => {
        const ofBen = ({ records }: World) => [
          records.all('participant').filter(({ participantId }) => isOurs(participantId)),
          records.all('journey').filter(({ participantId }) => isOurs(participantId)),
          records.all('check-in').filter(({ participantId }) => isOurs(participantId)),
          records.all('message').filter(({ recipient }) => isOurs(recipient)),
          records.all('task').filter(({ participantId }) => isOurs(participantId)),
        ];

        const world = await play(texts.filter(({ from }) => from !== '+12025550102'));

        expect(ofBen(world)).toEqual(ofBen(await aProgramme()));
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });
});
