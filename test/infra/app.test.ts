import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '#infra/build-app';
import { bundleFunctions } from '#infra/bundle-functions';
import { synthesize } from '#infra/synthesize';
import { callsOf, workflowNames } from '#infra/definitions/workflow-functions';
import { pascalCase } from '#infra/names';
import { functionFolders } from '#infra/permissions';
import { definitionNaming, FixtureProject } from './support/fixture-project.ts';
import { keptStage } from './support/stacks.ts';

const checkIn = 'workflows/check-in.asl.json';

/** A definition of every state machine that names what it calls, and does nothing with it. */
const definitions = Object.fromEntries(
  workflowNames.map((name) => {
    const { functions, runs = [], starts = [] } = callsOf(name);
    const machines = [...runs, ...starts].map((machine) => `${pascalCase(machine)}StateMachine`);
    return [`workflows/${name}.asl.json`, definitionNaming(...functions.map(pascalCase), ...machines)];
  }),
);
const projects: FixtureProject[] = [];

const project = (files: Record<string, string>): FixtureProject => {
  const created = new FixtureProject(files);
  projects.push(created);
  return created;
};
const completeProject = () => project(definitions);

const attempt = (stage: string, context: Record<string, unknown>) => () =>
  synthesize({ stage, context, root: completeProject().root });

afterAll(() => {
  for (const created of projects) created.remove();
});

describe('bundling', () => {
  test('makes one ES module per function, in one go, and tells how big each is', async () => {
    const { root } = completeProject();

    const sizes = await bundleFunctions({ root });

    expect(Object.keys(sizes)).toEqual(functionFolders.toSorted());
    const bundle = readFileSync(join(root, 'dist/functions/hand-over/index.mjs'), 'utf8');
    expect(sizes['hand-over']).toBe(Buffer.byteLength(bundle));
    expect(bundle).toMatch(/createRequire/);
    expect(bundle).toMatch(/export\s*\{/);
  });

  test('a source that does not compile is an error', async () => {
    const { root } = project({ 'functions/hand-over/index.ts': 'export const = 1' });

    await expect(bundleFunctions({ root })).rejects.toThrow(/functions\/hand-over\/index\.ts/);
  });

  test('changes the hashes of code in the templates, and nothing else', async () => {
    const { root } = completeProject();
    await bundleFunctions({ root });
    const outdir = mkdtempSync(join(tmpdir(), 'alongside-bundled-'));

    const { templates } = synthesize({ stage: 'local', root });
    const bundled = buildApp({ stage: 'local', bundling: 'esbuild', root, outdir }).synth().stacks;

    const deployed = Object.fromEntries(bundled.map(({ stackName, template }) => [stackName, template]));
    expect(JSON.stringify(deployed)).not.toBe(JSON.stringify(templates));
    expect(withoutHashes(deployed)).toEqual(withoutHashes(templates));
    rmSync(outdir, { recursive: true });
  });

  test('synthesizing twice gives the same templates', () => {
    const { root } = completeProject();

    expect(synthesize({ stage: 'local', root })).toEqual(synthesize({ stage: 'local', root }));
  });
});

describe('an app that does not fit together', () => {
  test('a placeholder without a function, and a function without a placeholder, are both named', () => {
    const { root } = project({
      ...definitions,
      [checkIn]: definitionNaming('AskCheckIn', 'NudgeCheckIn', 'CloseCheckIn', 'SendFlowers'),
    });

    expect(() => synthesize({ stage: 'local', root })).toThrow(
      'workflows/check-in.asl.json and its functions do not match: placeholders that nothing fills: ' +
        '${SendFlowers}; functions and machines without a placeholder: ${HandOver}',
    );
  });

  test('a missing definition is named', () => {
    const { [checkIn]: _missing, ...others } = definitions;
    const { root } = project(others);

    expect(() => synthesize({ stage: 'local', root })).toThrow('workflows/check-in.asl.json is missing');
  });

  test('a missing function is named', () => {
    const created = completeProject();
    rmSync(join(created.root, 'functions/hand-over'), { recursive: true });

    expect(() => synthesize({ stage: 'local', root: created.root })).toThrow(
      'functions/hand-over/index.ts is missing',
    );
  });
});

describe('settings', () => {
  test('a kept stage names all that it needs, each with its fix', () => {
    expect(attempt('production', {})).toThrow(
      /"mailFrom" is missing: pass -c mailFrom=.*\n.*"coordinatorEmail" is missing.*\n.*"supportPhone" is missing.*\n.*"consoleUrl" is missing/,
    );
  });

  test('a kept stage with its settings is synthesized', () => {
    expect(attempt(keptStage.stage, keptStage.context)).not.toThrow();
  });

  test.each([
    ['mailFrom', 'somebody'],
    ['coordinatorEmail', 'team at programme'],
    ['originationNumber', '555-0100'],
    ['supportPhone', 'call us'],
    ['logRetentionDays', '8888'],
    ['removal', 'perhaps'],
    ['tracing', 'sometimes'],
    ['consoleUrl', 'http://programme.example'],
    ['programmeName', 'Ünïcode'],
  ])('%s that is not valid is named, and never repeated', (name, value) => {
    const run = attempt('local', { [name]: value });

    expect(run).toThrow(`setting "${name}" is not valid: pass -c ${name}=<value>`);
    expect(run).not.toThrow(value);
  });

  test('a stage whose name cannot be part of a name is refused', () => {
    expect(attempt('My Stage', {})).toThrow('setting "stage" is not valid');
  });

  test('an origination number reaches the one that texts', () => {
    const { templates } = attempt('local', { originationNumber: '+15550100100' })();

    const text = JSON.stringify(templates['alongside-local-workflows']);
    expect(text.match(/"ORIGINATION_NUMBER":"\+15550100100"/g)).toHaveLength(1);
  });

  test('tracing is on where the stage says so', () => {
    const { templates } = attempt('local', { tracing: 'on' })();

    const text = JSON.stringify(templates['alongside-local-workflows']);
    expect(text).toContain('"TracingConfig":{"Mode":"Active"}');
    expect(text).toContain('"TracingConfiguration":{"Enabled":true}');
  });
});

const withoutHashes = (templates: unknown): unknown =>
  JSON.parse(JSON.stringify(templates).replaceAll(/[0-9a-f]{64}\.zip/g, 'code.zip'));
