import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { StoreError } from '#shared/errors.ts';

/** No list of certificates is larger; what is, is something else, and is not read. */
const maxBytes = 8 * 1024 * 1024;

/**
 * Whose certificates are trusted: those of Node and of the system, and those in a PEM file. Rejects `INVALID` where the
 * file cannot be read or holds none.
 */
export async function trusted(caFile: string | null): Promise<SecureContext> {
  if (caFile === null) return usually();
  const own = await certificatesIn(caFile);
  return createSecureContext({ ca: [...usualCertificates(), ...own] });
}

/** Made once: it takes a tenth of a second. */
const usually = once(() => createSecureContext({ ca: usualCertificates() }));

function usualCertificates(): string[] {
  return [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

async function certificatesIn(path: string): Promise<string[]> {
  const text = await readFile(path, { encoding: 'utf8', signal: AbortSignal.timeout(5_000) }).catch(
    (error: unknown) => {
      throw unusable(path, whyUnread(error), error);
    },
  );
  if (text.length > maxBytes) throw unusable(path, 'it is too large to be a list of certificates');
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) {
    const why = text.includes('PRIVATE KEY-----')
      ? 'it holds a private key and no certificate'
      : 'it holds no certificate in PEM form, which begins with “-----BEGIN CERTIFICATE-----”';
    throw unusable(path, why);
  }
  for (const [index, block] of blocks.entries()) {
    try {
      new X509Certificate(block);
    } catch (error) {
      throw unusable(path, `certificate ${index + 1} of ${blocks.length} in it is damaged`, error);
    }
  }
  return blocks;
}

function whyUnread(error: unknown): string {
  const { code = '', name = '' } = error as NodeJS.ErrnoException;
  const known: Record<string, string> = {
    ENOENT: 'there is no such file',
    EACCES: 'it may not be read',
    EPERM: 'it may not be read',
    EISDIR: 'it is a folder',
  };
  return (
    known[code] ??
    (name === 'AbortError' || name === 'TimeoutError' ? 'its disk does not answer' : 'it cannot be read')
  );
}

function unusable(path: string, why: string, error?: unknown): StoreError {
  const message = `The certificates in “${path}” cannot be used: ${why}. Choose another file in the connection's network settings.`;
  const cause = (error as NodeJS.ErrnoException | undefined)?.code;
  return new StoreError('INVALID', message, { where: path, ...(cause === undefined ? {} : { cause }) });
}
