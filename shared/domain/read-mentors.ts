import * as z from 'zod';
import type { FieldError } from '../contracts/api.ts';
import { EmailAddress } from '../contracts/ids.ts';
import type { MentorProfile } from '../contracts/mentor.ts';
import { readMentor } from './read-mentor.ts';

/**
 * Reads a list of mentors as JSON, each as the API takes one. One with a mistake, or with the address of an earlier one,
 * is reported and left out; all others are kept. Indexes count from 0.
 */
export function readMentorsJson(value: unknown): {
  readonly mentors: readonly { readonly index: number; readonly mentor: MentorProfile }[];
  readonly errors: readonly MistakeInList[];
} {
  if (!Array.isArray(value))
    return { mentors: [], errors: [{ index: 0, field: 'mentors', message: 'must be a list of mentors' }] };
  const read = readEach(
    value.map((typed: unknown, index) => ({ place: index, typed })),
    'index',
  );
  return {
    mentors: read.mentors.map(({ place, mentor }) => ({ index: place, mentor })),
    errors: read.errors.map(({ place, ...error }) => ({ index: place, ...error })),
  };
}

/** What is wrong with one of a list, and how to put it right; never what was typed. */
export interface MistakeInList extends FieldError {
  readonly index: number;
}

/** Reads each, and refuses an address that was there before: `countedBy` names the place in that message. */
export function readEach(typed: readonly Typed[], countedBy: 'line' | 'index'): ReadEach {
  const mentors: ReadEach['mentors'][number][] = [];
  const errors: ReadEach['errors'][number][] = [];
  const placeOf = new Map<string, number>();
  for (const { place, typed: one } of typed) {
    const read = readMentor(one);
    const mistakes = 'errors' in read ? [...read.errors] : [];
    const email = WithEmail.safeParse(one).data?.email ?? '';
    const earlier = placeOf.get(email);
    // Also where the earlier one is not kept: which of the two is right, a person has to say.
    if (earlier !== undefined)
      mistakes.push({ field: 'email', message: `is the same address as in ${countedBy} ${earlier}` });
    else if (email !== '') placeOf.set(email, place);
    errors.push(...mistakes.map((mistake) => ({ place, ...mistake })));
    if ('mentor' in read && mistakes.length === 0) mentors.push({ place, mentor: read.mentor });
  }
  return { mentors, errors };
}

/** A mentor as somebody typed it, and where. */
export interface Typed {
  readonly place: number;
  readonly typed: unknown;
}

export interface ReadEach {
  readonly mentors: readonly { readonly place: number; readonly mentor: MentorProfile }[];
  readonly errors: readonly (FieldError & { readonly place: number })[];
}

const WithEmail = z.object({ email: EmailAddress });
