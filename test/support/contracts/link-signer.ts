import type { LinkSigner } from '#shared/ports/link-signer';

/** What every `LinkSigner` promises. `make` gives two signers with the same key, and one with another. */
export function linkSignerContract(
  make: () => Promise<{ signer: LinkSigner; sameKey: LinkSigner; otherKey: LinkSigner }>,
): void {
  describe('link signer', () => {
    const payload = 'YWNrbm93bGVkZ2U';

    it('knows its own signature again, also in another instance', async () => {
      const { signer, sameKey } = await make();

      const signature = await signer.sign(payload);

      expect(signature).toMatch(/^[A-Za-z0-9_-]{43}$/);
      expect(await signer.verify(payload, signature)).toBe(true);
      expect(await sameKey.verify(payload, signature)).toBe(true);
      expect(await sameKey.sign(payload)).toBe(signature);
    });

    it('does not know a signature of another payload or of another key', async () => {
      const { signer, otherKey } = await make();

      const signature = await signer.sign(payload);

      expect(await signer.verify(`${payload}x`, signature)).toBe(false);
      expect(await otherKey.verify(payload, signature)).toBe(false);
      expect(await signer.verify(payload, await otherKey.sign(payload))).toBe(false);
    });

    it.each<[string, (signature: string) => string]>([
      ['empty', () => ''],
      ['cut', (signature) => signature.slice(0, -1)],
      ['longer', (signature) => `${signature}A`],
      ['no base64url', (signature) => `${signature.slice(0, -2)}+/`],
      ['padded', (signature) => `${signature}=`],
      [
        'spelled otherwise with the same bytes',
        (signature) => signature.slice(0, -1) + twinOf(signature.at(-1)),
      ],
      [
        'changed in its first character',
        (signature) => (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1),
      ],
      ['huge', (signature) => signature.repeat(1_000)],
    ])('says no to a signature that is %s', async (_what, spoil) => {
      const { signer } = await make();
      const signature = await signer.sign(payload);

      expect(await signer.verify(payload, spoil(signature))).toBe(false);
    });
  });
}

/** The last character carries four bits: its neighbour decodes to the same bytes. */
function twinOf(last = ''): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet[alphabet.indexOf(last) + 1] ?? '';
}
