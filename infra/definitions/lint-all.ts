import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { machinePlaceholder, pascalCase } from '../names.ts';
import { lintDefinition, type Finding } from './lint-definition.ts';
import { callsOf, workflowNames } from './workflow-functions.ts';

/** Holds every file of `<root>/workflows` against the house rules, and infra's list against the files. */
export function lintAllDefinitions(root: string): Finding[] {
  const suffix = '.asl.json';
  const names = readdirSync(join(root, 'workflows'))
    .filter((file) => file.endsWith(suffix))
    .map((file) => file.slice(0, -suffix.length))
    .toSorted();
  const functions = readdirSync(join(root, 'functions'))
    .filter((folder) => existsSync(join(root, 'functions', folder, 'index.ts')))
    .map(pascalCase);
  const supplied = new Map<string, string[]>(
    workflowNames.map((name) => {
      const { functions: folders, runs = [], starts = [] } = callsOf(name);
      return [name, [...folders.map(pascalCase), ...[...runs, ...starts].map(machinePlaceholder)]];
    }),
  );

  const withoutFile = [...supplied.keys()].filter((name) => !names.includes(name));
  return [
    ...withoutFile.map((name) => ({
      file: `workflows/${name}${suffix}`,
      field: 'file',
      problem: 'is missing, but listed in infra/definitions/workflow-functions.ts',
    })),
    ...names.flatMap((name) =>
      lintDefinition({
        file: `workflows/${name}${suffix}`,
        text: readFileSync(join(root, 'workflows', `${name}${suffix}`), 'utf8'),
        supplied: supplied.get(name) ?? [],
        functions: [...functions, ...names.map(machinePlaceholder)],
      }),
    ),
  ];
}
