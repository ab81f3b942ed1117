import { memorySecrets, type SecretStore } from '#services/app/secrets.ts';
import { environmentProxies } from '#services/network/proxies.ts';
import { StoreError } from '#shared/errors.ts';
import type { Host } from '../host.ts';

/**
 * The web host has no display of its own: what needs one is refused. Secrets live as long as the process, unless they
 * have a file.
 */
export function createWebHost(file?: SecretStore): Host {
  const unsupported = async (): Promise<never> => {
    throw new StoreError(
      'UNSUPPORTED',
      'This works in the desktop app only: a browser cannot reach the desktop.',
    );
  };
  return {
    kind: 'web',
    capabilities: {
      folderDialog: false,
      dropPath: false,
      reveal: false,
      openOutside: false,
      secrets: file ? 'file' : 'session-only',
    },
    secrets: file ?? memorySecrets(),
    systemProxy: environmentProxies(),
    pickFolder: unsupported,
    reveal: unsupported,
    openOutside: unsupported,
    // The browser itself asks before a page with unsaved edits is left.
    answerClose: () => undefined,
    setUnsaved: () => undefined,
  };
}
