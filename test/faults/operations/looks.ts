import { buffer } from 'node:stream/consumers';
import { hashOf } from '../journal.ts';
import { type Desk, nothing, type Operation } from '../operations.ts';

/** Reads a file. */
export function open({ services, store, stored }: Desk, key: string): Operation {
  return {
    kind: 'open',
    async run() {
      const { backend } = services.stores.reader(store);
      const facts = await backend.stat(key);
      const truth = stored(key);
      if (facts === null && truth !== null) throw new Error(`${key} is said not to be there.`);
      if (facts === null) return nothing;
      const { bytes } = await backend.readBytes(key);
      if (truth === null || Buffer.compare(bytes, truth) !== 0) {
        throw new Error(`${key} reads as ${bytes.length} bytes, and has ${truth?.length}.`);
      }
      return nothing;
    },
  };
}

/** Reads one of the versions of a file. */
export function lookAtHistory(desk: Desk, key: string): Operation {
  const { services, store, random } = desk;
  const at = random.next();
  return {
    kind: 'look at the history',
    async run() {
      const page = { cursor: null, limit: 1000 };
      const { versions, problem } = await services.history.timeline(store, key, page, {});
      const truth = desk.versions(key);
      if (problem === null && versions.length < truth.length) {
        throw new Error(`The history has ${versions.length} versions, and the bucket ${truth.length}.`);
      }
      const kept = versions.filter((version) => version.kept !== 'no' && version.size !== null);
      const version = kept[Math.floor(at * kept.length)];
      if (!version) return nothing;
      const { read, size } = await services.history.bytesOf(store, key, version.id, {});
      const hash = hashOf(await buffer(read()));
      const known = [version.hash, ...truth.map(({ bytes }) => bytes && hashOf(bytes))];
      if (!known.includes(hash)) throw new Error(`A version of ${size} bytes reads as something else.`);
      return nothing;
    },
  };
}

/** Lists all files. */
export function list({ services, store, keys: allKeys }: Desk): Operation {
  return {
    kind: 'list',
    async run() {
      const listed: string[] = [];
      let problems = 0;
      for await (const batch of services.stores.reader(store).backend.listAll('sessions')) {
        listed.push(...batch.entries.map((entry) => entry.key));
        problems += batch.problems.length;
      }
      const truth = allKeys();
      if (problems === 0 && listed.join('\n') !== truth.join('\n')) {
        throw new Error(`The listing has ${listed.length} files, and there are ${truth.length}.`);
      }
      return nothing;
    },
  };
}
