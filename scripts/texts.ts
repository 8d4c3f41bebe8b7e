import { readFileSync, writeFileSync } from 'node:fs';
import { listOfTexts, textTable, withTextList } from './text-list.ts';

const PAGE = 'docs/texts.md';
const HELP = `Shows every text that the programme sends, with its encoding and its segments at their most.

  npm run texts               prints a table
  npm run texts -- --json     prints JSON
  npm run texts -- --write    writes ${PAGE}, between its markers; the words around stay
`;

if (process.argv.includes('--help')) process.stdout.write(HELP);
else if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(listOfTexts(), null, 2)}\n`);
else if (process.argv.includes('--write')) {
  writeFileSync(PAGE, withTextList(readFileSync(PAGE, 'utf8'), listOfTexts()));
  process.stdout.write(`${PAGE} is written\n`);
} else process.stdout.write(`${textTable(listOfTexts())}\n`);
