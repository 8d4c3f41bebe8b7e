import { memoryRecords } from '#shared/adapters/memory/memory-records';
import { changeRow, put } from '#shared/steps/change-row';
import { aJourney, aParticipant } from '#test/support/builders';
import { aTask } from '#test/support/rows';

const ana = { kind: 'participant', id: 'p-ana001' } as const;

async function withAna() {
  const records = memoryRecords();
  await records.write([put('participant', aParticipant(), 0)]);
  return records;
}

describe('changeRow', () => {
  it('writes the row and what goes with it together', async () => {
    const records = await withAna();

    const result = await changeRow(records, ana, (row) => ({
      row: { ...row, name: 'Ana Maria' },
      also: [put('journey', aJourney(), 0)],
      result: 'done',
    }));

    expect(result).toBe('done');
    expect(await records.get('participant', 'p-ana001')).toMatchObject({ name: 'Ana Maria', revision: 2 });
    expect(await records.get('journey', 'p-ana001')).toBeDefined();
  });

  it('writes nothing where nothing changes', async () => {
    const records = await withAna();

    expect(await changeRow(records, ana, (row) => ({ result: row.name }))).toBe('Ana');
    expect(await records.get('participant', 'p-ana001')).toMatchObject({ revision: 1 });
  });

  it('decides again on what somebody else wrote meanwhile', async () => {
    const records = await withAna();
    const seen: string[] = [];

    await changeRow(records, ana, async (row) => {
      seen.push(row.name);
      if (seen.length === 1)
        await records.write([put('participant', aParticipant({ name: 'Other' }), row.revision)]);
      return { row: { ...row, language: 'es' as const }, result: undefined };
    });

    expect(seen).toEqual(['Ana', 'Other']);
    expect(await records.get('participant', 'p-ana001')).toMatchObject({ name: 'Other', language: 'es' });
  });

  it('loses no change of many at once', async () => {
    const records = await withAna();
    await records.write([put('journey', aJourney(), 0)]);

    await Promise.all(
      ['t-1', 't-2', 't-3', 't-4'].map((taskId) =>
        changeRow(records, { kind: 'journey', id: 'p-ana001' }, (row) => ({
          row: { ...row, concerns: [...row.concerns, taskId] },
          result: undefined,
        })),
      ),
    );

    expect((await records.get('journey', 'p-ana001'))?.concerns.toSorted()).toEqual([
      't-1',
      't-2',
      't-3',
      't-4',
    ]);
  });

  it('gives up after five lost races, so that the caller tries later', async () => {
    const records = await withAna();
    let decisions = 0;
    records.write = async () => 'raced';

    const change = changeRow(records, ana, (row) => {
      decisions += 1;
      return { row, result: undefined };
    });

    await expect(change).rejects.toMatchObject({ name: 'Transient' });
    expect(decisions).toBe(5);
  });

  it('knows no row that is not there, and creates none', async () => {
    const records = memoryRecords();

    const change = changeRow(records, ana, (row) => ({ row, result: undefined }));

    await expect(change).rejects.toMatchObject({ name: 'Permanent' });
    expect(records.all('participant')).toEqual([]);
  });

  it('lets a failed part keep the whole from being written', async () => {
    const records = await withAna();
    await records.write([put('task', aTask(), 0)]);

    const change = changeRow(records, ana, (row) => ({
      row: { ...row, name: 'Ana Maria' },
      also: [put('task', aTask(), 0)],
      result: undefined,
    }));

    await expect(change).rejects.toMatchObject({ name: 'Transient' });
    expect(await records.get('participant', 'p-ana001')).toMatchObject({ name: 'Ana' });
  });
});
