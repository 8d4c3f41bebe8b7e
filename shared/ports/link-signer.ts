/**
 * Signs the payload of a link that acts without a login, and knows its own signatures again. A signature stands for its
 * payload only; whether the link is still good is not its question (`isExpired` of the domain answers that).
 */
export interface LinkSigner {
  /** Base64url without padding, 43 characters. The same payload may be signed again. */
  sign(payload: string): Promise<string>;
  /** False for a signature that is wrong, malformed or of another payload. */
  verify(payload: string, signature: string): Promise<boolean>;
}
