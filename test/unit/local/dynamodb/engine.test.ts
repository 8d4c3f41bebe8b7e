import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startEngine } from '#local/dynamodb/engine';
import { startEngineProcess } from '#local/dynamodb/engine-process';
import { locateDynoxide } from '#local/dynamodb/locate-dynoxide';
import { deploymentOf, key, running, TABLE, tableProperties } from './running-dynamodb.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'alongside-dynamodb-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** Alive, and not merely waiting to be collected by its parent. */
function isAlive(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 1_000 && !condition(); attempt += 1) await delay(10);
}

const write = { TableName: TABLE, Item: key('kept') };
const read = { TableName: TABLE, Key: key('kept') };

test('data written before a clean stop is there at the next start', async () => {
  const first = await running({ dataDir });
  await first.run('PutItem', write);
  await first.stop();

  const second = await running({ dataDir });
  const found = await second.run('GetItem', read);
  await second.stop();

  expect(found).toEqual({ Item: key('kept') });
  expect(existsSync(join(dataDir, 'dynamodb.pid'))).toBe(false);
});

test('an expiry set before a restart is still met after it', async () => {
  const first = await running({ dataDir });
  const expiresAt = { N: String(first.clock.now() / 1000 + 3600) };
  await first.run('PutItem', { TableName: TABLE, Item: { ...key('kept'), expiresAt } });
  await first.stop();

  const second = await running({ dataDir });
  await second.clock.advance(3_600_000);
  const found = await second.run('GetItem', read);
  await second.stop();

  expect(found).toEqual({});
});

test('killed with -9 it starts again with its data, and requests wait for it', async () => {
  const errors: unknown[] = [];
  const cloud = await running({ dataDir, onError: (error) => errors.push(error) });
  await cloud.run('PutItem', write);
  const before = cloud.engine.pid!;

  process.kill(before, 'SIGKILL');
  const found = await cloud.run('GetItem', read);
  const after = cloud.engine.pid!;
  await cloud.stop();

  expect(found).toEqual({ Item: key('kept') });
  expect(after).not.toBe(before);
  expect(String(errors[0])).toMatch(/ended by itself \(SIGKILL\)/);
  expect(isAlive(after)).toBe(false);
});

test('a database in memory that died is not silently replaced by an empty one', async () => {
  const cloud = await running();
  await cloud.run('PutItem', write);

  process.kill(cloud.engine.pid!, 'SIGKILL');

  await expect(cloud.run('GetItem', read)).rejects.toMatchObject({
    code: 'InternalServerError',
    status: 500,
  });
  await expect(cloud.engine.ready()).rejects.toThrow(/its data is gone/);
  await cloud.stop();
});

/** Another process that runs a database on `dataDir` and says the database's pid. */
async function otherProcess(): Promise<{ kill(): Promise<void>; databasePid: number; pid: number }> {
  const script = `
    import { startEngine } from ${JSON.stringify(resolve('local/dynamodb/engine.ts'))};
    const engine = await startEngine({ dataDir: ${JSON.stringify(dataDir)}, environment: {} });
    process.stdout.write(String(engine.pid));
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const said = String(await once(child.stdout, 'data'));
  return {
    pid: child.pid!,
    databasePid: Number(said),
    kill: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

test('it does not outlive its parent, even when that is killed with -9', async () => {
  const other = await otherProcess();
  expect(isAlive(other.databasePid)).toBe(true);

  await other.kill();
  await until(() => !isAlive(other.databasePid));

  expect(isAlive(other.databasePid)).toBe(false);
});

test('a start right after the kill takes the data over', async () => {
  const other = await otherProcess();
  await other.kill();

  const engine = await startEngine({ dataDir, environment: {} });
  const alive = isAlive(engine.pid!);
  await engine.stop();

  expect(alive).toBe(true);
  expect(isAlive(other.databasePid)).toBe(false);
});

test('a second run on the data of a living one is refused, naming it', async () => {
  const other = await otherProcess();

  const second = startEngine({ dataDir, environment: {} });

  await expect(second).rejects.toThrow(new RegExp(`process ${other.pid} is running on the data`));
  expect(isAlive(other.databasePid)).toBe(true);
  await other.kill();
});

test('another DynamoDB takes its place when the environment says so', async () => {
  const engine = await startEngine({ environment: { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000' } });

  expect(engine).toMatchObject({ endpoint: 'http://127.0.0.1:8000', pid: undefined });
  await expect(startEngine({ environment: { AWS_ENDPOINT_URL_DYNAMODB: 'nonsense' } })).rejects.toThrow(
    /AWS_ENDPOINT_URL_DYNAMODB is not a URL/,
  );
});

test('without a package for the platform it goes through npx, with advice ready', () => {
  const launch = locateDynoxide('plan9', 'mips');

  expect(launch.command).toEqual(['npx', '--yes', 'dynoxide']);
  expect(launch.advice).toMatch(/@dynoxide\/plan9-mips .*AWS_ENDPOINT_URL_DYNAMODB/);
});

test('what does not start gives the advice, in one line', async () => {
  const launch = { command: ['false'], patienceMs: 5_000, advice: 'install it' } as const;

  await expect(startEngineProcess({ launch })).rejects.toThrow(/^DynamoDB: install it$/);
});

test('a port that was taken in between is left for another one', async () => {
  const squatter = createServer().listen(0, '127.0.0.1');
  await once(squatter, 'listening');
  const address = squatter.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  const started = await startEngineProcess({ launch: locateDynoxide(), port });
  await started.stop();
  squatter.close();

  expect(started.port).not.toBe(port);
});

/** A run with the usual table, then another on the same data with these properties. */
const restart = async (properties: Record<string, unknown>) => {
  const first = await running({ dataDir });
  await first.run('PutItem', { TableName: TABLE, Item: { ...key('kept'), Colour: { S: 'red' } } });
  await first.stop();
  return running({ dataDir, deployment: deploymentOf(properties) });
};

describe('tables that exist already', () => {
  test('with other keys are a clear error', async () => {
    const KeySchema = tableProperties.KeySchema.slice(0, 1);

    await expect(restart({ ...tableProperties, KeySchema })).rejects.toThrow(
      /table people: its keys were PK \(S\) HASH, SK \(S\) RANGE and are now PK \(S\) HASH\..*delete the data directory/,
    );
  });

  test('get an index that was added and lose one that was removed', async () => {
    const cloud = await restart({
      ...tableProperties,
      AttributeDefinitions: ['PK', 'SK', 'Colour'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      GlobalSecondaryIndexes: [
        {
          IndexName: 'ByColour',
          KeySchema: [{ AttributeName: 'Colour', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    });

    const { Count } = await cloud.run('Query', {
      TableName: TABLE,
      IndexName: 'ByColour',
      KeyConditionExpression: 'Colour = :c',
      ExpressionAttributeValues: { ':c': { S: 'red' } },
    });
    const { Table } = await cloud.run('DescribeTable', { TableName: TABLE });
    await cloud.stop();

    expect(Count).toBe(1);
    expect(Table).toMatchObject({ GlobalSecondaryIndexes: [{ IndexName: 'ByColour' }] });
  });
});
