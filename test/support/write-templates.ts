import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { synthesize } from '#infra/synthesize';
import { TEMPLATES_FILE } from './templates-file.ts';

mkdirSync(dirname(TEMPLATES_FILE), { recursive: true });
writeFileSync(TEMPLATES_FILE, JSON.stringify(synthesize({ stage: 'local' }).templates));
