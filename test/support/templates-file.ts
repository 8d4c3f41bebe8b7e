import { fileURLToPath } from 'node:url';

/** Where the templates of this test run stand; written once, before any test. */
export const TEMPLATES_FILE = fileURLToPath(new URL('../../.alongside/test/templates.json', import.meta.url));
