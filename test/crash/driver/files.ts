import { randomUUID } from 'node:crypto';
import type { DraftBase } from './draft-model.ts';
import type { FileModel, State } from './file-model.ts';
import { type Client, Died, type Host, isRefusal } from './host.ts';
import { hashOf, nameOf, type World } from './world.ts';

/** Files as one window of an app opens and changes them. */
export class Files {
  readonly #world: World;
  readonly #host: Host;
  /** Texts that were shown; they are in the history once a later change is. */
  #shown: { readonly file: FileModel; readonly text: string; readonly at: number }[] = [];

  constructor(world: World, host: Host) {
    this.#world = world;
    this.#host = host;
  }

  /** What is there: its version and text, or that there is none. */
  async open(file: FileModel): Promise<DraftBase> {
    const world = this.#world;
    try {
      const { version, text } = await this.#host.call((client) =>
        client.documents.open({ store: this.#host.store, key: file.key }),
      );
      const hash = hashIn(version);
      if (!file.texts.has(hash) || (text !== null && hashOf(text) !== hash)) {
        throw world.loss(`A text was shown that nobody has written: ${text?.slice(0, 200)}`, file);
      }
      this.#shown.push({ file, text: hash, at: world.now() });
      world.step(`${nameOf(file)}: ${this.#host.name} shows ${world.label(hash)}`);
      return { version, text: text ?? '' };
    } catch (error) {
      if (isRefusal(error) && error.code === 'NOT_FOUND') return { version: null, text: '' };
      throw error;
    }
  }

  /** Saves over a version; answers the new version, undefined where it was refused. */
  async save(
    file: FileModel,
    base: string | null,
    text: string,
    draft: { window: string; id: string; seq: number } | null = null,
  ): Promise<string | undefined> {
    const world = this.#world;
    const hash = this.name(file, text);
    const over = base === null ? null : hashIn(base);
    const what = `saves ${world.label(hash)} over ${world.label(over)}`;
    const saved = await this.#change(file, what, [hash], (client) =>
      client.documents.save({
        store: this.#host.store,
        key: file.key,
        base,
        text,
        saveId: randomUUID(),
        draft,
      }),
    );
    if (!saved) return undefined;
    world.counts.saves += 1;
    file.isKnown(hash);
    if (over !== null && file.texts.has(over)) file.isKnown(over);
    return saved.version;
  }

  async delete(file: FileModel): Promise<void> {
    await this.#change(file, 'deletes it', [null], async (client) => {
      const target = { kind: 'files' as const, keys: [file.key] };
      for await (const _ of await client.deletion.run({ store: this.#host.store, target }));
    });
  }

  /** Brings back what was deleted last of a file; false where nothing was. */
  async undo(file: FileModel): Promise<boolean> {
    const name = file.key.slice(file.key.lastIndexOf('/') + 1);
    const deleted = await this.#host.call((client) => client.deletion.list({ store: this.#host.store }));
    const last = deleted.find(({ what }) => what === name);
    if (!last) return false;
    await this.#change(file, 'undoes a deletion', [...file.texts], (client) =>
      client.deletion.undo({ id: last.id }),
    );
    return true;
  }

  /** Writes an earlier version again. */
  async restore(file: FileModel): Promise<void> {
    const { random } = this.#world;
    const { version: base } = await this.open(file);
    const store = this.#host.store;
    const { versions } = await this.#host.call((client) =>
      client.history.timeline({ store, key: file.key, cursor: null, limit: 50 }),
    );
    const kept = versions.filter((version) => version.kept === 'home' && version.hash !== null);
    if (kept.length === 0) return;
    const { id, hash } = random.pick(kept);
    await this.#change(file, `restores ${this.#world.label(hash)}`, [hash], (client) =>
      client.history.restore({ store, key: file.key, id, base, saveId: randomUUID() }),
    );
  }

  /** Makes a call that changes a file, and notes what is known of it from then on; null where it was refused. */
  async #change<T>(
    file: FileModel,
    what: string,
    results: readonly State[],
    work: (client: Client) => Promise<T>,
  ): Promise<T | null> {
    const world = this.#world;
    const name = `${nameOf(file)}: ${this.#host.name} ${what}`;
    const started = world.now();
    const operation = file.begin(`${this.#host.name} ${what}`, started, ...results);
    world.step(`${name} …`);
    const end = (outcome: 'done' | 'refused' | 'unknown', why = '') => {
      file.end(operation, world.now(), outcome);
      world.step(`${name}: ${outcome} ${why}`);
    };
    try {
      const outcome = await this.#host.call(work);
      end('done');
      this.#settleShown(started);
      return outcome;
    } catch (error) {
      if (error instanceof Died) end('unknown');
      if (!isRefusal(error)) throw error;
      end(error.code === 'CONFLICT' || error.code === 'NOT_FOUND' ? 'refused' : 'unknown', error.code);
      if (error.code === 'INTERNAL') throw world.loss(`A call failed: ${error.message}`, file);
      world.counts.refused += 1;
      return null;
    }
  }

  /** Notes a text as one that is about to be written. */
  name(file: FileModel, text: string): string {
    const hash = hashOf(text);
    file.texts.add(hash);
    this.#world.name(
      hash,
      text.slice(text.lastIndexOf('# ') + 2, text.lastIndexOf('# ') + 20).split('\n')[0] ?? '',
    );
    return hash;
  }

  /** What is shown is noted before anything that is begun later. */
  #settleShown(before: number): void {
    for (const { file, text, at } of this.#shown) if (at < before) file.isKnown(text);
    this.#shown = this.#shown.filter(({ at }) => at >= before);
  }
}

/** The SHA-256 in a version of a folder. */
function hashIn(version: string): string {
  return version.replace(/^sha256-/, '');
}
