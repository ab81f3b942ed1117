import { randomUUID } from 'node:crypto';
import { DraftModel } from './draft-model.ts';
import type { FileModel, State } from './file-model.ts';
import { type Client, Died, type Host, isRefusal } from './host.ts';
import { hashOf, nameOf, type World } from './world.ts';

/** What was shown of a file: its text and version, or that there is none. */
interface Shown {
  readonly version: string | null;
  readonly text: string;
}

/** One window of one app, and what a person does in it. */
export class Person {
  readonly #world: World;
  readonly #host: Host;
  readonly #window = randomUUID();
  /** Files that this person is at work on. */
  readonly #busy = new Set<FileModel>();
  /** Texts that were shown; they are in the history once a later change is. */
  #shown: { readonly file: FileModel; readonly text: string; readonly at: number }[] = [];

  constructor(world: World, host: Host) {
    this.#world = world;
    this.#host = host;
  }

  /** Opens the window; drafts belong to it for as long as it lives. */
  async attend(): Promise<void> {
    const events = await this.#host.call((client) =>
      client.drafts.attend({ window: this.#window, page: randomUUID() }),
    );
    await this.#host.call(() => events.next());
    // The stream breaks with the process.
    void (async () => {
      for await (const _ of events);
    })().catch(() => {});
  }

  /** Does something to a file. Rejects with `Died` where the app dies over it. */
  async act(): Promise<void> {
    const { random, files } = this.#world;
    const free = files.filter((file) => !this.#busy.has(file));
    if (free.length === 0) return;
    const file = random.pick(free);
    this.#busy.add(file);
    this.#world.counts.actions += 1;
    try {
      const way = random.below(20);
      if (way < 8) await this.edit(file);
      else if (way < 14) await this.#type(file);
      else if (way < 16) await this.#delete(file);
      else if (way < 18) await this.#undo(file);
      else await this.#restore(file);
    } finally {
      this.#busy.delete(file);
    }
  }

  /** Opens a file, or finds that there is none, and saves a few times. */
  async edit(file: FileModel): Promise<void> {
    let base: string | null | undefined = (await this.#open(file)).version;
    const saves = 1 + this.#world.random.below(3);
    for (let n = 0; n < saves && base !== undefined; n++)
      base = await this.#save(file, base, this.#newText());
  }

  /** Goes on with a draft that another life has left, if nobody else does. Rejects with `Died` as `act`. */
  async takeUp(draft: DraftModel): Promise<void> {
    const { file, id } = draft;
    if (this.#busy.has(file)) return;
    this.#busy.add(file);
    try {
      const there = await this.#ask((client) => client.drafts.adopt({ window: this.#window, id }));
      if (there) await this.#finish(draft);
    } finally {
      this.#busy.delete(file);
    }
  }

  /** Types into a file: a draft from the first key on. */
  async #type(file: FileModel): Promise<void> {
    const draft = new DraftModel(randomUUID(), file, await this.#open(file));
    const { id, base } = draft;
    draft.texts.push(`${base.text}\n${this.#newText()}`);
    draft.exists = 'maybe';
    this.#world.drafts.set(id, draft);
    const { window, store } = { window: this.#window, store: this.#host.store };
    await this.#ask((client) =>
      client.drafts.keep({ window, id, store, key: file.key, base, text: draft.text, bom: false, seq: 1 }),
    );
    draft.exists = 'yes';
    draft.acknowledged = 1;
    await this.#finish(draft);
  }

  /** Types on, and then saves, gives up or leaves it. */
  async #finish(draft: DraftModel): Promise<void> {
    const { random } = this.#world;
    for (let left = random.below(6); left > 0; left--) await this.#typeOn(draft);
    const way = random.below(10);
    if (way < 4) {
      const saved = await this.#save(draft.file, draft.base.version, draft.text);
      if (saved !== undefined) await this.#drop(draft);
    } else if (way < 6) await this.#discard(draft);
  }

  async #typeOn(draft: DraftModel): Promise<void> {
    const { random } = this.#world;
    const before = draft.text;
    const offset = random.below(before.length + 1);
    const length = random.below(Math.min(20, before.length - offset) + 1);
    const change = { offset, length, text: `typed ${random.below(1e9)}` };
    draft.texts.push(before.slice(0, offset) + change.text + before.slice(offset + length));
    const answer = await this.#ask((client) =>
      client.drafts.change({
        window: this.#window,
        id: draft.id,
        seq: draft.seq,
        changes: [change],
        length: draft.text.length,
      }),
    );
    if (answer !== 'kept') throw this.#world.loss(`A change of a draft was not kept: ${answer}`, draft.file);
    draft.acknowledged = draft.seq;
  }

  async #drop(draft: DraftModel): Promise<void> {
    draft.exists = 'maybe';
    await this.#ask((client) => client.drafts.drop({ window: this.#window, id: draft.id }));
    this.#world.drafts.delete(draft.id);
  }

  async #discard(draft: DraftModel): Promise<void> {
    const { id, file, text } = draft;
    const { window, store } = { window: this.#window, store: this.#host.store };
    const hash = this.#name(file, text);
    draft.exists = 'maybe';
    this.#world.step(`${nameOf(file)}: ${this.#host.name} drops ${this.#world.label(hash)} …`);
    await this.#ask((client) => client.drafts.discard({ window, id, store, key: file.key, text }));
    file.isKnown(hash);
    this.#world.drafts.delete(id);
  }

  async #open(file: FileModel): Promise<Shown> {
    const { world } = this;
    try {
      const { version, text } = await this.#ask((client) =>
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
  async #save(file: FileModel, base: string | null, text: string): Promise<string | undefined> {
    const { world } = this;
    const hash = this.#name(file, text);
    const over = base === null ? null : hashIn(base);
    const what = `saves ${world.label(hash)} over ${world.label(over)}`;
    const saved = await this.#change(file, what, [hash], (client) =>
      client.documents.save({
        store: this.#host.store,
        key: file.key,
        base,
        text,
        saveId: randomUUID(),
      }),
    );
    if (!saved) return undefined;
    world.counts.saves += 1;
    file.isKnown(hash);
    if (over !== null && file.texts.has(over)) file.isKnown(over);
    return saved.version;
  }

  async #delete(file: FileModel): Promise<void> {
    await this.#change(file, 'deletes it', [null], async (client) => {
      const target = { kind: 'files' as const, keys: [file.key] };
      for await (const _ of await client.deletion.run({ store: this.#host.store, target }));
    });
  }

  /** Brings back what was deleted last of a file, if anything was. */
  async #undo(file: FileModel): Promise<void> {
    const name = file.key.slice(file.key.lastIndexOf('/') + 1);
    const deleted = await this.#ask((client) => client.deletion.list({ store: this.#host.store }));
    const last = deleted.find(({ what }) => what === name);
    if (!last) return this.edit(file);
    await this.#change(file, 'undoes a deletion', [...file.texts], (client) =>
      client.deletion.undo({ id: last.id }),
    );
  }

  /** Writes an earlier version again. */
  async #restore(file: FileModel): Promise<void> {
    const { random } = this.#world;
    const { version: base } = await this.#open(file);
    const store = this.#host.store;
    const { versions } = await this.#ask((client) =>
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
    const { world } = this;
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

  #ask<T>(work: (client: Client) => Promise<T>): Promise<T> {
    return this.#host.call(work);
  }

  #newText(): string {
    return this.#world.newText(this.#host.name);
  }

  /** Notes a text as one that is about to be written. */
  #name(file: FileModel, text: string): string {
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

  private get world(): World {
    return this.#world;
  }
}

/** The SHA-256 in a version of a folder. */
function hashIn(version: string): string {
  return version.replace(/^sha256-/, '');
}
