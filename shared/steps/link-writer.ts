import { linkPayload, linkToken } from '../domain/signed-link.ts';
import type { LinkSigner } from '../ports/link-signer.ts';

/** What a link leads to. */
export type LinkPurpose = 'own-part' | 'offer' | 'crisis';

/** Writes links that act without a login: signed, for one person and one thing, until a moment. */
export interface LinkWriter {
  write(link: {
    readonly purpose: LinkPurpose;
    /** What it is about: an offer, a crisis, a participant. */
    readonly id: string;
    /** Who may use it. */
    readonly actorId: string;
    readonly expiresAt: Date;
  }): Promise<string>;
}

/** Links to pages of ours: `<publicUrl>/l/<payload>.<signature>`; the payload holds ids, and nothing is secret in it. */
export const linkWriter = (signer: LinkSigner, publicUrl: string): LinkWriter => ({
  async write(link) {
    const payload = linkPayload(link);
    return `${publicUrl.replace(/\/$/, '')}/l/${linkToken(payload, await signer.sign(payload))}`;
  },
});
