import { Socket } from 'node:net';

/**
 * Refuses every connection of this process that leaves the machine, except to the hosts named: a client that missed
 * its local endpoint must fail here, not reach AWS with somebody's credentials. Returns what takes the guard off.
 */
export function guardOutbound({ allow = [] }: { readonly allow?: readonly string[] } = {}): () => void {
  const connect = Socket.prototype.connect;
  const guarded = function (this: Socket, ...args: unknown[]): Socket {
    const host = hostOf(args);
    if (host === undefined || isThisMachine(host) || allow.includes(host)) {
      return Reflect.apply(connect, this, args) as Socket;
    }
    const error = new Error(
      `The embedded cloud does not connect to ${host}: only addresses of this machine are allowed.`,
    );
    process.nextTick(() => this.destroy(error));
    return this;
  };
  Socket.prototype.connect = guarded;
  return () => {
    Socket.prototype.connect = connect;
  };
}

/** `connect(options)`, `connect(port, host)` or `connect(path)`; node itself calls it with `[options, callback]`. */
function hostOf(args: readonly unknown[]): string | undefined {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  if (typeof first === 'object' && first !== null) {
    const { host, path } = first as { host?: string; path?: string };
    return path === undefined ? (host ?? 'localhost') : undefined;
  }
  if (typeof first === 'number') return typeof second === 'string' ? second : 'localhost';
  return undefined;
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
