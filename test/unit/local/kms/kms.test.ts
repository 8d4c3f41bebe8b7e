import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GenerateMacCommand, KMSClient, VerifyMacCommand, type MacAlgorithmSpec } from '@aws-sdk/client-kms';
import type { Members } from '#local/aws-service';
import type { DeployedResource } from '#local/template/deployment';
import { kmsLinkSigner } from '#shared/adapters/aws/kms-link-signer';
import { linkSignerContract } from '#test/support/contracts/link-signer';
import { aResource, overHttp, smallCloud } from '../sqs/small-cloud.ts';

const keyArn = (id: string) => `arn:aws:kms:us-east-1:000000000000:key/${id}`;
const HMAC = { KeyUsage: 'GENERATE_VERIFY_MAC', KeySpec: 'HMAC_256' };
const Message = Buffer.from('a link');

const aKey = (id: string, properties: Members = HMAC): DeployedResource =>
  aResource('AWS::KMS::Key', id, { attributes: { KeyId: id, Arn: keyArn(id) }, properties });
const anAlias = (name: string, TargetKeyId: string): DeployedResource =>
  aResource('AWS::KMS::Alias', name, { properties: { AliasName: `alias/${name}`, TargetKeyId } });

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function kmsOver(resources: readonly DeployedResource[], file?: string) {
  const cloud = smallCloud({ resources, ...(file !== undefined && { file }) });
  const { config, close } = await overHttp(cloud);
  closing.push(() => cloud.stop(), close);
  const client = new KMSClient(config);
  const generate = async (KeyId: string, MacAlgorithm: MacAlgorithmSpec = 'HMAC_SHA_256') =>
    client.send(new GenerateMacCommand({ KeyId, MacAlgorithm, Message }));
  const verify = async (KeyId: string, Mac: Uint8Array | undefined, text: Uint8Array = Message) =>
    client.send(new VerifyMacCommand({ KeyId, MacAlgorithm: 'HMAC_SHA_256', Message: text, Mac }));
  return { cloud, config, client, generate, verify };
}

describe('KMS', () => {
  it('gives a code and knows it again, by every name of the key', async () => {
    const { generate, verify } = await kmsOver([
      aKey('one'),
      anAlias('links', 'one'),
      anAlias('too', keyArn('one')),
    ]);

    const { Mac, KeyId, MacAlgorithm } = await generate('one');

    expect({ KeyId, MacAlgorithm, length: Mac?.length }).toEqual({
      KeyId: keyArn('one'),
      MacAlgorithm: 'HMAC_SHA_256',
      length: 32,
    });
    for (const name of [
      'one',
      keyArn('one'),
      'alias/links',
      'alias/too',
      'arn:aws:kms:us-east-1:000000000000:alias/links',
    ]) {
      expect(await verify(name, Mac)).toMatchObject({ MacValid: true, KeyId: keyArn('one') });
    }
  });

  it('refuses a code of another message, of another key, or cut', async () => {
    const { generate, verify } = await kmsOver([aKey('one'), aKey('two')]);
    const { Mac } = await generate('one');

    for (const wrong of [
      verify('one', Mac, Buffer.from('another link')),
      verify('two', Mac),
      verify('one', Mac?.subarray(1)),
    ]) {
      await expect(wrong).rejects.toMatchObject({
        name: 'KMSInvalidMacException',
        $metadata: { httpStatusCode: 400 },
      });
    }
  });

  it('asks for rights on the key itself, whatever it was called', async () => {
    const { cloud, generate, verify } = await kmsOver([aKey('one'), anAlias('links', 'one')]);

    const { Mac } = await generate('alias/links');
    await verify('one', Mac);

    expect(cloud.asked.map(({ access }) => access)).toEqual([
      [
        {
          action: 'kms:GenerateMac',
          resource: keyArn('one'),
          context: { 'kms:MacAlgorithm': 'HMAC_SHA_256', 'kms:RequestAlias': 'alias/links' },
        },
      ],
      [{ action: 'kms:VerifyMac', resource: keyArn('one'), context: { 'kms:MacAlgorithm': 'HMAC_SHA_256' } }],
    ]);
    expect([...cloud.calls.counts]).toEqual([
      ['kms:GenerateMac', 1],
      ['kms:VerifyMac', 1],
    ]);
  });

  it('computes with the hash that the key is for', async () => {
    const { generate } = await kmsOver([aKey('long', { ...HMAC, KeySpec: 'HMAC_512' })]);

    expect((await generate('long', 'HMAC_SHA_512')).Mac).toHaveLength(64);
    await expect(generate('long', 'HMAC_SHA_256')).rejects.toMatchObject({
      name: 'InvalidKeyUsageException',
    });
  });

  it.each<[string, string, DeployedResource[], string]>([
    ['a key that is not there', 'nobody', [], 'NotFoundException'],
    ['an alias that is not there', 'alias/nobody', [aKey('one')], 'NotFoundException'],
    ['a key that encrypts', 'one', [aKey('one', {})], 'InvalidKeyUsageException'],
    ['a key that is disabled', 'one', [aKey('one', { ...HMAC, Enabled: false })], 'DisabledException'],
  ])('refuses %s', async (_what, keyId, resources, name) => {
    const { generate, verify } = await kmsOver(resources);

    await expect(generate(keyId)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
    await expect(verify(keyId, Buffer.alloc(32))).rejects.toMatchObject({ name });
  });

  it.each([0, 4_097])('refuses a message of %d bytes', async (length) => {
    const { client } = await kmsOver([aKey('one')]);
    const input = { KeyId: 'one', MacAlgorithm: 'HMAC_SHA_256', Message: Buffer.alloc(length) } as const;

    await expect(client.send(new GenerateMacCommand(input))).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  it('tries without doing when it is told to', async () => {
    const { client } = await kmsOver([aKey('one')]);
    const input = { KeyId: 'one', MacAlgorithm: 'HMAC_SHA_256', Message, DryRun: true } as const;

    await expect(client.send(new GenerateMacCommand(input))).rejects.toMatchObject({
      name: 'DryRunOperationException',
    });
  });

  it('keeps its keys over a restart, and has others elsewhere', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kms-'));
    closing.push(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'journal');
    const before = smallCloud({ resources: [aKey('one')], file });
    const asked = { KeyId: 'one', MacAlgorithm: 'HMAC_SHA_256', Message: Message.toString('base64') };
    const { Mac: text } = await before.call('kms', 'GenerateMac', asked);
    const Mac = Buffer.from(String(text), 'base64');
    before.stop();
    const again = await kmsOver([aKey('one')], file);
    const elsewhere = await kmsOver([aKey('one')]);

    expect(await again.verify('one', Mac)).toMatchObject({ MacValid: true });
    await expect(elsewhere.verify('one', Mac)).rejects.toMatchObject({ name: 'KMSInvalidMacException' });
  });

  it('refuses at start an alias of a key that is not in the template', () => {
    expect(() => smallCloud({ resources: [anAlias('links', 'nobody')] })).toThrow(/links: its key nobody/);
  });
});

describe('links signed by KMS', () => {
  linkSignerContract(async () => {
    const { config } = await kmsOver([aKey('one'), aKey('two'), anAlias('links', 'one')]);
    return {
      signer: kmsLinkSigner(config, keyArn('one')),
      sameKey: kmsLinkSigner(config, 'alias/links'),
      otherKey: kmsLinkSigner(config, 'two'),
    };
  });

  it('cost no call for what cannot be a signature', async () => {
    const { cloud, config } = await kmsOver([aKey('one')]);

    expect(await kmsLinkSigner(config, 'one').verify('payload', 'nonsense')).toBe(false);

    expect(cloud.calls.counts.size).toBe(0);
  });

  it('are an error, not a no, when the key cannot be asked', async () => {
    const { config } = await kmsOver([]);
    const signer = kmsLinkSigner(config, 'nobody');

    await expect(signer.sign('payload')).rejects.toMatchObject({ name: 'Permanent' });
    await expect(signer.verify('payload', Buffer.alloc(32).toString('base64url'))).rejects.toMatchObject({
      name: 'Permanent',
    });
  });
});
