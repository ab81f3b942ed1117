import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

/** What a process asked the network for: `connect host:port`, `lookup name`, `send host:port`. */
export const contacts: string[] = [];

/**
 * Records every connection and lookup of this process from now on. Names below `.test` are this machine; nothing but
 * this machine is reached: a connection elsewhere is never answered.
 */
export function tap(): void {
  const here = { address: '127.0.0.1', family: 4 };
  const lookup = (name: string, ...others: unknown[]) => {
    contacts.push(`lookup ${name}`);
    const callback = others.at(-1) as (...answer: unknown[]) => void;
    const { all } = (others.length > 1 ? others[0] : {}) as dns.LookupOptions;
    const known = name === 'localhost' || name.endsWith('.test');
    const error = known
      ? null
      : Object.assign(new Error(name), { code: 'ENOTFOUND', syscall: 'getaddrinfo' });
    setImmediate(() => callback(error, ...(all ? [[here]] : [here.address, here.family])));
  };
  const record = (what: string) => () => void contacts.push(`resolve by ${what}`);
  Object.assign(dns, { lookup, resolve: record('resolve'), resolve4: record('resolve4') });
  Object.assign(dns.promises, {
    lookup: (name: string, options: dns.LookupOptions = {}) =>
      new Promise((resolve, reject) => {
        lookup(name, { ...options, all: true }, (error: Error | null) => {
          if (error) reject(error);
          else resolve(options.all ? [here] : here);
        });
      }),
  });
  syncBuiltinESMExports();

  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function (this: net.Socket, ...given: unknown[]) {
    const [first] = given.flat();
    const { host = 'localhost', port, path } = first as { host?: string; port?: number; path?: string };
    if (path) contacts.push(`connect ${path}`);
    else contacts.push(`connect ${host}:${port}`);
    // Of a name, the lookup above knows whether it is this machine.
    return host === '127.0.0.1' || net.isIP(host) === 0 ? Reflect.apply(connect, this, given) : this;
  } as typeof connect;
  const { send } = dgram.Socket.prototype;
  dgram.Socket.prototype.send = function (this: dgram.Socket, ...given: unknown[]) {
    contacts.push(
      `send ${given
        .filter((part) => typeof part !== 'function')
        .slice(-2)
        .join(':')}`,
    );
    return Reflect.apply(send, this, given);
  } as typeof send;
}
