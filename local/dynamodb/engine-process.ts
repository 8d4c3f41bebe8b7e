import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { connect, createServer, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { EngineError } from './engine-error.ts';
import type { Launch } from './locate-dynoxide.ts';

/** Starts dynoxide and resolves once it accepts connections. Throws `EngineError` when it does not. */
export async function startEngineProcess(options: ProcessOptions): Promise<EngineProcess> {
  const deadline = Date.now() + options.launch.patienceMs;
  for (let port = options.port ?? (await freePort()); ; port = await freePort()) {
    const child = launch(options, port);
    const outcome = await Promise.race([child.failed, answers(port, child, deadline)]);
    if (outcome === 'ready') return child;
    await child.stop();
    // Somebody else may have taken the port in between: another one, then.
    if (outcome.includes('in use') && Date.now() < deadline) continue;
    throw new EngineError(options.launch.advice || `dynoxide did not start: ${outcome}`);
  }
}

export interface ProcessOptions {
  readonly launch: Launch;
  readonly database?: string;
  /** The port to try first. */
  readonly port?: number;
}

export interface EngineProcess {
  readonly port: number;
  readonly pid: number;
  /** Resolves to how it ended. */
  readonly exited: Promise<string>;
  stop(): Promise<void>;
}

interface StartingProcess extends EngineProcess {
  /** Resolves to what it said when it ended before it answered. */
  readonly failed: Promise<string>;
  listening(): boolean;
  ended(): boolean;
}

/**
 * A shell beside the database reads from a pipe that only this process holds open. However this process ends, kill -9
 * included, the pipe closes and the shell kills the database's process group; the line written at a known end stops it.
 */
const WATCHED = '( read -r _ <&3 || kill -9 -$$ ) & exec "$@" 3<&-';

function launch({ launch: { command }, database }: ProcessOptions, port: number): StartingProcess {
  const [file, ...rest] = command;
  const args = [...rest, '--host', '127.0.0.1', '--port', String(port)];
  if (database !== undefined) args.push('--db-path', database);
  const stdio: StdioOptions = ['ignore', 'ignore', 'pipe', 'pipe'];
  const child =
    process.platform === 'win32'
      ? spawn(file, args, { stdio, windowsHide: true })
      : spawn('/bin/sh', ['-c', WATCHED, 'sh', file, ...args], { stdio, detached: true });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2_000);
  });
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => {
      endWatch(child);
      resolve(signal === null ? `exit code ${code}` : signal);
    });
  });
  releaseEventLoop(child);
  return {
    port,
    pid: child.pid ?? 0,
    exited,
    listening: () => said.includes('listening'),
    ended: () => child.exitCode !== null || child.signalCode !== null,
    failed: exited.then((how) => said.trim().replaceAll(/\s+/g, ' ') || how),
    stop: async () => {
      sendSignal(child, 'SIGTERM');
      const PATIENCE_MS = 2_000;
      const timer = setTimeout(() => sendSignal(child, 'SIGKILL'), PATIENCE_MS);
      await exited;
      clearTimeout(timer);
    },
  };
}

/** Only its own word counts: on a port that was taken in between, somebody else would answer. */
async function answers(port: number, child: StartingProcess, deadline: number): Promise<string> {
  while (Date.now() < deadline && !child.ended()) {
    if (child.listening() && (await accepts(port))) return 'ready';
    await delay(3);
  }
  return 'it does not answer';
}

const accepts = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

function endWatch(child: ChildProcess): void {
  const pipe = child.stdio[3];
  if (pipe !== null && pipe !== undefined && 'end' in pipe) {
    pipe.on('error', () => undefined);
    pipe.end('ended\n');
  }
}

function sendSignal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    // The group: npx starts the database as its own child.
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, name);
  } catch {
    // It ended in between.
  }
}

/** A script that forgets to stop the database must still be able to end. */
function releaseEventLoop(child: ChildProcess): void {
  child.unref();
  for (const stream of [child.stderr, child.stdio[3]]) {
    if (stream instanceof Socket) stream.unref();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new EngineError('no free port'));
        else resolve(address.port);
      });
    });
  });
}
