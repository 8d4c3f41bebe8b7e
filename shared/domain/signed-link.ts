/** What a link that acts without a login says: ids and a time, never a name, a number or words. */
export interface LinkClaims {
  /** The one thing that the link may do, e.g. `acknowledge`. */
  readonly purpose: string;
  /** What it does that to. */
  readonly id: string;
  /** Who the link was made for: whoever uses it acts as this person. */
  readonly actorId: string;
  readonly expiresAt: Date;
}

/** No token is longer, so that a text with a link in it stays within two parts. */
export const linkTokenMaxLength = 200;

/**
 * The claims as compact base64url text. The same claims always give the same text, and no two claims share one. Throws
 * `RangeError`, without the value, for what is no id or does not fit into a token: our own mistake.
 */
export function linkPayload(claims: LinkClaims): string {
  const { purpose, id, actorId, expiresAt } = claims;
  const at = expiresAt.getTime();
  const formed = { purpose: purposeForm.test(purpose), id: idForm.test(id), actorId: idForm.test(actorId) };
  for (const [field, isFormed] of Object.entries({ ...formed, expiresAt: at >= 0 && at < latestTime })) {
    if (!isFormed) throw new RangeError(`the ${field} of a link has another form`);
  }
  const payload = toBase64url([purpose, id, actorId, at.toString(36)].join(separator));
  if (payload.length > payloadMaxLength) throw new RangeError('the ids are too long for a link');
  return payload;
}

/** The claims of a payload; `undefined` for any other text. Whether to believe them, only the signature says. */
export function readLinkPayload(payload: string): LinkClaims | undefined {
  if (payload.length > payloadMaxLength) return undefined;
  const [purpose = '', id = '', actorId = '', at = '', ...more] = fromBase64url(payload).split(separator);
  const formed = purposeForm.test(purpose) && idForm.test(id) && idForm.test(actorId) && timeForm.test(at);
  if (!formed || more.length > 0) return undefined;
  const claims = { purpose, id, actorId, expiresAt: new Date(Number.parseInt(at, 36)) };
  // One spelling only: what we would not have written is not ours.
  return linkPayload(claims) === payload ? claims : undefined;
}

/** True from the instant `expiresAt` on. */
export const isExpired = ({ expiresAt }: Pick<LinkClaims, 'expiresAt'>, now: Date): boolean =>
  now.getTime() >= expiresAt.getTime();

/** What stands in the link: `<payload>.<signature>`, at most 200 characters, all of them safe in a URL's path. */
export const linkToken = (payload: string, signature: string): string => `${payload}.${signature}`;

/** Takes a token apart; `undefined` for what cannot be one. Verify the signature before you read the payload. */
export function partsOfLinkToken(token: string): { payload: string; signature: string } | undefined {
  const [payload = '', signature = '', ...more] = token.split('.');
  const fits = payload.length > 0 && payload.length <= payloadMaxLength && more.length === 0;
  return fits && isSignature(signature) ? { payload, signature } : undefined;
}

/** Whether a text could be a signature: 32 bytes in base64url, in their one canonical spelling. */
export const isSignature = (text: string): boolean => /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/.test(text);

const signatureLength = 43;
const payloadMaxLength = linkTokenMaxLength - signatureLength - 1;

/** Stands in no id, and nowhere in base64url. */
const separator = '.';
const purposeForm = /^[a-z]+(-[a-z]+)*$/;
/** Digits alone are no id: they might be a phone number. */
const idForm = /^(?=.*[A-Za-z])[A-Za-z0-9_-]+$/;
/** Milliseconds in base 36: eight characters until the year 2059. */
const timeForm = /^[0-9a-z]{1,8}$/;
const latestTime = 36 ** 8;

const toBase64url = (text: string): string =>
  btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** Empty for what is no base64url. */
function fromBase64url(text: string): string {
  if (!/^[A-Za-z0-9_-]+$/.test(text) || text.length % 4 === 1) return '';
  return atob(text.replaceAll('-', '+').replaceAll('_', '/'));
}
