import { AwsError } from '../aws-error.ts';

/** `Ana <ana@example.org>` or `ana@example.org`, taken apart. */
export function parseAddress(text: string): Address {
  const [, name, inBrackets] = /^\s*"?([^"<]*?)"?\s*<([^<>]*)>\s*$/.exec(text) ?? [];
  const email = (inBrackets ?? text).trim();
  const at = email.lastIndexOf('@');
  return {
    email,
    name: name ?? '',
    local: email.slice(0, Math.max(at, 0)),
    domain: email.slice(at + 1).toLowerCase(),
  };
}

/** Refuses what SES cannot send to or from. The address stays out of the message: errors end in logs. */
export function checkAddress(text: string, member: string): Address {
  const address = parseAddress(text);
  const problem = problemOf(address);
  if (problem === undefined) return address;
  throw new AwsError('BadRequestException', `${member}: ${problem}`);
}

/** The addresses in a header such as `To`, which a comma inside quotes does not end. */
export function splitAddresses(header: string): string[] {
  return (header.match(/(?:"[^"]*"|[^,])+/g) ?? []).map((one) => one.trim()).filter((one) => one !== '');
}

export interface Address {
  readonly email: string;
  readonly name: string;
  readonly local: string;
  /** Lower case. */
  readonly domain: string;
}

function problemOf({ email, local, domain }: Address): string | undefined {
  if (!email.includes('@')) return "Missing final '@domain'";
  if (local === '' || /\s/.test(local)) return 'Local address contains control or whitespace';
  // oxlint-disable-next-line no-control-regex -- ASCII is the point: SES takes no 8-bit local parts
  if (!/^[\u0021-\u007e]+$/.test(local)) return 'Local address contains non-ASCII characters';
  if (!/^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)) return 'Domain contains illegal character';
  return email.length > 320 ? 'Address is longer than 320 characters' : undefined;
}
