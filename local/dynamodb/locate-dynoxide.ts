import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** How to start dynoxide on this platform: its own package if npm installed it, else through npx. */
export function locateDynoxide(
  platform: string = process.platform,
  architecture: string = process.arch,
): Launch {
  const name = `@dynoxide/${platform}-${architecture}`;
  const binary = installed(name, platform === 'win32' ? 'dynoxide.exe' : 'dynoxide');
  if (binary !== undefined) return { command: [binary], patienceMs: 10_000, advice: '' };
  return {
    command: ['npx', '--yes', 'dynoxide'],
    // npx may have to download it first.
    patienceMs: 60_000,
    advice:
      `no package ${name} is installed and \`npx dynoxide\` did not start. Install dynoxide for this platform, ` +
      'or run any DynamoDB (DynamoDB Local, AWS Emulator) and set AWS_ENDPOINT_URL_DYNAMODB to its URL',
  };
}

export interface Launch {
  readonly command: readonly [string, ...string[]];
  /** How long it may take to answer. */
  readonly patienceMs: number;
  /** What to do when it does not start. */
  readonly advice: string;
}

function installed(packageName: string, file: string): string | undefined {
  try {
    const binary = join(dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`)), file);
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}
