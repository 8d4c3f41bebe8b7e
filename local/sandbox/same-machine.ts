import type { IncomingMessage } from 'node:http';

/**
 * Whether a request comes from a page of this very server, or from no page at all (curl, the address bar). A name that
 * somebody pointed at 127.0.0.1 (DNS rebinding) and a page of another origin (cross-site request) are refused.
 */
export function isFromThisMachine({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  const { host, origin } = headers;
  if (host === undefined || !isLoopback(host)) return false;
  return origin === undefined || origin === `http://${host}`;
}

function isLoopback(host: string): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return name === 'localhost' || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name);
}
