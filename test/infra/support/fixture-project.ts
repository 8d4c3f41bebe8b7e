import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { functionFolders } from '#infra/permissions';

/** A project of its own in a temporary folder: files by path. The functions answer with nothing. */
export class FixtureProject {
  readonly root = mkdtempSync(join(tmpdir(), 'alongside-fixture-'));

  constructor(files: Readonly<Record<string, string>>) {
    const functions = functionFolders.map(
      (folder) => [`functions/${folder}/index.ts`, emptyHandler] as const,
    );
    const all = Object.entries({ 'cdk.json': cdkJson, ...Object.fromEntries(functions), ...files });
    for (const [path, text] of all) this.write(path, text);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  private write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }
}

const cdkJson = readFileSync('cdk.json', 'utf8');

const emptyHandler = 'export const handler = async () => {};\n';

/** A state machine that names these placeholders and does nothing with them. */
export const definitionNaming = (...placeholders: string[]): string =>
  JSON.stringify({
    QueryLanguage: 'JSONata',
    StartAt: 'End',
    States: {
      End: { Type: 'Pass', Assign: { names: placeholders.map((name) => `\${${name}}`) }, End: true },
    },
  });
