import * as fc from 'fast-check';
import { memoryLinkSigner } from '#shared/adapters/memory/link-signer';
import { linkPayload, linkToken } from '#shared/domain/signed-link';
import { linkWriter } from '#shared/steps/link-writer';
import { readLink } from '#shared/steps/read-link';
import { hoursLater } from '#test/support/builders';
import { testClock } from '#test/support/test-clock';

const signer = memoryLinkSigner();
const clock = testClock();
const claims = {
  purpose: 'offer',
  id: 'o-anaben-1',
  actorId: 'm-dana01',
  expiresAt: hoursLater(48),
} as const;
const tokenOf = async (given: Parameters<typeof linkPayload>[0], by = signer): Promise<string> =>
  linkToken(linkPayload(given), await by.sign(linkPayload(given)));

it('reads what our link writer wrote', async () => {
  const link = await linkWriter(signer, 'https://example.org/').write(claims);

  const reading = await readLink({ signer, clock }, link.replace('https://example.org/l/', ''));

  expect(reading).toEqual({ outcome: 'good', purpose: 'offer', id: 'o-anaben-1', actorId: 'm-dana01' });
});

it('is good until its moment, and expired from it on', async () => {
  const token = await tokenOf(claims);

  expect(await readLink({ signer, clock: testClock(hoursLater(47.9)) }, token)).toMatchObject({
    outcome: 'good',
  });
  expect(await readLink({ signer, clock: testClock(hoursLater(48)) }, token)).toEqual({
    outcome: 'expired',
    purpose: 'offer',
  });
});

it('never says "expired" of what we did not sign', async () => {
  const token = await tokenOf({ ...claims, expiresAt: hoursLater(-1) }, memoryLinkSigner());

  expect(await readLink({ signer, clock }, token)).toEqual({ outcome: 'invalid' });
});

it('knows no purpose but ours, however well it is signed', async () => {
  const token = await tokenOf({ ...claims, purpose: 'everything' });

  expect(await readLink({ signer, clock }, token)).toEqual({ outcome: 'invalid' });
});

it('takes no token that was changed anywhere', async () => {
  const token = await tokenOf(claims);
  await fc.assert(
    fc.asyncProperty(fc.nat(token.length - 1), fc.constantFrom(...'AZaz09-_.'), async (at, character) => {
      fc.pre(token[at] !== character);
      const changed = token.slice(0, at) + character + token.slice(at + 1);

      expect(await readLink({ signer, clock }, changed)).toEqual({ outcome: 'invalid' });
    }),
  );
});
