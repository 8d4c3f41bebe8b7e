import { hoursLater } from '../builders.ts';
import { allPages, wholePage, type StoresFactory } from './worlds.ts';

const aTask = (taskId: string, hours = 0) => ({
  taskId,
  kind: 'reply-to-read' as const,
  openedAt: hoursLater(hours).toISOString(),
  participantId: 'p-ana001',
});

/** What every `TaskStore` promises. */
export function taskStoreContract(make: StoresFactory): void {
  describe('task store', () => {
    it('opens a task once, and the second is the first', async () => {
      const { tasks } = await make();

      const first = await tasks.open(aTask('t-1'));
      const second = await tasks.open({ ...aTask('t-1', 5), kind: 'stop-or-not' });

      expect(first).toEqual({ outcome: 'opened', task: { ...aTask('t-1'), state: 'open' } });
      expect(second).toEqual({ outcome: 'already-there', task: { ...aTask('t-1'), state: 'open' } });
      expect((await tasks.listOpen(wholePage)).items).toHaveLength(1);
    });

    it('lists open tasks in pages, oldest first, and closed ones not', async () => {
      const { tasks } = await make();
      for (const [index, id] of ['t-e', 't-d', 't-c', 't-b', 't-a'].entries())
        await tasks.open(aTask(id, index));
      await tasks.close({ taskId: 't-c', by: 'user-1', at: hoursLater(9) });

      const listed = await allPages((page) => tasks.listOpen(page), 2);

      expect(listed.map(({ taskId }) => taskId)).toEqual(['t-e', 't-d', 't-b', 't-a']);
    });

    it('closes a task once and remembers who was first', async () => {
      const { tasks } = await make();
      await tasks.open(aTask('t-1'));

      const first = await tasks.close({ taskId: 't-1', by: 'user-1', at: hoursLater(1) });
      const second = await tasks.close({ taskId: 't-1', by: 'user-2', at: hoursLater(2) });

      const closed = {
        ...aTask('t-1'),
        state: 'closed',
        closedBy: 'user-1',
        closedAt: hoursLater(1).toISOString(),
      };
      expect(first).toEqual({ outcome: 'closed', task: closed });
      expect(second).toEqual({ outcome: 'already-closed', task: closed });
      expect(await tasks.get('t-1')).toEqual(closed);
    });

    it('does not open a closed task again', async () => {
      const { tasks } = await make();
      await tasks.open(aTask('t-1'));
      await tasks.close({ taskId: 't-1', by: 'user-1', at: hoursLater(1) });

      const again = await tasks.open(aTask('t-1', 3));

      expect(again).toMatchObject({ outcome: 'already-there', task: { state: 'closed' } });
      expect((await tasks.listOpen(wholePage)).items).toEqual([]);
    });

    it('knows no other task', async () => {
      const { tasks } = await make();

      expect(await tasks.get('t-none')).toBeUndefined();
      expect(await tasks.close({ taskId: 't-none', by: 'user-1', at: hoursLater(1) })).toEqual({
        outcome: 'not-found',
      });
    });
  });
}
