import type { SafeStorage } from 'electron';
import { z } from 'zod';
import type { Home } from '#services/app/home.ts';
import { memorySecrets, type SecretStore } from '#services/app/secrets.ts';
import { StoreError } from '#shared/errors.ts';
import type { HostCapabilities } from '#shared/model/app.ts';

const file = 'secrets.json';
/** By name, base64 of what the system encrypted. */
const fileSchema = z.record(z.string(), z.base64());

type Encryption = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

/** Secrets, and what they survive. */
export interface Secrets {
  readonly store: SecretStore;
  /** `session-only` until the key store has answered. */
  readonly level: HostCapabilities['secrets'];
  /** When the key store has answered. It may ask the user to unlock it first, so nothing should wait for it. */
  readonly opened: Promise<unknown>;
}

/**
 * Secrets encrypted by the system's key store, in the app's home. Without a key store they live as long as
 * the app; a Linux without a keyring has `basic_text`, which only hides them, and that is said. After `ready`.
 */
export function openSecrets(
  encryption: Encryption,
  home: Home,
  platform: NodeJS.Platform = process.platform,
): Secrets {
  let level: HostCapabilities['secrets'] = 'session-only';
  const open = async (): Promise<SecretStore> => {
    if (!(await encryption.isAsyncEncryptionAvailable())) return memorySecrets();
    const basic = platform === 'linux' && encryption.getSelectedStorageBackend() === 'basic_text';
    level = basic ? 'basic' : 'encrypted';
    return new EncryptedSecrets(encryption, home);
  };
  const opened = open().catch(memorySecrets);
  return {
    opened,
    get level() {
      return level;
    },
    store: {
      get: async (name) => (await opened).get(name),
      set: async (name, value) => (await opened).set(name, value),
      delete: async (name) => (await opened).delete(name),
    },
  };
}

class EncryptedSecrets implements SecretStore {
  readonly #encryption: Encryption;
  readonly #home: Home;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(encryption: Encryption, home: Home) {
    this.#encryption = encryption;
    this.#home = home;
  }

  async get(name: string): Promise<string | null> {
    const encrypted = (await this.#read())[name];
    if (encrypted === undefined) return null;
    try {
      const { result, shouldReEncrypt } = await this.#encryption.decryptStringAsync(
        Buffer.from(encrypted, 'base64'),
      );
      if (shouldReEncrypt) await this.set(name, result);
      return result;
    } catch {
      // Made by another user or key store: it cannot be read ever again, so it has to be asked for.
      return null;
    }
  }

  async set(name: string, value: string): Promise<void> {
    const encrypted = await this.#encrypt(value);
    await this.#change((secrets) => ({ ...secrets, [name]: encrypted }));
  }

  delete(name: string): Promise<void> {
    return this.#change(({ [name]: _, ...rest }) => rest);
  }

  async #encrypt(value: string): Promise<string> {
    try {
      return (await this.#encryption.encryptStringAsync(value)).toString('base64');
    } catch (error) {
      throw new StoreError(
        'INTERNAL',
        'The system could not encrypt the keys, so they were not kept.',
        {},
        { cause: error },
      );
    }
  }

  #read(): Promise<Record<string, string>> {
    return this.#home.readJson(file, fileSchema, {});
  }

  #change(change: (secrets: Record<string, string>) => Record<string, string>): Promise<void> {
    const result = this.#writing.then(async () => this.#home.writeJson(file, change(await this.#read())));
    this.#writing = result.catch(() => undefined);
    return result;
  }
}
