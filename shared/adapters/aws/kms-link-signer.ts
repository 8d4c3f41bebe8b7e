import { GenerateMacCommand, KMSClient, VerifyMacCommand } from '@aws-sdk/client-kms';
import { isSignature } from '../../domain/signed-link.ts';
import type { LinkSigner } from '../../ports/link-signer.ts';
import type { AwsClientConfig } from '../../runtime/platform.ts';
import { repeatable } from './client-settings.ts';
import { callAws } from './foreign-error.ts';

/** `LinkSigner` over an HMAC key of KMS, by id, ARN or alias: nobody here ever holds the key itself. */
export function kmsLinkSigner(aws: AwsClientConfig, keyId: string): LinkSigner {
  const client = new KMSClient(repeatable(aws));
  const macOf = (payload: string) =>
    ({ KeyId: keyId, MacAlgorithm: 'HMAC_SHA_256', Message: Buffer.from(payload) }) as const;

  return {
    sign: (payload) =>
      callAws('KMS GenerateMac', async () => {
        const { Mac } = await client.send(new GenerateMacCommand(macOf(payload)));
        if (Mac === undefined) throw new Error('KMS answered without a code');
        return Buffer.from(Mac).toString('base64url');
      }),

    verify: (payload, signature) =>
      callAws('KMS VerifyMac', async () => {
        // What cannot be a signature is not worth a call, and one signature has one spelling.
        if (!isSignature(signature)) return false;
        try {
          const command = new VerifyMacCommand({
            ...macOf(payload),
            Mac: Buffer.from(signature, 'base64url'),
          });
          return (await client.send(command)).MacValid === true;
        } catch (error) {
          if (error instanceof Error && error.name === 'KMSInvalidMacException') return false;
          throw error;
        }
      }),
  };
}
