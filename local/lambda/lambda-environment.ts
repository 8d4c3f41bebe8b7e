import { LOCAL_REGION } from '../aws-service.ts';
import type { FunctionSettings } from './function-settings.ts';

/** The environment a function sees: the template's variables, and what Lambda itself sets. */
export function lambdaEnvironment(
  settings: FunctionSettings,
  given: Given,
): Readonly<Record<string, string>> {
  const { accessKeyId, secretAccessKey, sessionToken } = given.credentials;
  return {
    POWERTOOLS_SERVICE_NAME: settings.folder ?? settings.name,
    POWERTOOLS_TRACE_ENABLED: 'false',
    POWERTOOLS_METRICS_DISABLED: 'true',
    POWERTOOLS_LOGGER_LOG_EVENT: 'false',
    ...given.environment,
    ...settings.variables,
    AWS_REGION: LOCAL_REGION,
    AWS_DEFAULT_REGION: LOCAL_REGION,
    AWS_ENDPOINT_URL: given.endpointUrl(),
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken !== undefined && { AWS_SESSION_TOKEN: sessionToken }),
    AWS_LAMBDA_FUNCTION_NAME: settings.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(settings.memoryMegabytes),
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  };
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

interface Given {
  readonly credentials: Credentials;
  readonly endpointUrl: () => string;
  readonly environment?: Readonly<Record<string, string>>;
}
