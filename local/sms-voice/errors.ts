import { AwsError } from '../aws-error.ts';

// As End User Messaging answers them; tests inject them with `cloud.calls.injectFaults`. None repeats a phone number.

/** e.g. `DESTINATION_PHONE_NUMBER_OPTED_OUT` */
export const conflict = (reason: string): AwsError =>
  new AwsError('ConflictException', `Conflict occurred - Reason="${reason}"`, {
    members: { Reason: reason },
  });

/** e.g. `PRICE_OVER_THRESHOLD`; `fields` say what is wrong with which member. */
export const invalid = (reason: string, fields: readonly InvalidField[] = []): AwsError =>
  new AwsError('ValidationException', `1 validation error detected: Reason="${reason}"`, {
    members: { Reason: reason, Fields: fields },
  });

export interface InvalidField {
  readonly Name: string;
  readonly Message: string;
}

export const notFound = (resourceType: string, resourceId?: string): AwsError =>
  new AwsError('ResourceNotFoundException', `Resource not found: ResourceType="${resourceType}"`, {
    members: { ResourceType: resourceType, ...(resourceId !== undefined && { ResourceId: resourceId }) },
  });

/** e.g. `MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT` */
export const quotaExceeded = (reason: string): AwsError =>
  new AwsError('ServiceQuotaExceededException', `Service quota exceeded: Reason="${reason}"`, {
    status: 402,
    members: { Reason: reason },
  });

export const throttled = (): AwsError =>
  new AwsError('ThrottlingException', 'Rate exceeded', { status: 429 });

/** Nothing is known about what became of the text. */
export const internalServerError = (): AwsError =>
  new AwsError('InternalServerException', 'Internal server error', { status: 500 });
