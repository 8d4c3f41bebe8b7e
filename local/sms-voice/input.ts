import * as z from 'zod';
import type { Members } from '../aws-service.ts';
import { isPhoneNumber } from '../sms/phone-number.ts';
import { invalid } from './errors.ts';

/** Reads an operation's members; what does not fit is a `ValidationException` that names each member and no value. */
export function read<S extends z.ZodType>(schema: S, input: Members): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path, message }) => ({
    Name: path.join('.') || 'request',
    Message: message,
  }));
  const missing = parsed.error.issues.some(
    ({ code, message }) => code === 'invalid_type' && message.endsWith('undefined'),
  );
  throw invalid(missing ? 'MISSING_PARAMETER' : 'FIELD_VALIDATION_FAILED', fields);
}

const phoneNumber = z.string().refine(isPhoneNumber, 'must be a phone number in E.164 form');
const name = z.string().min(1).max(256);
const page = {
  NextToken: z.string().regex(/^\d+$/, 'is not a token of this service').default('0'),
  MaxResults: z.number().int().min(1).max(100).default(100),
};

export const inputs = {
  sendTextMessage: z.object({
    DestinationPhoneNumber: phoneNumber,
    OriginationIdentity: name.optional(),
    MessageBody: z.string().min(1).max(1_600),
    MessageType: z.enum(['TRANSACTIONAL', 'PROMOTIONAL']).default('TRANSACTIONAL'),
    ConfigurationSetName: name.optional(),
    MaxPrice: z
      .string()
      .regex(/^\d{0,2}\.\d{1,5}$/, 'must be a price such as 0.05')
      .optional(),
    /** Seconds. */
    TimeToLive: z.number().int().min(5).max(259_200).default(259_200),
    Context: z
      .record(z.string().min(1).max(100), z.string().min(1).max(800))
      .refine((context) => Object.keys(context).length <= 5, 'has at most 5 entries')
      .default({}),
    DryRun: z.boolean().default(false),
  }),
  optedOutNumber: z.object({ OptOutListName: name, OptedOutNumber: phoneNumber }),
  describeOptedOutNumbers: z.object({
    OptOutListName: name,
    OptedOutNumbers: z.array(phoneNumber).max(5).default([]),
    Filters: z
      .array(
        z.object({
          Name: z.literal('end-user-opted-out'),
          Values: z.array(z.enum(['true', 'false'])).min(1),
        }),
      )
      .default([]),
    ...page,
  }),
};

export type TextToSend = z.output<typeof inputs.sendTextMessage>;
