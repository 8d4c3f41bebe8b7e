import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Language } from '#shared/contracts/language';
import { sampleMails } from '#test/support/sample-mails';

const FOLDER = '.alongside/mails';
const HELP = `Writes one email of every kind to ${FOLDER}, in each language, as HTML and as text, to look at in a browser.

  npm run mails
`;

if (process.argv.includes('--help')) process.stdout.write(HELP);
else {
  mkdirSync(FOLDER, { recursive: true });
  for (const language of Language.options)
    for (const [name, { subject, text, html }] of Object.entries(sampleMails(language))) {
      const file = join(FOLDER, `${name}.${language}`);
      writeFileSync(`${file}.html`, html);
      writeFileSync(`${file}.txt`, `Subject: ${subject}\n\n${text}`);
    }
  process.stdout.write(`${FOLDER} is written\n`);
}
