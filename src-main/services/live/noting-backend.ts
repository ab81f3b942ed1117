import type { StorageBackend } from '#storage/backend.ts';
import type { OwnWrites } from './own-writes.ts';

/** A store whose writes and deletes are noted as this app's own; in all else it is the store that it is made of. */
export function noting(backend: StorageBackend, own: OwnWrites, store: string): StorageBackend {
  const changes: Partial<StorageBackend> = {
    write: (key, ...rest) => own.during(store, key, () => backend.write(key, ...rest), written),
    writeBytes: (key, ...rest) => own.during(store, key, () => backend.writeBytes(key, ...rest), written),
    delete: (key, ...rest) => own.during(store, key, () => backend.delete(key, ...rest), deleted),
  };
  return new Proxy(backend, {
    get(target, name) {
      const member = Reflect.get(name in changes ? changes : target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

const written = <T>(result: T) => result;
const deleted = () => null;
