import { AwsError } from '../aws-error.ts';
import {
  LOCAL_ACCOUNT,
  LOCAL_REGION,
  type AwsService,
  type Members,
  type Operation,
} from '../aws-service.ts';
import type { VirtualClock } from '../clock.ts';
import type { Deployment } from '../template/deployment.ts';
import { ACCESS, tableName } from './access.ts';
import { CapacityMeter, type TableUsage } from './capacity.ts';
import type { DynamoDbEngine } from './engine.ts';
import { ensureTables, tablesOf, type Send, type Table } from './tables.ts';
import { Transport, type RawAnswer } from './transport.ts';
import { TtlSweeper } from './ttl-sweeper.ts';
import { isRecord } from './wire-json.ts';

/**
 * DynamoDB: the template's tables in the database behind `engine`, its operations passed through as they are, expired
 * items swept on the virtual clock. Resolves when the tables are there; throws `EngineError` when they cannot be.
 */
export async function createDynamoDb({ clock, deployment, engine }: DynamoDbOptions): Promise<DynamoDb> {
  const tables = tablesOf(deployment);
  const transport = new Transport(engine);
  const meter = new CapacityMeter();
  const send: Send = async (operation, input) =>
    answerOf(await transport.send(operation, Buffer.from(JSON.stringify(input))));
  const sweeper = new TtlSweeper({ clock, send, tables });
  try {
    await ensureTables(tables, send);
    await sweeper.load();
  } catch (error) {
    transport.close();
    throw error;
  }
  clock.register(sweeper);

  const forwardRaw = async ({ operation, input: given, body: text }: RawRequest): Promise<RawAnswer> => {
    const { input, body } = withPlainTableName(given, text);
    const described = operation === 'DescribeTimeToLive' ? describeTimeToLive(tables, input) : undefined;
    if (described !== undefined) return { status: 200, body: Buffer.from(JSON.stringify(described)) };
    const question = meter.ask(operation, input, body);
    const answer = await transport.send(operation, question);
    // Noted after the write: a sweep that ran meanwhile must not take the note for one it has already dealt with.
    sweeper.noteWrite(operation, input);
    if (operation === 'DescribeTable') return withLocalArns(answer);
    return meter.count({ operation, input, answer, asked: question !== body });
  };

  return {
    forwardRaw,
    service: { name: 'dynamodb', wire: 'json', operations: operationsOver(forwardRaw) },
    usage: () => meter.usage(),
    sweep: () => sweeper.sweepAll(),
    notEmulated: tables
      .filter((table) => table.hasStream)
      .map(
        (table) => `not emulated: the stream of table ${table.name}: no function here reads DynamoDB streams`,
      ),
    stop: () => {
      transport.close();
      return Promise.resolve();
    },
  };
}

export interface DynamoDbOptions {
  readonly clock: VirtualClock;
  readonly deployment: Deployment;
  readonly engine: DynamoDbEngine;
}

export interface DynamoDb {
  readonly service: AwsService;
  /**
   * Answers one request with the bytes of the database, errors included; never throws. IAM (`service.operations[…].access`)
   * and injected faults are the caller's part, before.
   */
  forwardRaw(request: RawRequest): Promise<RawAnswer>;
  /** Request units and numbers of requests by table since start; the sweeper's own are free, as on AWS. */
  usage(): readonly TableUsage[];
  /** Sweeps expired items now; resolves to how many were deleted. */
  sweep(): Promise<number>;
  readonly notEmulated: readonly string[];
  /** Closes the connections; the engine is stopped by whoever started it. */
  stop(): Promise<void>;
}

export interface RawRequest {
  readonly operation: string;
  /** The parsed body. */
  readonly input: Members;
  /** The body as it came. */
  readonly body: Buffer;
}

function operationsOver(forwardRaw: DynamoDb['forwardRaw']): Record<string, Operation> {
  return Object.fromEntries(
    Object.entries(ACCESS).map(([operation, access]): [string, Operation] => [
      operation,
      {
        access,
        run: async (input) =>
          answerOf(await forwardRaw({ operation, input, body: Buffer.from(JSON.stringify(input)) })),
      },
    ]),
  );
}

/** The members of a good answer. Throws the database's error with its own members, such as `CancellationReasons`. */
function answerOf({ status, body }: RawAnswer): Members {
  const members: unknown = JSON.parse(body.toString());
  if (!isRecord(members)) throw new AwsError('InternalServerError', 'Internal server error', { status: 500 });
  if (status === 200) return members;
  const { __type: type, message, Message, ...others } = members;
  const code = typeof type === 'string' ? type.slice(type.indexOf('#') + 1) : 'InternalServerError';
  const text = message ?? Message;
  throw new AwsError(code, typeof text === 'string' ? text : code, { status, members: others });
}

/** DynamoDB takes a table's ARN wherever it takes its name; the database does not. */
function withPlainTableName(input: Members, body: Buffer): { input: Members; body: Buffer } {
  const given = input['TableName'];
  if (typeof given !== 'string' || !given.startsWith('arn:')) return { input, body };
  const plain = { ...input, TableName: tableName(input) };
  return { input: plain, body: Buffer.from(JSON.stringify(plain)) };
}

/** Items expire by our own sweeper, so only the template knows. */
function describeTimeToLive(tables: readonly Table[], input: Members): Members | undefined {
  const table = tables.find(({ name }) => name === tableName(input));
  if (table === undefined) return undefined;
  return {
    TimeToLiveDescription:
      table.ttlAttribute === undefined
        ? { TimeToLiveStatus: 'DISABLED' }
        : { TimeToLiveStatus: 'ENABLED', AttributeName: table.ttlAttribute },
  };
}

function withLocalArns({ status, body }: RawAnswer): RawAnswer {
  const local = `arn:aws:dynamodb:${LOCAL_REGION}:${LOCAL_ACCOUNT}:`;
  const text = body.toString().replaceAll(/arn:aws:dynamodb:[^:"]*:\d{12}:/g, local);
  return { status, body: Buffer.from(text) };
}
