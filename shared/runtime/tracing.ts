import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import type { MiddlewareObj } from '@middy/core';

/**
 * Traces every invocation with X-Ray, without what it answers. It weighs a third of all the rest, so it is imported
 * only where a stage asks for it, and deploys as a file of its own beside each bundle.
 */
export const tracing = (serviceName: string): MiddlewareObj =>
  captureLambdaHandler(new Tracer({ serviceName }), { captureResponse: false });
