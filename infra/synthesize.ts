import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp, type BuildAppOptions } from './build-app.ts';

/** A CloudFormation template as data. */
export type Template = Readonly<Record<string, unknown>>;

/**
 * Synthesizes the app in this process, without bundling and without CDK's template validation: the templates that
 * `cdk deploy` sends, except for asset hashes, keyed by stack name. Leaves nothing on disk.
 */
export function synthesize({ stage, ...options }: SynthesizeOptions): {
  templates: Record<string, Template>;
} {
  const outdir = mkdtempSync(join(tmpdir(), 'alongside-synth-'));
  try {
    return withoutValidation(() => {
      const { stacks } = buildApp({ bundling: 'none', ...options, stage, outdir }).synth();
      return { templates: Object.fromEntries(stacks.map((stack) => [stack.stackName, stack.template])) };
    });
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** What to synthesize, and from where. */
export type SynthesizeOptions = Partial<Omit<BuildAppOptions, 'outdir'>> & { readonly stage: string };

/** An environment variable is the only switch that CDK has for its validation, which takes 2 s. */
function withoutValidation<T>(run: () => T): T {
  const before = process.env['CDK_VALIDATION'];
  process.env['CDK_VALIDATION'] = 'false';
  try {
    return run();
  } finally {
    if (before === undefined) delete process.env['CDK_VALIDATION'];
    else process.env['CDK_VALIDATION'] = before;
  }
}
