/**
 * Condition keys that requests in this cloud can carry. A policy of an emulated service that names another one is
 * refused at start: the key would be absent from every request, and a Deny would silently do nothing.
 */
export function conditionKeysKnown(more: readonly string[]): KnowsKey {
  const known = new Set([...GLOBAL_KEYS, ...SERVICE_KEYS, ...more].map((key) => key.toLowerCase()));
  return (key) => known.has(key.toLowerCase());
}

export type KnowsKey = (key: string) => boolean;

/** Filled in by the evaluator itself (request-context.ts). */
const GLOBAL_KEYS = [
  'aws:PrincipalAccount',
  'aws:PrincipalArn',
  'aws:PrincipalIsAWSService',
  'aws:PrincipalServiceName',
  'aws:PrincipalType',
  'aws:RequestedRegion',
  'aws:ResourceAccount',
  'aws:SecureTransport',
  'aws:SourceAccount',
  'aws:SourceArn',
];

/** Given by the services in `Access.context`. */
const SERVICE_KEYS = [
  'iam:PassedToService',
  'kms:MacAlgorithm',
  'kms:RequestAlias',
  'ses:FeedbackAddress',
  'ses:FromAddress',
  'ses:FromDisplayName',
  'ses:Recipients',
];
