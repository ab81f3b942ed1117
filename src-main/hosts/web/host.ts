import { memorySecrets } from '#services/app/secrets.ts';
import { environmentProxies } from '#services/network/proxies.ts';
import { StoreError } from '#shared/errors.ts';
import type { Host } from '../host.ts';

/** The web host has no display of its own: what needs one is refused, and secrets live as long as the process. */
export function createWebHost(): Host {
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
      secrets: 'session-only',
    },
    secrets: memorySecrets(),
    systemProxy: environmentProxies(),
    pickFolder: unsupported,
    reveal: unsupported,
    openOutside: unsupported,
    // The browser itself asks before a page with unsaved edits is left.
    answerClose: () => undefined,
    setUnsaved: () => undefined,
  };
}
