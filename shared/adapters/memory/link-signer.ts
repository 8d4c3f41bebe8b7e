import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { isSignature } from '../../domain/signed-link.ts';
import type { LinkSigner } from '../../ports/link-signer.ts';

/** A `LinkSigner` with a key of its own, HMAC-SHA-256. Signers made with the same key know each other's signatures. */
export function memoryLinkSigner(key: Uint8Array = randomBytes(32)): LinkSigner {
  const macOf = (payload: string) => createHmac('sha256', key).update(payload).digest();
  return {
    sign: async (payload) => macOf(payload).toString('base64url'),
    verify: async (payload, signature) =>
      isSignature(signature) && timingSafeEqual(macOf(payload), Buffer.from(signature, 'base64url')),
  };
}
