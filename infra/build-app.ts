import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import * as z from 'zod';
import type { Sources } from './foundation.ts';
import { readSettings } from './settings.ts';
import { ApiStack } from './stacks/api-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { MessagingStack } from './stacks/messaging-stack.ts';
import { ObservabilityStack } from './stacks/observability-stack.ts';
import { WorkflowsStack } from './stacks/workflows-stack.ts';

/** How the app is built; what is built depends on `stage` and `context` alone. */
export interface BuildAppOptions {
  /** Over the context's `stage`, when given. */
  readonly stage?: string;
  /** `esbuild` takes what `bundleFunctions` has left in dist/; `none` the sources as they are, fit to run but not to deploy. */
  readonly bundling: 'esbuild' | 'none';
  readonly outdir?: string;
  /** Settings, over those of cdk.json. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** The folder with cdk.json, functions/ and workflows/; this project when left out. */
  readonly root?: string;
}

/**
 * The whole app, ready to synthesize. The same options give the same templates; `bundling` changes the asset hashes in
 * them and nothing else. Throws an error that names the setting, file or placeholder that is wrong.
 */
export function buildApp(options: BuildAppOptions): App {
  const { stage, bundling, outdir, context, root = projectRoot } = options;
  const app = new App({
    ...(outdir === undefined ? {} : { outdir }),
    // The CDK CLI passes cdk.json's context by itself; without the CLI its feature flags must hold all the same.
    context: contextOf(root),
    postCliContext: {
      ...context,
      ...(stage === undefined ? {} : { stage }),
      ...(bundling === 'none' ? { 'aws:cdk:disable-asset-staging': true } : {}),
    },
    analyticsReporting: false,
    treeMetadata: bundling === 'esbuild',
  });
  addStacks(app, sourcesOf(root, bundling));
  return app;
}

/** The folder of this project. */
export const projectRoot = fileURLToPath(new URL('..', import.meta.url));

function addStacks(app: App, sources: Sources): void {
  const settings = readSettings(app.node);
  const { table, key, linkKey } = new DataStack(app, settings);
  const { alarmTopic } = new ObservabilityStack(app, settings, key);
  const { inbound, ...messaging } = new MessagingStack(app, { settings, key, alarmTopic });
  const { outbound, mail, textConfigurationSet } = messaging;
  const foundation = {
    settings,
    sources,
    alarmTopic,
    table,
    key,
    linkKey,
    outbound,
    mail,
    textConfigurationSet,
  };
  const api = new ApiStack(app, foundation);
  new WorkflowsStack(app, { ...foundation, publicUrl: () => api.url }, inbound);
}

function sourcesOf(root: string, bundling: BuildAppOptions['bundling']): Sources {
  return {
    code: (folder) => {
      required(root, `functions/${folder}/index.ts`, `the function ${folder}`);
      if (bundling === 'none') return Code.fromAsset(join(root, 'functions', folder));
      required(root, `dist/functions/${folder}/index.mjs`, `the bundle of ${folder}, by bundleFunctions,`);
      return Code.fromAsset(join(root, 'dist/functions', folder));
    },
    definition: (name) =>
      readFileSync(required(root, `workflows/${name}.asl.json`, `the workflow ${name}`), 'utf8'),
  };
}

function required(root: string, file: string, owner: string): string {
  const path = join(root, file);
  if (!existsSync(path)) throw new Error(`${file} is missing: ${owner} is made of it`);
  return path;
}

function contextOf(root: string): Record<string, unknown> {
  const path = join(root, 'cdk.json');
  if (!existsSync(path)) return {};
  return cdkJson.parse(JSON.parse(readFileSync(path, 'utf8'))).context;
}

const cdkJson = z.object({ context: z.record(z.string(), z.unknown()).default({}) });
