import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { bundleFunctions } from './bundle-functions.ts';

// What `cdk synth` runs. Half of a synth is loading and validating, so two things are done about that:
// CDK's validator is WebAssembly that runs for a second, and optimising it takes longer than that;
setFlagsFromString('--liftoff-only');
// and esbuild bundles in a process of its own while this one loads CDK.
const bundled = bundleFunctions({ root: fileURLToPath(new URL('..', import.meta.url)) });
const { synthesizeChecked } = await import('./synthesize-checked.ts');
await bundled;
synthesizeChecked();
