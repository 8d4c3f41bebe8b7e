import { readFile } from 'node:fs/promises';
import { runAslCommand } from '#local/step-functions/asl-command';

const { exitCode, stdout, stderr } = await runAslCommand(process.argv.slice(2), (path) =>
  readFile(path, 'utf8'),
);
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = exitCode;
