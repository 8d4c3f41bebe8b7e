import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Takes the folder where a cloud keeps its state, for this process alone: two processes writing one journal would lose
 * what both remember. The lock of a process that died is taken over. Throws when another living process has it.
 */
export function takeDataFolder(folder: string): { release(): void } {
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, 'process.lock');
  const release = (): void => rmSync(lock, { force: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return { release };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const owner = Number(readFileSync(lock, 'utf8'));
      if (owner !== process.pid && isAlive(owner)) {
        throw new Error(
          `The data folder is in use by process ${owner}: stop that process, or set ALONGSIDE_DATA to another folder.`,
          { cause: error },
        );
      }
      release();
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // No right to signal it: it lives, as somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
