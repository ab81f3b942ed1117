import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { memorySecrets } from '#services/app/secrets.ts';
import { createServices, type Services } from '#services/index.ts';
import type { StorageBackend } from '#storage/backend.ts';

/** A fresh folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'agentflow-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** The app's services on a home of their own, with nothing kept of secrets after the test. */
export function temporaryServices(home = temporaryFolder(), secrets = memorySecrets()): Services {
  const services = createServices(home, secrets);
  onTestFinished(() => services.close());
  return services;
}

/** Opens a backend as a store of the services; answers its id. */
export async function openStore(
  services: Services,
  backend: StorageBackend,
  options: { readOnly?: boolean } = {},
): Promise<string> {
  const store = await services.stores.add({ kind: 'memory', content: 'empty' }, backend, {
    readOnly: options.readOnly ?? false,
  });
  return store.id;
}
