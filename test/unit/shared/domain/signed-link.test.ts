import * as fc from 'fast-check';
import {
  isExpired,
  isSignature,
  linkPayload,
  linkToken,
  linkTokenMaxLength,
  partsOfLinkToken,
  readLinkPayload,
  type LinkClaims,
} from '#shared/domain/signed-link';

const claims: LinkClaims = {
  purpose: 'acknowledge',
  id: 'x-01hzy3k9-c001',
  actorId: 'm-01hzy3k9',
  expiresAt: new Date('2026-11-27T09:00:00.000Z'),
};
const signature = `${'a'.repeat(42)}A`;

const anId = fc.stringMatching(/^[a-z]-[A-Za-z0-9_-]{1,36}$/);
const someClaims: fc.Arbitrary<LinkClaims> = fc.record({
  purpose: fc.constantFrom('acknowledge', 'stand-down', 'swap', 'unsubscribe'),
  id: anId,
  actorId: anId,
  expiresAt: fc.date({ min: new Date(0), max: new Date('2059-01-01'), noInvalidDate: true }),
});

describe('the payload of a link', () => {
  it('is what was put into it', () => {
    fc.assert(
      fc.property(someClaims, (some) => {
        const payload = linkPayload(some);

        expect(payload).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(readLinkPayload(payload)).toEqual(some);
        expect(linkToken(payload, signature).length).toBeLessThanOrEqual(linkTokenMaxLength);
      }),
    );
  });

  it('differs where any of the claims differs', () => {
    fc.assert(
      fc.property(someClaims, someClaims, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);

        expect(linkPayload(one) === linkPayload(other)).toBe(same);
      }),
    );
  });

  it('is nothing for any other text, and never an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const read = readLinkPayload(text);

        expect(read === undefined || linkPayload(read) === text).toBe(true);
      }),
    );
  });

  it.each([
    ['empty', ''],
    ['not base64url', 'a+b/c='],
    ['cut', linkPayload(claims).slice(0, -1)],
    ['with something added', `${linkPayload(claims)}AAAA`],
    ['with a field too few', encoded('acknowledge.x-1.m-1')],
    ['with a field too many', encoded('acknowledge.x-1.m-1.abc.def')],
    ['with a phone number for an id', encoded('acknowledge.12025550101.m-1.abc')],
    ['with a time of another spelling', encoded('acknowledge.x-1.m-1.0abc')],
    ['with a time that is none', encoded('acknowledge.x-1.m-1.-abc')],
    ['spelled otherwise with the same bytes', `${encoded('swap.x-1.m-1.a').slice(0, -1)}R`],
    ['too long', encoded(`acknowledge.x-${'1'.repeat(200)}.m-1.abc`)],
  ])('is not read from one that is %s', (_what, payload) => {
    expect(readLinkPayload(payload)).toBeUndefined();
  });

  it.each<[string, Partial<LinkClaims>]>([
    ['a purpose that is no word', { purpose: 'Do it' }],
    ['a phone number for an id', { id: '+12025550101' }],
    ['digits for an id', { id: '12025550101' }],
    ['a name for an actor', { actorId: 'Robin Doe' }],
    ['a time that is none', { expiresAt: new Date(Number.NaN) }],
    ['a time before 1970', { expiresAt: new Date(-1) }],
    ['ids that are too long', { id: `t-${'a'.repeat(140)}` }],
  ])('is not made of %s, and the error does not repeat it', (_what, wrong) => {
    const make = () => linkPayload({ ...claims, ...wrong });

    expect(make).toThrow(RangeError);
    expect(make).not.toThrow(/2025550101|Robin|aaaa/);
  });
});

describe('the token of a link', () => {
  it('is taken apart as it was put together', () => {
    const payload = linkPayload(claims);

    expect(partsOfLinkToken(linkToken(payload, signature))).toEqual({ payload, signature });
  });

  it.each([
    ['no signature', linkPayload(claims)],
    ['no payload', `.${signature}`],
    ['a signature that cannot be one', `abc.${'a'.repeat(43)}`],
    ['three parts', `abc.${signature}.${signature}`],
    ['more than fits', `${'a'.repeat(157)}.${signature}`],
  ])('is none with %s', (_what, token) => {
    expect(partsOfLinkToken(token)).toBeUndefined();
  });

  it('takes only the canonical spelling of 32 bytes for a signature', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 30, maxLength: 34 }), (bytes) => {
        expect(isSignature(Buffer.from(bytes).toString('base64url'))).toBe(bytes.length === 32);
      }),
    );
    expect(isSignature(`${'a'.repeat(42)}B`)).toBe(false);
  });
});

describe('isExpired', () => {
  it.each([
    ['a moment before', -1, false],
    ['at the moment', 0, true],
    ['a moment after', 1, true],
  ])('is asked %s', (_what, milliseconds, expired) => {
    expect(isExpired(claims, new Date(claims.expiresAt.getTime() + milliseconds))).toBe(expired);
  });
});

function encoded(text: string): string {
  return Buffer.from(text).toString('base64url');
}
