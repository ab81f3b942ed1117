import { randomUUID } from 'node:crypto';
import { checkDraft } from './checks.ts';
import { DraftModel } from './draft-model.ts';
import type { FileModel } from './file-model.ts';
import { Files } from './files.ts';
import type { Host } from './host.ts';
import { hashOf, nameOf, type World } from './world.ts';

/** One window of one app, and what a person does in it. */
export class Person {
  readonly #world: World;
  readonly #host: Host;
  readonly #files: Files;
  readonly #window = randomUUID();
  /** Files that this person is at work on. */
  readonly #busy = new Set<FileModel>();

  constructor(world: World, host: Host) {
    this.#world = world;
    this.#host = host;
    this.#files = new Files(world, host);
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
      if (way < 8) await this.#edit(file);
      else if (way < 14) await this.#type(file);
      else if (way < 16) await this.#files.delete(file);
      else if (way < 18) await this.#files.undo(file);
      else await this.#files.restore(file);
    } finally {
      this.#busy.delete(file);
    }
  }

  /** Opens a file, or finds that there is none, and saves a few times. */
  async #edit(file: FileModel): Promise<void> {
    let base: string | null | undefined = (await this.#files.open(file)).version;
    const saves = 1 + this.#world.random.below(3);
    for (let n = 0; n < saves && base !== undefined; n++)
      base = await this.#files.save(file, base, this.#newText());
  }

  /** Goes on with a draft that another app has left, in this life too, if nobody else does. Rejects with `Died` as `act`. */
  async takeUp(draft: DraftModel): Promise<void> {
    const { file, id } = draft;
    if (this.#busy.has(file)) return;
    this.#busy.add(file);
    try {
      const there = await this.#host.call((client) => client.drafts.adopt({ window: this.#window, id }));
      if (!there) return;
      checkDraft(this.#world, draft, there);
      await this.#finish(draft);
    } finally {
      this.#busy.delete(file);
    }
  }

  /** Types into a file: a draft from the first key on. */
  async #type(file: FileModel): Promise<void> {
    const draft = new DraftModel(randomUUID(), file, await this.#files.open(file));
    draft.texts.push(`${draft.base.text}\n${this.#newText()}`);
    await this.#keep(draft);
    await this.#finish(draft);
  }

  /** Keeps a draft as a whole. */
  async #keep(draft: DraftModel): Promise<void> {
    const { id, base, file, text, seq } = draft;
    draft.exists = 'begun';
    this.#world.drafts.set(id, draft);
    const { window, store } = { window: this.#window, store: this.#host.store };
    await this.#host.call((client) =>
      client.drafts.keep({ window, id, store, key: file.key, base, text, bom: false, seq }),
    );
    draft.exists = 'yes';
    draft.acknowledged = seq;
  }

  /** Types on, and then saves, gives up or leaves it. */
  async #finish(draft: DraftModel): Promise<void> {
    const { random } = this.#world;
    for (let left = random.below(6); left > 0; left--) await this.#typeOn(draft);
    const way = random.below(10);
    if (way < 3) await this.#saveDraft(draft);
    else if (way < 5) {
      const [, answer] = await Promise.all([this.#saveDraft(draft), this.#change(draft)]);
      // The draft was saved and gone before: what was typed since is a draft again.
      if (answer === 'resync') await this.#keep(draft);
    } else if (way < 7) await this.#discard(draft);
  }

  /** Saves what is typed by now; what is typed meanwhile stays a draft. */
  async #saveDraft(draft: DraftModel): Promise<void> {
    const { id, seq, text } = draft;
    draft.exists = 'settling';
    draft.settlingSeq = seq;
    draft.nextBase = { version: `sha256-${hashOf(text)}`, text };
    const saved = await this.#files.save(draft.file, draft.base.version, text, {
      window: this.#window,
      id,
      seq,
    });
    draft.exists = 'yes';
    if (saved === undefined) draft.nextBase = null;
    else if (draft.seq > seq) draft.base = { version: saved, text };
    else this.#world.drafts.delete(id);
  }

  async #typeOn(draft: DraftModel): Promise<void> {
    const answer = await this.#change(draft);
    if (answer !== 'kept') throw this.#world.loss(`A change of a draft was not kept: ${answer}`, draft.file);
  }

  async #change(draft: DraftModel): Promise<'kept' | 'resync'> {
    const { random } = this.#world;
    const before = draft.text;
    const offset = random.below(before.length + 1);
    const length = random.below(Math.min(20, before.length - offset) + 1);
    const change = { offset, length, text: `typed ${random.below(1e9)}` };
    draft.texts.push(before.slice(0, offset) + change.text + before.slice(offset + length));
    const { seq } = draft;
    const answer = await this.#host.call((client) =>
      client.drafts.change({
        window: this.#window,
        id: draft.id,
        seq,
        changes: [change],
        length: draft.text.length,
      }),
    );
    if (answer === 'kept') draft.acknowledged = seq;
    return answer;
  }

  async #discard(draft: DraftModel): Promise<void> {
    const { id, file, text } = draft;
    const { window, store } = { window: this.#window, store: this.#host.store };
    const hash = this.#files.name(file, text);
    draft.exists = 'settling';
    draft.settlingSeq = draft.seq;
    this.#world.step(`${nameOf(file)}: ${this.#host.name} drops ${this.#world.label(hash)} …`);
    await this.#host.call((client) => client.drafts.discard({ window, id, store, key: file.key, text }));
    file.isKnown(hash);
    this.#world.drafts.delete(id);
  }

  #newText(): string {
    return this.#world.newText(this.#host.name);
  }
}
