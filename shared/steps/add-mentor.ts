import { isDeepStrictEqual } from 'node:util';
import { MentorProfile, type Mentor } from '../contracts/mentor.ts';
import type { Stored } from '../contracts/rows.ts';
import type { Clock } from '../ports/clock.ts';
import type { Change, Records } from '../ports/records.ts';
import { Transient } from '../runtime/errors.ts';
import { put } from './change-row.ts';

export interface AddMentorDeps {
  readonly records: Records;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** A mentor as kept, or why not: an address or a number is one person's. */
export type MentorWritten =
  | { readonly outcome: 'added' | 'updated' | 'unchanged'; readonly mentor: Mentor }
  | { readonly outcome: 'phone-taken' | 'email-taken' };

/**
 * Adds a mentor, or changes the one who has this address: profile, address and number are claimed in one transaction,
 * and what matching writes is left as it is. Safe to repeat: the same profile again is `unchanged`.
 */
export const addMentor = (
  { records, clock, newId }: AddMentorDeps,
  profile: MentorProfile,
): Promise<MentorWritten> =>
  again(async () => {
    const claim = await records.get('email-claim', profile.email);
    const stored = claim && (await records.get('mentor', claim.mentorId));
    const mentorId = stored?.mentorId ?? `m-${newId()}`;
    const written = await write(records, { stored, profile, at: clock.now(), mentorId });
    // Somebody has just added the same mentor: there is a row to change now.
    return written.outcome === 'email-taken' ? { outcome: 'raced' } : written;
  });

/**
 * Changes a mentor's profile, address and number included, where nobody has since this version. Safe to repeat: the
 * same profile again is `unchanged`, whatever the version.
 */
export const changeProfile = (
  { records, clock }: Omit<AddMentorDeps, 'newId'>,
  change: { readonly mentorId: string; readonly version: number; readonly profile: MentorProfile },
): Promise<MentorWritten | { readonly outcome: 'not-found' } | { readonly outcome: 'changed-meanwhile' }> =>
  again(async () => {
    const { mentorId, version, profile } = change;
    const stored = await records.get('mentor', mentorId);
    if (!stored) return { outcome: 'not-found' };
    if (stored.version !== version && !isSame(stored, profile)) return { outcome: 'changed-meanwhile' };
    return write(records, { stored, profile, at: clock.now(), mentorId });
  });

interface Write {
  readonly stored: Stored<Mentor> | undefined;
  readonly profile: MentorProfile;
  readonly at: Date;
  readonly mentorId: string;
}

async function write(
  records: Records,
  { stored, profile, at, mentorId }: Write,
): Promise<MentorWritten | { readonly outcome: 'raced' }> {
  if (stored && isSame(stored, profile)) return { outcome: 'unchanged', mentor: stored };
  const now = at.toISOString();
  const mentor: Mentor = {
    load: 0,
    createdAt: now,
    ...(stored && withoutProfile(stored)),
    ...profile,
    mentorId,
    version: (stored?.version ?? 0) + 1,
    updatedAt: now,
  };
  const changes = [
    put('mentor', mentor, stored?.revision ?? 0),
    ...(await movedClaim(records, 'email-claim', { from: stored?.email, to: mentor.email, mentorId })),
    ...(await movedClaim(records, 'phone-claim', { from: stored?.phone, to: mentor.phone, mentorId })),
  ];
  if ((await records.write(changes)) === 'raced') return { outcome: await whyNot(records, mentor) };
  return { outcome: stored ? 'updated' : 'added', mentor };
}

/** What others write, whatever that is by now; what the profile leaves out is gone. */
function withoutProfile({ revision: _revision, ...mentor }: Stored<Mentor>): Mentor {
  const emptied = Object.fromEntries(Object.keys(MentorProfile.shape).map((field) => [field, undefined]));
  return { ...mentor, ...emptied };
}

/** The claim of what is new in place of that of what was before. */
async function movedClaim(
  records: Records,
  kind: 'email-claim' | 'phone-claim',
  { from, to, mentorId }: { from: string | undefined; to: string | undefined; mentorId: string },
): Promise<Change[]> {
  if (from === to) return [];
  const old = from === undefined ? undefined : await records.get(kind, from);
  const claim = (value: string): Change =>
    kind === 'email-claim'
      ? put(kind, { email: value, mentorId }, 0)
      : put(kind, { phone: value, holderId: mentorId }, 0);
  return [
    ...(to === undefined ? [] : [claim(to)]),
    ...(old && from !== undefined ? [{ remove: kind, id: from, after: old.revision }] : []),
  ];
}

/** Looked at only once a write was refused: most are not, and an import is many. */
async function whyNot(
  records: Records,
  { email, phone, mentorId }: Mentor,
): Promise<'email-taken' | 'phone-taken' | 'raced'> {
  const [byEmail, byPhone] = await Promise.all([
    records.get('email-claim', email),
    phone === undefined ? undefined : records.get('phone-claim', phone),
  ]);
  if (byEmail && byEmail.mentorId !== mentorId) return 'email-taken';
  return byPhone && byPhone.holderId !== mentorId ? 'phone-taken' : 'raced';
}

/** Whatever the order of fields, and whether one that is not known is left out or undefined. */
const isSame = (stored: MentorProfile, profile: MentorProfile): boolean =>
  isDeepStrictEqual(plain(stored), plain(profile));

const plain = (profile: MentorProfile): unknown => JSON.parse(JSON.stringify(MentorProfile.parse(profile)));

/** Tries again where somebody else wrote in between. */
async function again<Result extends { readonly outcome: string }>(
  attempt: () => Promise<Result | { readonly outcome: 'raced' }>,
): Promise<Result> {
  for (let count = 0; count < 5; count += 1) {
    const result = await attempt();
    if (!isRaced(result)) return result;
  }
  throw new Transient('a mentor was changed by others five times in a row');
}

const isRaced = (result: { readonly outcome: string }): result is { readonly outcome: 'raced' } =>
  result.outcome === 'raced';
