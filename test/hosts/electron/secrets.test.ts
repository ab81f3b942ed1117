import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSecrets } from '#hosts/electron/secrets.ts';
import { openHome } from '#services/app/home.ts';
import { isStoreError } from '#shared/errors.ts';
import { temporaryFolder } from '../../support/home.ts';

type Backend = 'basic_text' | 'gnome_libsecret' | 'unknown';

/** A key store: encrypts by a key of its own, which can be changed or taken away. */
class KeyStore {
  key = 'k1';
  available = true;
  broken = false;
  backend: Backend = 'gnome_libsecret';
  rotated = false;

  async isAsyncEncryptionAvailable() {
    return this.available;
  }
  async encryptStringAsync(text: string) {
    if (this.broken) throw new Error('the keyring is locked');
    return Buffer.from(`${this.key}:${Buffer.from(text).toString('hex')}`);
  }
  async decryptStringAsync(bytes: Buffer) {
    const [key, hex = ''] = bytes.toString().split(':');
    if (key !== this.key) throw new Error('another key');
    return { result: Buffer.from(hex, 'hex').toString(), shouldReEncrypt: this.rotated };
  }
  getSelectedStorageBackend() {
    return this.backend;
  }
}

describe('secrets', () => {
  it('survive a restart, and stand nowhere in the clear', async () => {
    const folder = temporaryFolder();
    const keyStore = new KeyStore();
    await openSecrets(keyStore, openHome(folder), 'darwin').store.set('s3', 'a very secret key');
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).not.toContain('secret key');
    const again = openSecrets(keyStore, openHome(folder), 'darwin');
    expect(await again.store.get('s3')).toBe('a very secret key');
    expect(again.level).toBe('encrypted');
  });

  it('are kept side by side and deleted one by one, also all at once', async () => {
    const { store } = openSecrets(new KeyStore(), openHome(temporaryFolder()), 'darwin');
    const names = ['a', 'b', 'c', 'd'];
    await Promise.all(names.map((name) => store.set(name, `${name}!`)));
    await Promise.all([store.delete('b'), store.delete('d')]);
    expect(await Promise.all(names.map((name) => store.get(name)))).toEqual(['a!', null, 'c!', null]);
  });

  it('live as long as the app where nothing can encrypt them', async () => {
    const folder = temporaryFolder();
    const keyStore = new KeyStore();
    keyStore.available = false;
    const secrets = openSecrets(keyStore, openHome(folder), 'linux');
    await secrets.store.set('s3', 'key');
    expect([await secrets.store.get('s3'), secrets.level]).toEqual(['key', 'session-only']);
    expect(await openSecrets(keyStore, openHome(folder), 'linux').store.get('s3')).toBeNull();
  });

  it('are said to be barely hidden on a Linux without a keyring', async () => {
    const keyStore = new KeyStore();
    keyStore.backend = 'basic_text';
    const secrets = openSecrets(keyStore, openHome(temporaryFolder()), 'linux');
    await secrets.opened;
    expect(secrets.level).toBe('basic');
  });

  it('do not hold up the app while the keyring waits to be unlocked', () => {
    const keyStore = new KeyStore();
    keyStore.isAsyncEncryptionAvailable = () => new Promise(() => undefined);
    expect(openSecrets(keyStore, openHome(temporaryFolder()), 'linux').level).toBe('session-only');
  });

  it('count as unknown once the system has another key', async () => {
    const keyStore = new KeyStore();
    const { store } = openSecrets(keyStore, openHome(temporaryFolder()), 'darwin');
    await store.set('s3', 'key');
    keyStore.key = 'k2';
    expect(await store.get('s3')).toBeNull();
  });

  it('are encrypted again when the key has been renewed', async () => {
    const folder = temporaryFolder();
    const keyStore = new KeyStore();
    const { store } = openSecrets(keyStore, openHome(folder), 'darwin');
    await store.set('s3', 'key');
    keyStore.rotated = true;
    const encrypt = keyStore.encryptStringAsync.bind(keyStore);
    let encrypted = 0;
    keyStore.encryptStringAsync = (text) => {
      encrypted += 1;
      return encrypt(text);
    };
    expect([await store.get('s3'), encrypted]).toEqual(['key', 1]);
  });

  it('are refused in words when they cannot be encrypted, and are not in the words', async () => {
    const keyStore = new KeyStore();
    keyStore.broken = true;
    const { store } = openSecrets(keyStore, openHome(temporaryFolder()), 'darwin');
    const error = await store.set('s3', 'key-in-the-clear').catch((thrown: unknown) => thrown);
    expect(isStoreError(error) && error.message).toMatch(/could not encrypt/);
    expect(JSON.stringify(error)).not.toContain('key-in-the-clear');
  });
});
