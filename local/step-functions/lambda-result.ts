import type { Json, JsonObject } from './json.ts';

/** The result of `lambda:invoke` around what the function returned, in the shape and order that the service gives it. */
export function lambdaResult(payload: Json, requestId = '00000000-0000-4000-8000-000000000000'): JsonObject {
  return {
    ExecutedVersion: '$LATEST',
    Payload: payload,
    SdkHttpMetadata: {
      AllHttpHeaders: { 'X-Amz-Executed-Version': ['$LATEST'], 'x-amzn-RequestId': [requestId] },
      HttpHeaders: { 'X-Amz-Executed-Version': '$LATEST', 'x-amzn-RequestId': requestId },
      HttpStatusCode: 200,
    },
    SdkResponseMetadata: { RequestId: requestId },
    StatusCode: 200,
  };
}
