import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from './engine-error.ts';
import { startEngineProcess, type EngineProcess } from './engine-process.ts';
import { locateDynoxide, type Launch } from './locate-dynoxide.ts';
import { endStaleProcess, forgetProcess, recordProcess } from './stale-process.ts';

/**
 * The database behind the emulated DynamoDB: dynoxide on a free port, its file under `dataDir`. Resolves when it answers.
 * It is started again when it dies (a database in memory is not: its data would be gone unnoticed), and never outlives
 * this process. AWS_ENDPOINT_URL_DYNAMODB puts any other DynamoDB in its place. Throws `EngineError`.
 */
export async function startEngine(options: EngineOptions = {}): Promise<DynamoDbEngine> {
  const { dataDir, environment = process.env } = options;
  const elsewhere = environment['AWS_ENDPOINT_URL_DYNAMODB'];
  if (elsewhere !== undefined && elsewhere !== '') return elsewhereEngine(elsewhere);
  const launch = locateDynoxide();
  if (dataDir === undefined) return LocalEngine.start({ ...options, launch });
  mkdirSync(dataDir, { recursive: true });
  const files = { database: join(dataDir, 'dynamodb.sqlite'), pid: join(dataDir, 'dynamodb.pid') };
  await endStaleProcess(files);
  return LocalEngine.start({ ...options, launch, files });
}

export interface EngineOptions {
  /** Where the database lives; without it in memory. */
  readonly dataDir?: string | undefined;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Told when the database dies, and when it cannot be started again. */
  readonly onError?: (error: unknown) => void;
}

export interface DynamoDbEngine {
  /** `http://127.0.0.1:<port>`; may change when the database is started again. */
  readonly endpoint: string;
  readonly pid: number | undefined;
  /** Resolves when the database answers; rejects when it cannot be started again. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

interface LocalOptions extends EngineOptions {
  readonly launch: Launch;
  readonly files?: { readonly database: string; readonly pid: string };
}

class LocalEngine implements DynamoDbEngine {
  readonly #options: LocalOptions;
  #process: EngineProcess;
  #ready: Promise<void> = Promise.resolve();
  #stopping = false;
  readonly #deaths: number[] = [];

  private constructor(options: LocalOptions, running: EngineProcess) {
    this.#options = options;
    this.#process = running;
    this.#watch();
  }

  static async start(options: LocalOptions): Promise<LocalEngine> {
    return new LocalEngine(options, await launched(options));
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.#process.port}`;
  }

  get pid(): number {
    return this.#process.pid;
  }

  ready(): Promise<void> {
    return this.#ready;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#ready.catch(() => undefined);
    await this.#process.stop();
    if (this.#options.files !== undefined) forgetProcess(this.#options.files.pid);
  }

  #watch(): void {
    void this.#process.exited.then((reason) => {
      if (this.#stopping) return;
      this.#options.onError?.(new EngineError(`the database ended by itself (${reason})`));
      this.#ready = this.#restart(reason);
      // Whoever waits for the database hears of it; nobody waiting is no reason to end the process.
      this.#ready.catch((error: unknown) => this.#options.onError?.(error));
    });
  }

  async #restart(reason: string): Promise<void> {
    const { files } = this.#options;
    if (files === undefined) {
      throw new EngineError(`the database in memory ended (${reason}): its data is gone. Start again`);
    }
    const now = Date.now();
    this.#deaths.push(now);
    const MOST_DEATHS_A_MINUTE = 10;
    if (this.#deaths.filter((at) => at > now - 60_000).length > MOST_DEATHS_A_MINUTE) {
      throw new EngineError(`the database keeps ending (${reason}). Its file is ${files.database}`);
    }
    this.#process = await launched({ ...this.#options, port: this.#process.port });
    this.#watch();
  }
}

async function launched(options: LocalOptions & { port?: number }): Promise<EngineProcess> {
  const { launch, files, port } = options;
  const started = await startEngineProcess({
    launch,
    ...(files === undefined ? {} : { database: files.database }),
    ...(port === undefined ? {} : { port }),
  });
  if (files !== undefined) recordProcess(files.pid, started.pid);
  return started;
}

function elsewhereEngine(endpoint: string): DynamoDbEngine {
  if (!URL.canParse(endpoint)) {
    throw new EngineError(`AWS_ENDPOINT_URL_DYNAMODB is not a URL: ${endpoint}`);
  }
  return { endpoint, pid: undefined, ready: () => Promise.resolve(), stop: () => Promise.resolve() };
}
