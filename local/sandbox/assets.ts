import { readFileSync } from 'node:fs';

/** The page's files by the path they are served at: read once, never looked up from a request. */
export function readAssets(): ReadonlyMap<string, Asset> {
  return new Map(
    files.map((file) => {
      const type = types[file.slice(file.lastIndexOf('.'))] ?? 'application/octet-stream';
      return [file === 'index.html' ? '/' : `/sandbox/${file}`, { type, body: read(file) }];
    }),
  );
}

export interface Asset {
  readonly type: string;
  readonly body: Buffer;
}

const files = [
  'index.html',
  'style.css',
  'app.js',
  'api.js',
  'begin.js',
  'clock.js',
  'couples.js',
  'desk.js',
  'dom.js',
  'journeys.js',
  'panels.js',
  'phone.js',
  'programme.js',
  'tasks.js',
  'thread.js',
  'words.js',
  'workflows.js',
];

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

const read = (file: string): Buffer => readFileSync(new URL(`page/${file}`, import.meta.url));
