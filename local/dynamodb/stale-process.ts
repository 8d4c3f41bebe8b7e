import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { EngineError } from './engine-error.ts';

/**
 * Ends a database that an earlier run left behind on the same file, after checking that it is one of ours. Throws
 * `EngineError` when that run is still alive: two of them on one file would each lose what the other wrote.
 */
export async function endStaleProcess({ database, pid: pidFile }: EngineFiles): Promise<void> {
  const recorded = readRecord(pidFile);
  if (recorded === undefined) return;
  const { pid, owner } = recorded;
  const isOurs = () => commandOf(pid).includes(database);
  if (isOurs() && owner !== process.pid && commandOf(owner) !== '') {
    throw new EngineError(
      `process ${owner} is running on the data of ${database}. Stop it, or use another data directory`,
    );
  }
  const PATIENCE_MS = 5_000;
  for (const end = Date.now() + PATIENCE_MS; isOurs(); await delay(5)) {
    if (Date.now() > end) throw new EngineError(`process ${pid} still holds ${database}. End it by hand`);
    kill(pid);
  }
  forgetProcess(pidFile);
}

export function recordProcess(pidFile: string, pid: number): void {
  writeFileSync(pidFile, `${pid} ${process.pid}\n`);
}

export function forgetProcess(pidFile: string): void {
  rmSync(pidFile, { force: true });
}

interface EngineFiles {
  readonly database: string;
  readonly pid: string;
}

function readRecord(pidFile: string): { pid: number; owner: number } | undefined {
  if (!existsSync(pidFile)) return undefined;
  const [, pid, owner] = /^(\d+) (\d+)\n$/.exec(readFileSync(pidFile, 'utf8')) ?? [];
  return pid === undefined || owner === undefined ? undefined : { pid: Number(pid), owner: Number(owner) };
}

/** The command line of a living process; empty for one that is gone, or dead and not yet collected. */
function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    if (process.platform === 'win32') return '';
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended in between.
  }
}
