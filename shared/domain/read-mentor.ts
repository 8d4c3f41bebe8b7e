import * as z from 'zod';
import type { FieldError } from '../contracts/api.ts';
import { NewMentor, type MentorProfile } from '../contracts/mentor.ts';
import { readPhoneNumber } from './phone-number.ts';

/** A mentor as somebody typed it, read; or every field that is wrong, with how to put it right. */
export function readMentor(
  typed: unknown,
): { readonly mentor: MentorProfile } | { readonly errors: readonly FieldError[] } {
  const parsed = TypedMentor.safeParse(typed);
  return parsed.success ? { mentor: parsed.data } : { errors: parsed.error.issues.map(fieldErrorOf) };
}

const TypedMentor = NewMentor.extend({
  phone: NewMentor.shape.phone.transform((phone, context) => {
    const read = phone === undefined ? undefined : readPhoneNumber(phone);
    if (phone === undefined || read !== undefined) return read;
    const message = 'must be a phone number that exists; outside the US with its country code, such as +34…';
    // Not the number itself: an error may be logged.
    context.issues.push({ code: 'custom', message, input: undefined });
    return z.NEVER;
  }),
}).refine(({ email, partnerEmail }) => email !== partnerEmail, {
  path: ['partnerEmail'],
  message: 'must be the address of the other mentor of the couple, not the own one',
});

/** Never with the value, and a key that we do not know is named by its parent only: either may say anything. */
function fieldErrorOf(issue: z.core.$ZodIssue): FieldError {
  return { field: issue.path.map(String).join('.') || 'mentor', message: messageOf(issue) };
}

function messageOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return 'has fields that are not known here';
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'too_big':
      return `must be at most ${issue.maximum}${unitOf(issue.origin)}`;
    case 'too_small':
      return issue.minimum === 1
        ? 'must not be empty'
        : `must be at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? `is missing: a ${issue.expected} is needed`
        : issue.message;
    default:
      return issue.message;
  }
}

const unitOf = (origin: string): string =>
  origin === 'string' ? ' characters' : origin === 'array' ? ' entries' : '';
