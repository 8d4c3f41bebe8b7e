import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The texts of `<root>/workflows/*.asl.json` by name, without `.asl.json`, in the order of their names. */
export function workflowFiles(root: string): ReadonlyMap<string, string> {
  const suffix = '.asl.json';
  const folder = join(root, 'workflows');
  const files = readdirSync(folder).filter((file) => file.endsWith(suffix));
  return new Map(
    files.toSorted().map((file) => [file.slice(0, -suffix.length), readFileSync(join(folder, file), 'utf8')]),
  );
}
