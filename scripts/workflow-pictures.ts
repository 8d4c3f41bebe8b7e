import { readFileSync, writeFileSync } from 'node:fs';
import { withPictures } from './picture-sections.ts';
import { workflowFiles } from './workflow-files.ts';

const PAGE = 'workflows/README.md';
const HELP = `Draws every state machine of workflows/ into ${PAGE}, between its markers; the words around stay.

  npm run workflows:pictures              writes the page
  npm run workflows:pictures -- --check   writes nothing; exits 1 when the page is out of date
`;

if (process.argv.includes('--help')) process.stdout.write(HELP);
else {
  try {
    const page = readFileSync(PAGE, 'utf8');
    const drawn = withPictures(page, workflowFiles('.'));
    if (drawn === page) process.stdout.write(`${PAGE} is up to date\n`);
    else if (process.argv.includes('--check')) {
      process.stderr.write(`${PAGE} is out of date: npm run workflows:pictures\n`);
      process.exitCode = 1;
    } else {
      writeFileSync(PAGE, drawn);
      process.stdout.write(`${PAGE} is written\n`);
    }
  } catch (error) {
    process.stderr.write(`${PAGE}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
