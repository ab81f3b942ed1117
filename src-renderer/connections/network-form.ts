import { type Network, usualNetwork } from '#shared/model/s3-location.ts';
import type { S3Form } from './s3-form.ts';

type Texts = Pick<S3Form, 'proxy' | 'proxyUrl' | 'caFile' | 'connectSeconds' | 'idleSeconds' | 'dualStack'>;

/** How a server is reached, for the form. */
export function networkTexts(network: Network): Texts {
  const { proxy, caFile, connectSeconds, idleSeconds, dualStack } = network;
  const named = proxy === 'system' || proxy === 'none';
  return {
    proxy: named ? proxy : 'own',
    proxyUrl: named ? '' : proxy,
    caFile: caFile ?? '',
    connectSeconds: String(connectSeconds),
    idleSeconds: String(idleSeconds),
    dualStack,
  };
}

/** How a server is reached, as the form says it. */
export function networkIn(form: S3Form): Network {
  return {
    proxy: form.proxy === 'own' ? form.proxyUrl.trim() : form.proxy,
    caFile: form.caFile.trim() || null,
    connectSeconds: Number(form.connectSeconds),
    idleSeconds: Number(form.idleSeconds),
    dualStack: form.preset === 'amazon' && form.dualStack,
  };
}

/** What is not as usual, in a few words, for the folded section. */
export function networkSummary(form: S3Form): string {
  const usual = networkTexts(usualNetwork);
  const words = [
    form.proxy === 'none' && 'no proxy',
    form.proxy === 'own' && 'a proxy',
    form.caFile.trim() !== '' && 'certificates of your own',
    form.connectSeconds !== usual.connectSeconds && `connect within ${form.connectSeconds} s`,
    form.idleSeconds !== usual.idleSeconds && `give up after ${form.idleSeconds} s`,
    form.preset === 'amazon' && form.dualStack && 'dual stack',
    form.checksums === 'always' && 'checksums always',
    form.checksums === 'when-required' && 'checksums only where required',
  ].filter((word) => word !== false);
  return words.length === 0 ? 'as usual' : words.join(', ');
}
