import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { Services } from '#services/index.ts';
import type { Random } from '../support/random.ts';

/** A person at work on a store, and what lies in it as nobody but the test can see. */
export interface Desk {
  readonly services: Services;
  readonly store: string;
  readonly random: Random;
  /** The file as the server has it; null where it has none. */
  stored(key: string): Buffer | null;
  keys(): readonly string[];
  /** Somebody else writes. */
  intrude(key: string, text: string): void;
  /** A first part of an operation was said to be done, and the file holds what it should; the rest may fail. */
  acknowledged(key: string): void;
}

/** What a person tries. */
export interface Operation {
  readonly name: string;
  /** The file that it changes, if it changes one. */
  readonly key: string | null;
  /**
   * Does it. What is returned is what has to be there then: bytes, or null for no file. Rejects with another error than
   * a StoreError where something else is wrong.
   */
  run(): Promise<Buffer | null>;
  /** What it may leave there when it fails, besides what was there before; left out: any text of the file. */
  readonly leaves?: readonly (Buffer | null)[];
}

const keys = Array.from({ length: 6 }, (_, n) => `sessions/s${n % 3}/default/node${n}_summary.md`);
/** Above the size from which uploads go in parts. */
const large = 9 * 1024 * 1024;

/** The next thing to do, drawn by chance. */
export function nextOperation(desk: Desk): Operation {
  const { random } = desk;
  const key = random.pick(keys);
  const there = desk.stored(key) !== null;
  const draw = random.below(100);
  if (draw < 40) return there ? save(desk, key) : create(desk, key);
  if (draw < 52) return there ? remove(desk, key) : create(desk, key);
  if (draw < 62) return there ? restore(desk, key) : create(desk, key);
  if (draw < 70) return upload(desk, key, random.between(1, 100_000));
  if (draw < 72) return upload(desk, key, large);
  if (draw < 80) return removeAndUndo(desk, key);
  if (draw < 90) return open(desk, key);
  return list(desk);
}

function textOf({ random }: Desk): string {
  return `mine ${random.below(1e9)}\n`.repeat(random.between(1, 40));
}

function save(desk: Desk, key: string): Operation {
  const { services, store, random } = desk;
  const [text, intrudes] = [textOf(desk), random.chance(0.15)];
  return {
    name: intrudes ? 'save over somebody else’s' : 'save',
    key,
    leaves: [Buffer.from(text)],
    async run() {
      const { version } = await services.documents.open(store, key, {});
      if (intrudes) desk.intrude(key, `theirs ${random.below(1e9)}\n`);
      await services.documents.save(store, key, { base: version, text, saveId: randomUUID() }, {});
      if (intrudes) throw new Error('A save went through over what somebody else wrote.');
      return Buffer.from(text);
    },
  };
}

function create(desk: Desk, key: string): Operation {
  const { services, store } = desk;
  const text = textOf(desk);
  return {
    name: 'create',
    key,
    leaves: [Buffer.from(text)],
    async run() {
      await services.documents.save(store, key, { base: null, text, saveId: randomUUID() }, {});
      return Buffer.from(text);
    },
  };
}

async function removeNow({ services, store }: Desk, key: string): Promise<string> {
  let id = '';
  for await (const step of services.deletion.run(store, { kind: 'files', keys: [key] }, {})) {
    if (step.kind === 'done') id = step.deleted.id;
  }
  return id;
}

function remove(desk: Desk, key: string): Operation {
  return {
    name: 'delete',
    key,
    leaves: [null],
    async run() {
      await removeNow(desk, key);
      return null;
    },
  };
}

function removeAndUndo(desk: Desk, key: string): Operation {
  return {
    name: 'delete and undo',
    key,
    leaves: [null, desk.stored(key)],
    async run() {
      const before = desk.stored(key);
      const id = await removeNow(desk, key);
      if (desk.stored(key) !== null) throw new Error(`${key} is said to be deleted, and is there.`);
      desk.acknowledged(key);
      const { kept } = await desk.services.deletion.undo(id, {});
      if (kept.length > 0) throw new Error(`${key} was not put back, and nothing is in its place.`);
      return before;
    },
  };
}

function restore(desk: Desk, key: string): Operation {
  const { services, store, random } = desk;
  const at = random.next();
  return {
    name: 'restore',
    key,
    async run() {
      const { versions } = await services.history.timeline(store, key, { cursor: null, limit: 50 }, {});
      const kept = versions.filter((version) => version.kept === 'home' && version.size !== null);
      const version = kept[Math.floor(at * kept.length)];
      const base = (await services.documents.open(store, key, {})).version;
      if (!version) return desk.stored(key);
      const wanted = await services.history.bytesOf(store, key, version.id, {});
      const saveId = randomUUID();
      await services.history.restore(store, key, { id: version.id, base, saveId });
      return buffer(wanted.read());
    },
  };
}

function upload(desk: Desk, key: string, size: number): Operation {
  const { services, store, random } = desk;
  const piece = Buffer.alloc(Math.min(size, 64 * 1024), `upload ${random.below(1e9)} `);
  const bytes = Buffer.concat(Array.from({ length: Math.ceil(size / piece.length) }, () => piece)).subarray(
    0,
    size,
  );
  const name = size === large ? 'upload in parts' : 'upload';
  return {
    name,
    key,
    leaves: [bytes],
    async run() {
      const { backend } = services.stores.writer(store, 'upload');
      const there = await backend.stat(key);
      const condition = there?.version ? { ifVersion: there.version } : ({ ifAbsent: true } as const);
      await backend.writeBytes(key, piecesOf(bytes), { ...condition, contentType: 'text/plain' });
      return bytes;
    },
  };
}

async function* piecesOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1024 * 1024) yield bytes.subarray(at, at + 1024 * 1024);
}

function open({ services, store, stored }: Desk, key: string): Operation {
  return {
    name: 'open',
    key: null,
    async run() {
      const { backend } = services.stores.reader(store);
      const facts = await backend.stat(key);
      const truth = stored(key);
      if (facts === null && truth !== null) throw new Error(`${key} is said not to be there.`);
      if (facts === null) return null;
      const { bytes } = await backend.readBytes(key);
      if (truth === null || Buffer.compare(bytes, truth) !== 0) {
        throw new Error(`${key} reads as ${bytes.length} bytes, and has ${truth?.length}.`);
      }
      return null;
    },
  };
}

function list({ services, store, keys: allKeys }: Desk): Operation {
  return {
    name: 'list',
    key: null,
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
      return null;
    },
  };
}
