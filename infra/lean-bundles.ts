import { readFile } from 'node:fs/promises';
import type { OnLoadResult, Plugin } from 'esbuild';

/**
 * Leaves out of a function's bundle what no function of ours can reach (docs/adr, "lean bundles"). What is left out
 * throws when it is reached after all, and says so: nothing works differently in silence.
 */
export const leanBundles: Plugin = {
  name: 'lean-bundles',
  setup({ onResolve, onLoad }) {
    for (const { modules, because } of neverLoaded) {
      onResolve({ filter: modules }, ({ kind, path }) =>
        kind === 'dynamic-import' ? { path, namespace: 'left-out', pluginData: because } : undefined,
      );
    }
    onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path, pluginData }) => ({
      contents: failing(`${path} is left out of this bundle: ${String(pluginData)}`),
    }));
    onLoad({ filter: /\/libphonenumber-js\/metadata\.min\.json\.js$/ }, async ({ path }) =>
      withoutFormats(await readFile(path, 'utf8')),
    );
    onLoad({ filter: /\/@aws-sdk\/client-[^/]+\/dist-es\/schemas\/schemas_0\.js$/ }, async ({ path }) =>
      withPlainKeys(await readFile(path, 'utf8')),
    );
  },
};

/** What the SDK imports only when it is asked for something that we never ask. */
const neverLoaded = [
  {
    modules: /^@(aws-sdk|smithy)\/credential-provider-(http|imds|ini|process|sso|web-identity)$/,
    because: 'on Lambda the keys are in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, which are not set',
  },
  { modules: /^@smithy\/core\/event-streams$/, because: 'no operation of ours streams events' },
];

const failing = (message: string): string => `throw new Error(${JSON.stringify(message)});`;

/**
 * How each country writes its numbers is two thirds of the metadata. We read numbers and keep them as E.164, which
 * needs none of it; to write one in a national way throws.
 */
export function withoutFormats(source: string): OnLoadResult {
  const json = /^export default (\{.*\})/m.exec(source)?.[1];
  const metadata: unknown = json && JSON.parse(json);
  if (!isMetadata(metadata))
    throw new Error('the metadata of libphonenumber-js is not what it was: see infra/lean-bundles.ts');
  for (const country of countriesOf(metadata)) country[FORMATS] = 0;
  return {
    contents: `const metadata = ${JSON.stringify(metadata)};
      const get = () => { ${failing('how a country writes its phone numbers is left out of this bundle')} };
      for (const country of [...Object.values(metadata.countries), ...Object.values(metadata.nonGeographic)])
        Object.defineProperty(country, ${FORMATS}, { get });
      export default metadata;`,
  };
}

/** The place of the formats in a country's metadata of version 4. */
const FORMATS = 4;

interface Metadata {
  readonly version: 4;
  readonly countries: Record<string, unknown[]>;
  readonly nonGeographic: Record<string, unknown[]>;
}

const isMetadata = (value: unknown): value is Metadata =>
  typeof value === 'object' &&
  value !== null &&
  'version' in value &&
  value.version === 4 &&
  'nonGeographic' in value;

const countriesOf = ({ countries, nonGeographic }: Metadata): unknown[][] => [
  ...Object.values(countries),
  ...Object.values(nonGeographic),
];

/**
 * Writes `{ [_h]: … }` as `{ "http": … }` where `const _h = "http"`. To esbuild a computed key is a side effect, so it
 * keeps the schemas of all of a service's operations, used or not; the meaning is the same.
 */
export function withPlainKeys(source: string): OnLoadResult {
  const names = new Map(
    [...source.matchAll(/^const (_\w+) = ("[^"\\]*");$/gm)].map(([, name, text]) => [name, text]),
  );
  return {
    contents: source.replaceAll(/\[(_\w+)\]: /g, (key, name: string) => names.get(name)?.concat(': ') ?? key),
  };
}
