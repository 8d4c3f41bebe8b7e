import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { BenchResult } from './interpreter.ts';

/** Seconds from `npm start` to its line `ready …`, in a new folder; the baseline is an empty Node process with tsx. */
export async function benchStart(): Promise<BenchResult[]> {
  const baseline = await seconds(['--import', 'tsx', '--eval', 'process.stdout.write("ready\\n")']);
  const value = await seconds(['--import', 'tsx', 'local/start.ts']);
  return [
    {
      name: 'npm start until ready',
      value,
      unit: 's',
      baseline: { name: 'empty process with tsx', value: baseline },
    },
  ];
}

async function seconds(args: readonly string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'alongside-bench-'));
  const began = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, PORT: '0', ALONGSIDE_DATA: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await new Promise<void>((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (line.startsWith('ready')) resolve();
      });
      child.on('exit', (code) => reject(new Error(`it ended with code ${code} before it was ready`)));
    });
    return (performance.now() - began) / 1000;
  } finally {
    child.kill('SIGTERM');
    await new Promise((resolve) =>
      child.exitCode === null ? child.on('exit', resolve) : resolve(undefined),
    );
    rmSync(folder, { recursive: true, force: true });
  }
}
