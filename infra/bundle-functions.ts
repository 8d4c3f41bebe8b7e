import { copyFileSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { leanBundles } from './lean-bundles.ts';

/**
 * Bundles every `functions/<folder>/index.ts` into `<outdir>/<folder>/index.mjs` with one esbuild call and resolves to
 * the size of each in bytes. Beside it lies `tracing.mjs`, which the bundle loads only where tracing is on. The output
 * folder is emptied first; the same sources give the same bytes. esbuild works in a process of its own: the caller may
 * load something heavy meanwhile. Rejects when a source does not compile.
 */
export async function bundleFunctions(options: BundleOptions): Promise<Record<string, number>> {
  const { root, outdir = join(root, 'dist/functions') } = options;
  const folders = foldersOf(join(root, 'functions'));
  const traced = existsSync(join(root, TRACING));
  rmSync(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries([
      ...folders.map((folder) => [`${folder}/index`, `functions/${folder}/index.ts`]),
      ...(traced ? [['tracing', TRACING]] : []),
    ]),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'], // a third smaller and twice as fast to load as CommonJS
    banner: {
      // CommonJS dependencies inside an ES module still call require().
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    plugins: [leanBundles, tracingApart],
    logLevel: 'silent',
  });
  if (traced) {
    const built = join(outdir, 'tracing.mjs');
    for (const folder of folders) copyFileSync(built, join(outdir, folder, 'tracing.mjs'));
    rmSync(built);
  }
  return Object.fromEntries(
    folders.map((folder) => [folder, statSync(join(outdir, folder, 'index.mjs')).size]),
  );
}

/** What is bundled, and where to. */
export interface BundleOptions {
  /** The project whose functions are bundled. */
  readonly root: string;
  /** An absolute path; `<root>/dist/functions` when left out, which is what deploys. */
  readonly outdir?: string;
}

const TRACING = 'shared/runtime/tracing.ts';

/** Leaves `import('./tracing.ts')` as an import of the file beside the bundle. */
const tracingApart: Plugin = {
  name: 'tracing-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/tracing\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './tracing.mjs', external: true } : undefined,
    );
  },
};

function foldersOf(functions: string): string[] {
  if (!existsSync(functions)) return [];
  return readdirSync(functions)
    .filter((folder) => existsSync(join(functions, folder, 'index.ts')))
    .toSorted();
}
