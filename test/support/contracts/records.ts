import type { Kind, Rows } from '#shared/contracts/rows';
import type { ListName } from '#shared/domain/row-lists';
import type { Change, Records } from '#shared/ports/records';
import { put } from '#shared/steps/change-row';
import { aCheckIn, aJourney, aMessage, aParticipant, hoursLater, monday } from '../builders.ts';
import { aCrisis, aTask, anInboundText, anOffer } from '../rows.ts';
import { aMentor } from '../mentors.ts';

/** Makes `Records` with nothing in them. */
export type RecordsFactory = () => Promise<Records>;

/** What every `Records` promises. */
export function recordsContract(make: RecordsFactory): void {
  describe('records: one row', () => {
    it('knows nothing that was never written', async () => {
      const records = await make();

      expect(await records.get('participant', 'p-nobody1')).toBeUndefined();
      expect(await records.get('check-in', 'p-nobody1-c001')).toBeUndefined();
    });

    it.each(everyKind)('reads a %s as it was written, at its first revision', async (kind, id, row) => {
      const records = await make();

      const outcome = await records.write([put(kind, row, 0)]);

      expect(outcome).toBe('written');
      expect(await records.get(kind, id)).toEqual(Object.assign({ revision: 1 }, row));
    });

    it('keeps words as they came', async () => {
      const records = await make();
      const body = '¿4 o 5? 😀\n"quoted" \\ \u{1F9E1}';

      await records.write([put('inbound-text', anInboundText({ body }), 0)]);

      expect((await records.get('inbound-text', 'sms-1'))?.body).toBe(body);
    });

    it('counts every write, and forgets what the row does not have any more', async () => {
      const records = await make();
      const { coupleId: _coupleId, ...single } = aParticipant();

      await records.write([put('participant', aParticipant(), 0)]);
      await records.write([put('participant', { ...single, name: 'Ana Maria' }, 1)]);

      const stored = await records.get('participant', 'p-ana001');
      expect(stored).toEqual({ ...single, name: 'Ana Maria', revision: 2 });
    });

    it('keeps nothing that its schema does not know, nor what is undefined', async () => {
      const records = await make();
      const row = { ...aParticipant(), coupleId: undefined, surprise: 'x', revision: 7 };

      await records.write([put('participant', row as Rows['participant'], 0)]);

      const { coupleId: _coupleId, ...single } = aParticipant();
      expect(await records.get('participant', 'p-ana001')).toStrictEqual({ ...single, revision: 1 });
    });

    it('refuses a row that nobody could read again, and names the field and no value', async () => {
      const records = await make();
      const wrong = aParticipant({ phone: '555-secret' });

      const write = records.write([put('journey', aJourney(), 0), put('participant', wrong, 0)]);

      await expect(write).rejects.toMatchObject({
        name: 'Permanent',
        message: 'a participant is not as its schema says: phone',
      });
      expect(await records.get('journey', 'p-ana001')).toBeUndefined();
    });

    it('gives rows that are the caller’s own', async () => {
      const records = await make();
      await records.write([put('journey', aJourney(), 0)]);

      const mine = await records.get('journey', 'p-ana001');
      mine?.concerns.push('t-mine');

      expect((await records.get('journey', 'p-ana001'))?.concerns).toEqual([]);
    });
  });

  describe('records: who comes second', () => {
    it.each([
      ['a new row that is there already', 0],
      ['a revision that is past', 1],
      ['a revision that is not there yet', 3],
    ])('is told of %s, and writes nothing', async (_what, after) => {
      const records = await make();
      await records.write([put('participant', aParticipant(), 0)]);
      await records.write([put('participant', aParticipant({ name: 'First' }), 1)]);

      const outcome = await records.write([put('participant', aParticipant({ name: 'Second' }), after)]);

      expect(outcome).toBe('raced');
      expect(await records.get('participant', 'p-ana001')).toMatchObject({ name: 'First', revision: 2 });
    });

    it('is told of a change of a row that is not there, and creates none', async () => {
      const records = await make();

      expect(await records.write([put('participant', aParticipant(), 1)])).toBe('raced');
      expect(await records.get('participant', 'p-ana001')).toBeUndefined();
    });

    it('is one of two that write at once', async () => {
      const records = await make();
      const both = ['First', 'Second'].map((name) =>
        records.write([put('participant', aParticipant({ name }), 0)]),
      );

      expect((await Promise.all(both)).toSorted()).toEqual(['raced', 'written']);
    });

    it('is all but one of many transactions at once', async () => {
      const records = await make();
      await records.write([put('journey', aJourney(), 0)]);
      const all = [1, 2, 3, 4, 5].map((lastCycle) =>
        records.write([
          put('journey', aJourney({ lastCycle }), 1),
          put('check-in', aCheckIn({ cycle: lastCycle }), 0),
        ]),
      );

      const outcomes = await Promise.all(all);

      expect(outcomes.filter((outcome) => outcome === 'written')).toHaveLength(1);
      const written = outcomes.indexOf('written') + 1;
      expect((await records.get('journey', 'p-ana001'))?.lastCycle).toBe(written);
      const { items } = await records.listOf('check-in', 'p-ana001', { limit: 10 });
      expect(items.map(({ cycle }) => cycle)).toEqual([written]);
    });
  });

  describe('records: several rows', () => {
    const journey = put('journey', aJourney(), 0);
    const claim = put('phone-claim', { phone: '+12025550101', holderId: 'p-ana001' }, 0);

    it('are written together', async () => {
      const records = await make();

      expect(await records.write([journey, claim])).toBe('written');

      expect(await records.get('journey', 'p-ana001')).toBeDefined();
      expect(await records.get('phone-claim', '+12025550101')).toBeDefined();
    });

    it('are not written at all where one has raced', async () => {
      const records = await make();
      await records.write([claim]);

      expect(await records.write([journey, claim])).toBe('raced');

      expect(await records.get('journey', 'p-ana001')).toBeUndefined();
    });

    it('may be none', async () => {
      expect(await (await make()).write([])).toBe('written');
    });

    it.each<[string, Change, 'written' | 'raced']>([
      ['stays as it was', { unchanged: 'participant', id: 'p-ana001', revision: 1 }, 'written'],
      ['has changed', { unchanged: 'participant', id: 'p-ana001', revision: 2 }, 'raced'],
      ['is not there', { unchanged: 'participant', id: 'p-nobody1', revision: 0 }, 'written'],
      ['should be there', { unchanged: 'participant', id: 'p-nobody1', revision: 1 }, 'raced'],
      ['should not be there', { unchanged: 'participant', id: 'p-ana001', revision: 0 }, 'raced'],
    ])('hold only while another row %s', async (_what, unchanged, expected) => {
      const records = await make();
      await records.write([put('participant', aParticipant(), 0)]);

      const outcome = await records.write([journey, unchanged]);

      expect(outcome).toBe(expected);
      expect((await records.get('journey', 'p-ana001')) !== undefined).toBe(expected === 'written');
      expect(await records.get('participant', 'p-ana001')).toMatchObject({ revision: 1 });
    });

    it('may be as many as a hundred', async () => {
      const records = await make();
      const many = Array.from({ length: 100 }, (_, index) =>
        put('check-in', aCheckIn({ cycle: index + 1 }), 0),
      );

      expect(await records.write(many)).toBe('written');
      expect(await allPages((page) => records.listOf('check-in', 'p-ana001', page), 30)).toHaveLength(100);
    });
  });

  describe('records: removing', () => {
    it('takes a row away, and it may come again', async () => {
      const records = await make();
      await records.write([put('participant', aParticipant(), 0)]);

      const removed = await records.write([{ remove: 'participant', id: 'p-ana001', after: 1 }]);
      const gone = await records.get('participant', 'p-ana001');

      expect([removed, gone]).toEqual(['written', undefined]);
      expect(await records.write([put('participant', aParticipant(), 0)])).toBe('written');
      expect((await records.list('participants', { limit: 10 })).items).toHaveLength(1);
    });

    it('leaves a row that has changed since', async () => {
      const records = await make();
      await records.write([put('participant', aParticipant(), 0)]);
      await records.write([put('participant', aParticipant({ name: 'Ana Maria' }), 1)]);

      expect(await records.write([{ remove: 'participant', id: 'p-ana001', after: 1 }])).toBe('raced');
      expect(await records.get('participant', 'p-ana001')).toMatchObject({ name: 'Ana Maria' });
    });
  });

  describe('records: lists', () => {
    const task = (name: string, hours: number, fields = {}) =>
      put('task', aTask({ taskId: `t-${name}`, dueAt: hoursLater(hours).toISOString(), ...fields }), 0);
    const namesOn = async (records: Records, before?: string) =>
      (await records.list('open-tasks', { limit: 10, ...(before !== undefined && { before }) })).items.map(
        ({ taskId }) => taskId,
      );

    it('are read by place, whatever the order of the writes', async () => {
      const records = await make();

      for (const change of [task('c', 3), task('a', 1), task('b', 2), task('b2', 2)])
        await records.write([change]);

      expect(await namesOn(records)).toEqual(['t-a', 't-b', 't-b2', 't-c']);
    });

    it('end before a place', async () => {
      const records = await make();
      for (const change of [task('a', 1), task('b', 2), task('c', 3)]) await records.write([change]);

      expect(await namesOn(records, hoursLater(3).toISOString())).toEqual(['t-a', 't-b']);
      expect(await namesOn(records, hoursLater(0).toISOString())).toEqual([]);
    });

    it('lose a row whose place is gone, and move one whose place has changed', async () => {
      const records = await make();
      const a = aTask({ taskId: 't-a', dueAt: hoursLater(1).toISOString() });
      for (const change of [put('task', a, 0), task('b', 2), task('c', 3)]) await records.write([change]);

      await records.write([put('task', { ...a, dueAt: hoursLater(9).toISOString() }, 1)]);
      const moved = await namesOn(records);
      await records.write([put('task', { ...a, state: 'closed' }, 2)]);

      expect(moved).toEqual(['t-b', 't-c', 't-a']);
      expect(await namesOn(records)).toEqual(['t-b', 't-c']);
    });

    it('give whole rows with their revisions', async () => {
      const records = await make();
      await records.write([put('participant', aParticipant(), 0)]);

      const { items } = await records.list('participants', { limit: 10 });

      expect(items).toEqual([{ ...aParticipant(), revision: 1 }]);
    });

    it('are read page by page, each row once', async () => {
      const records = await make();
      for (let hour = 1; hour <= 7; hour += 1) await records.write([task(`n${hour}`, hour)]);

      const read = await allPages((page) => records.list('open-tasks', page), 3);
      const before = hoursLater(6).toISOString();
      const readBefore = await allPages((page) => records.list('open-tasks', { ...page, before }), 2);

      expect(read.map(({ taskId }) => taskId)).toEqual([1, 2, 3, 4, 5, 6, 7].map((hour) => `t-n${hour}`));
      expect(readBefore).toHaveLength(5);
    });

    it('go on where a row was that has left the list meanwhile', async () => {
      const records = await make();
      for (let hour = 1; hour <= 4; hour += 1) await records.write([task(`n${hour}`, hour)]);
      const { items, nextCursor } = await records.list('open-tasks', { limit: 2 });
      const last = items.at(-1) ?? aTask();
      await records.write([put('task', { ...last, state: 'closed' }, 1)]);

      const next = await records.list('open-tasks', { limit: 2, cursor: nextCursor });

      expect(next.items.map(({ taskId }) => taskId)).toEqual(['t-n3', 't-n4']);
    });

    it.each<[string, string]>([
      ['no cursor', 'nonsense'],
      ['empty', ''],
      ['another shape', Buffer.from('{"a":1}').toString('base64url')],
    ])('refuse a cursor that is %s', async (_what, cursor) => {
      const records = await make();
      await records.write([task('a', 1)]);

      const read = records.list('open-tasks', { limit: 1, cursor });

      await expect(read).rejects.toMatchObject({
        name: 'InvalidInput',
        message: expect.stringMatching(/^cursor: /),
      });
    });

    it('refuse a cursor of another list and of another person', async () => {
      const records = await make();
      for (const change of [task('a', 1), task('b', 2)]) await records.write([change]);
      for (const participantId of ['p-ana001', 'p-ben001'])
        for (const cycle of [1, 2])
          await records.write([put('check-in', aCheckIn({ participantId, cycle }), 0)]);
      const { nextCursor: ofTasks } = await records.list('open-tasks', { limit: 1 });
      const { nextCursor: ofBen } = await records.listOf('check-in', 'p-ben001', { limit: 1 });

      const reads = [
        records.list('watched', { limit: 1, cursor: ofTasks }),
        records.listOf('check-in', 'p-ana001', { limit: 1, cursor: ofTasks }),
        records.listOf('check-in', 'p-ana001', { limit: 1, cursor: ofBen }),
      ];

      for (const read of reads) await expect(read).rejects.toMatchObject({ name: 'InvalidInput' });
    });

    it.each(places)('%s has a %s: %s', async (list, kind, _what, { row, isThere }) => {
      const records = await make();
      await records.write([put(kind, row, 0)]);

      expect((await records.list(list, { limit: 10 })).items).toHaveLength(isThere ? 1 : 0);
    });
  });

  describe('records: what belongs to a person', () => {
    it('lists check-ins newest first, beyond cycle 999 too, and nobody else’s', async () => {
      const records = await make();
      for (const cycle of [999, 1001, 7, 1000, 0])
        await records.write([put('check-in', aCheckIn({ cycle }), 0)]);
      const others = ['p-ana0011', 'p-ana00a', 'p-ben001'];
      for (const participantId of others)
        await records.write([put('check-in', aCheckIn({ participantId }), 0)]);

      const listed = await allPages((page) => records.listOf('check-in', 'p-ana001', page), 2);

      expect(listed.map(({ cycle }) => cycle)).toEqual([1001, 1000, 999, 7, 0]);
    });

    it('lists messages of a participant, of a mentor and of the coordinators apart', async () => {
      const records = await make();
      for (const recipient of ['p-ana001', 'p-ben001', 'm-dana01', 'coordinator'] as const)
        for (const what of ['a', 'c', 'b'])
          await records.write([
            put('message', aMessage({ recipient, messageId: `${recipient}_${what}` }), 0),
          ]);

      const namesOf = async (owner: string) =>
        (await records.listOf('message', owner, { limit: 10 })).items.map(({ messageId }) => messageId);

      for (const owner of ['p-ana001', 'm-dana01', 'coordinator'])
        expect(await namesOf(owner)).toEqual([`${owner}_c`, `${owner}_b`, `${owner}_a`]);
    });

    it('keeps everything of a person apart: profile, journey, check-ins and messages', async () => {
      const records = await make();
      await records.write([
        put('participant', aParticipant(), 0),
        put('journey', aJourney(), 0),
        put('check-in', aCheckIn(), 0),
        put('message', aMessage(), 0),
      ]);

      expect((await records.listOf('check-in', 'p-ana001', { limit: 10 })).items).toEqual([
        { ...aCheckIn(), revision: 1 },
      ]);
      expect((await records.listOf('message', 'p-ana001', { limit: 10 })).items).toEqual([
        { ...aMessage(), revision: 1 },
      ]);
    });
  });
}

/** A row of every kind that the core writes, with its id. */
const everyKind: [Kind, string, never][] = (
  [
    ['participant', 'p-ana001', aParticipant()],
    ['journey', 'p-ana001', aJourney()],
    ['phone-claim', '+12025550101', { phone: '+12025550101', holderId: 'p-ana001' }],
    ['email-claim', 'dana@example.org', { email: 'dana@example.org', mentorId: 'm-dana01' }],
    ['mentor', 'm-dana01', aMentor()],
    ['offer', 'o-anaben-1', anOffer()],
    ['check-in', 'p-ana001-c001', aCheckIn()],
    ['message', 'p-ana001_c001-wellbeing', aMessage()],
    ['inbound-text', 'sms-1', anInboundText()],
    ['crisis', 'crisis-sms-1', aCrisis()],
    ['task', 't-1', aTask()],
  ] as const
).map(([kind, id, row]) => [kind, id, row as never]);

const place = (list: ListName, kind: Kind, what: string, row: unknown, isThere: boolean) =>
  [list, kind, what, { row: row as never, isThere }] as const;

/** Who stands on which list: what must still happen, and nothing else. */
const places = [
  ...(['scheduled', 'asked', 'nudged', 'missed', 'handed-over'] as const).map((state) =>
    place('watched', 'check-in', state, aCheckIn({ state }), true),
  ),
  ...(['answered', 'partial', 'cancelled'] as const).map((state) =>
    place('watched', 'check-in', state, aCheckIn({ state }), false),
  ),
  ...(['missed', 'handed-over'] as const).map((state) =>
    place('watched', 'check-in', `${state}, with a person`, aCheckIn({ state, taskId: 't-1' }), false),
  ),
  ...(['planned', 'deferred', 'sending'] as const).map((state) =>
    place('watched', 'message', state, aMessage({ state }), true),
  ),
  ...(['sent', 'delivered', 'failed', 'unknown', 'refused'] as const).map((state) =>
    place('watched', 'message', state, aMessage({ state }), false),
  ),
  ...(['active', 'paused'] as const).map((state) =>
    place('watched', 'journey', state, aJourney({ state }), true),
  ),
  place('watched', 'journey', 'ended', aJourney({ state: 'ended' }), false),
  place('watched', 'journey', 'without a loop', { ...aJourney(), loop: undefined }, false),
  place('open-tasks', 'task', 'open', aTask(), true),
  place('open-tasks', 'task', 'closed', aTask({ state: 'closed', closedAt: monday.toISOString() }), false),
  place('open-offers', 'offer', 'open', anOffer(), true),
  place('open-offers', 'offer', 'accepted', anOffer({ state: 'accepted' }), false),
  ...(['open', 'acknowledged', 'unacknowledged'] as const).map((state) =>
    place('open-crises', 'crisis', state, aCrisis({ state }), true),
  ),
  place('open-crises', 'crisis', 'closed', aCrisis({ state: 'closed' }), false),
];

/** Follows the cursors to the end. */
export async function allPages<Item>(
  read: (page: {
    limit: number;
    cursor?: string;
  }) => Promise<{ items: readonly Item[]; nextCursor?: string }>,
  limit: number,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await read({ limit, ...(cursor !== undefined && { cursor }) });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return items;
}
