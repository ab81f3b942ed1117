import { X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { isStoreError, StoreError } from '#shared/errors.ts';
import { orCancelled } from '#storage/cancelling.ts';

/** Milliseconds that a disk has to answer. */
const patience = 5_000;

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
  const text = await orCancelled(textOf(path), AbortSignal.timeout(patience), path).catch(
    (error: unknown) => {
      throw isStoreError(error, 'INVALID') ? error : unusable(path, whyUnread(error), error);
    },
  );
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

/** Asks what it is first: a pipe never ends, and something large would be read whole. */
async function textOf(path: string): Promise<string> {
  const about = await stat(path);
  if (about.isDirectory()) throw unusable(path, 'it is a folder');
  if (!about.isFile()) throw unusable(path, 'it is no file');
  if (about.size > maxBytes) throw unusable(path, 'it is too large to be a list of certificates');
  return readFile(path, 'utf8');
}

function whyUnread(error: unknown): string {
  const { code = '' } = error as NodeJS.ErrnoException;
  const known: Record<string, string> = {
    ENOENT: 'there is no such file',
    EACCES: 'it may not be read',
    EPERM: 'it may not be read',
    CANCELLED: 'its disk does not answer',
  };
  return known[code] ?? 'it cannot be read';
}

function unusable(path: string, why: string, error?: unknown): StoreError {
  const message = `The certificates in “${path}” cannot be used: ${why}. Choose another file in the connection's network settings.`;
  const cause = (error as NodeJS.ErrnoException | undefined)?.code;
  return new StoreError('INVALID', message, { where: path, ...(cause === undefined ? {} : { cause }) });
}
