import { isIP } from 'node:net';
import { StoreError } from '#shared/errors.ts';
import type { Mend } from '#shared/model/mend.ts';
import { orCancelled } from '#storage/cancelling.ts';
import { hostLookup } from '../../network/lookup.ts';
import { type Finding, passed, type Step } from '../finding.ts';
import type { Trial } from '../trial.ts';

/** Looks up the host that requests go to. */
export const nameStep: Step = { name: 'name', needs: [], run: findHost };

async function findHost(trial: Trial): Promise<Finding> {
  const url = await trial.address();
  const proxy = await trial.proxyFor(url);
  // The proxy looks up the name of the server, and only its own matters here.
  const { hostname } = proxy === null ? url : new URL(proxy);
  if (isIP(bare(hostname)) !== 0)
    return passed(`${proxy === null ? 'It' : 'The proxy'} is named by its address.`, hostname);
  try {
    const found = await resolve(hostname, trial);
    const [first = '', ...more] = [...new Set(found)];
    const others = more.length > 0 ? ` and ${more.length} more` : '';
    return passed(`${proxy === null ? 'Found' : 'The proxy was found:'} ${first}${others}.`, hostname);
  } catch (error) {
    const { code = 'Error' } = error as NodeJS.ErrnoException;
    if (!/^E[A-Z_]+$/.test(code)) throw error;
    const unknown = code === 'ENOTFOUND';
    return {
      outcome: 'failed',
      message: unknown
        ? 'No server of this name is known.'
        : 'Names cannot be looked up at the moment. Check the network, and a VPN that may be needed.',
      subject: hostname,
      raw: code,
      mends: unknown ? await mendsOf(hostname, trial, proxy) : [],
    };
  }
}

async function mendsOf(hostname: string, trial: Trial, proxy: string | null): Promise<Mend[]> {
  if (proxy !== null) {
    const why = 'This is the proxy on the way. Check it, or use none.';
    return [{ kind: 'set', field: 'proxy', value: null, why }];
  }
  const { endpoint, region, pathStyle } = trial.location;
  if (endpoint === null) {
    const why = `Check the region: Amazon has no server for “${region}”.`;
    return [{ kind: 'set', field: 'region', value: null, why }];
  }
  const plain = (await trial.addressWith({ pathStyle: true })).hostname;
  const known = !pathStyle && plain !== hostname && (await isKnown(plain, trial));
  if (known) {
    const why = `“${plain}” is known; the bucket’s name in front of it is not. With path style it stands in the path instead.`;
    return [{ kind: 'set', field: 'pathStyle', value: true, why }];
  }
  const why = 'Check the endpoint for a slip of the pen. A name of an office network may need its VPN.';
  return [{ kind: 'set', field: 'endpoint', value: null, why }];
}

async function isKnown(hostname: string, trial: Trial): Promise<boolean> {
  if (isIP(bare(hostname)) !== 0) return true;
  return resolve(hostname, trial).then(
    () => true,
    (error: unknown) => {
      if (error instanceof StoreError) throw error;
      return false;
    },
  );
}

async function resolve(hostname: string, { options }: Trial): Promise<string[]> {
  const found = new Promise<string[]>((answer, fail) =>
    hostLookup(hostname, { all: true }, (error, addresses) => {
      if (error) fail(error);
      else answer([addresses].flat().map((each) => (typeof each === 'string' ? each : each.address)));
    }),
  );
  return orCancelled(found, options.signal, hostname);
}

/** An IPv6 address stands in brackets in a URL. */
function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}
