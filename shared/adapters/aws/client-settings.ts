import type { AwsClientConfig } from '../../runtime/platform.ts';

/**
 * Settings of a client whose calls may be repeated. Everything that the SDK would otherwise look up in the process or
 * in files on this machine is set here.
 */
export const repeatable = (aws: AwsClientConfig) => ({ ...settings(aws), maxAttempts: 3 });

/** Settings of a client that sends to people: no second attempt, because the first may have arrived [P18]. */
export const onceOnly = (aws: AwsClientConfig) => ({ ...settings(aws), maxAttempts: 1 });

const settings = ({ region, endpoint, credentials, transport }: AwsClientConfig) => ({
  region,
  ...(endpoint && { endpoint }),
  ...(credentials && { credentials }),
  retryMode: 'standard',
  useFipsEndpoint: false,
  useDualstackEndpoint: false,
  // A handler or the settings of the SDK's own: it takes both, and its types name the classes of its handlers.
  requestHandler: (transport ?? timeouts) as typeof timeouts,
});

const timeouts = { connectionTimeout: 2_000, requestTimeout: 6_000 };
