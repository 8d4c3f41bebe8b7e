import * as z from 'zod';
import { isExpired, partsOfLinkToken, readLinkPayload } from '../domain/signed-link.ts';
import type { Clock } from '../ports/clock.ts';
import type { LinkSigner } from '../ports/link-signer.ts';
import type { LinkPurpose } from './link-writer.ts';

export type LinkReading =
  | {
      readonly outcome: 'good';
      readonly purpose: LinkPurpose;
      /** What it is about: an offer, a crisis, a participant. */
      readonly id: string;
      /** Whoever uses it acts as this person. */
      readonly actorId: string;
    }
  | { readonly outcome: 'invalid' }
  | { readonly outcome: 'expired'; readonly purpose: LinkPurpose };

/**
 * Reads the token of a link that acts without a login. `expired` is said of our own links only; everything that we did
 * not sign, whatever it says, is `invalid`. That a link was used before is not known here: the row that it acts on says.
 */
export async function readLink(
  { signer, clock }: { readonly signer: Pick<LinkSigner, 'verify'>; readonly clock: Clock },
  token: string,
): Promise<LinkReading> {
  const parts = partsOfLinkToken(token);
  if (!parts || !(await signer.verify(parts.payload, parts.signature))) return { outcome: 'invalid' };
  const claims = readLinkPayload(parts.payload);
  const purpose = purposes.safeParse(claims?.purpose);
  if (!claims || !purpose.success) return { outcome: 'invalid' };
  if (isExpired(claims, clock.now())) return { outcome: 'expired', purpose: purpose.data };
  return { outcome: 'good', purpose: purpose.data, id: claims.id, actorId: claims.actorId };
}

const purposes = z.enum(['own-part', 'offer', 'crisis']) satisfies z.ZodType<LinkPurpose>;
