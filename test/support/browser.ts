import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';

/**
 * Headless Chromium from npm alone. Throws with the reason where there is none: ask `noBrowser` first. Several callers
 * may each launch one, in several processes; each closes its own.
 */
export async function launchBrowser(): Promise<Browser> {
  if (noBrowser !== undefined) throw new Error(noBrowser);
  const { executablePath, env } = await unpack();
  return chromium.launch({
    executablePath,
    headless: true,
    // Not the package's own arguments: they end the browser with its first context and switch off CORS.
    args: ['--no-sandbox'],
    env: { ...definedOnly(process.env), ...env },
  });
}

/** Why there is no browser here; undefined when there is one. */
export const noBrowser: string | undefined =
  process.platform === 'linux' && process.arch === 'x64'
    ? undefined
    : `npm has no Chromium for ${process.platform} on ${process.arch}`;

/** Where tests leave what a person may want to look at; git ignores it. */
export function screenshotPath(name: string): string {
  const folder = join(import.meta.dirname, '../../.alongside/screenshots');
  mkdirSync(folder, { recursive: true });
  return join(folder, `${name}.png`);
}

interface Unpacked {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The package unpacks to the temporary folder and takes whatever is already there, half-written or of another version.
 * So each version gets a folder of its own, which appears only when it is complete. A process of its own does it, since
 * Jest's copy of the environment does not reach the temporary folder's name.
 */
async function unpack(): Promise<Unpacked> {
  const folder = join(tmpdir(), `alongside-chromium-${versionOf('@sparticuz/chromium')}`);
  if (!existsSync(join(folder, 'chromium'))) {
    const fresh = mkdtempSync(`${folder}-`);
    await runPackage(fresh);
    try {
      renameSync(fresh, folder);
    } catch {
      // Somebody else was faster.
      rmSync(fresh, { recursive: true });
    }
  }
  return runPackage(folder);
}

async function runPackage(folder: string): Promise<Unpacked> {
  const script = `
    const { default: chromium } = await import('@sparticuz/chromium');
    const executablePath = await chromium.executablePath();
    const { LD_LIBRARY_PATH, FONTCONFIG_PATH } = process.env;
    process.stdout.write(JSON.stringify({ executablePath, env: { LD_LIBRARY_PATH, FONTCONFIG_PATH } }));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    cwd: join(import.meta.dirname, '../..'),
    env: {
      ...definedOnly(process.env),
      NODE_OPTIONS: '',
      TMPDIR: folder,
      // Believing itself to be on Lambda, the package brings the libraries that a slim image lacks.
      ...(!hasNss() && { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' }),
    },
  });
  return JSON.parse(stdout) as Unpacked;
}

function versionOf(packageName: string): string {
  const entry = createRequire(import.meta.url).resolve(packageName);
  const root = entry.slice(0, entry.lastIndexOf(packageName) + packageName.length);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return version;
}

const hasNss = (): boolean =>
  ['/usr/lib/x86_64-linux-gnu', '/usr/lib64', '/usr/lib'].some((folder) =>
    existsSync(join(folder, 'libnss3.so')),
  );

const definedOnly = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
