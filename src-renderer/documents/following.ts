import type { Document } from '#shared/model/document.ts';
import type { FileFacts } from '#shared/model/session.ts';
import type { Basis } from './basis.ts';
import type { DocumentCore } from './document-core.ts';
import type { Trouble } from './document-state.ts';
import type { Reading } from './source.ts';

interface FollowingParts {
  basis: Basis;
  saving: { readonly running: Promise<boolean> | null };
  signal: AbortSignal;
  /** Reads the file as if it was just opened. */
  load: () => Promise<void>;
}

/** Keeps a document as its store has it. What was edited is never replaced: there it says what has happened. */
export class Following {
  readonly #core: DocumentCore;
  readonly #parts: FollowingParts;

  constructor(core: DocumentCore, parts: FollowingParts) {
    this.#core = core;
    this.#parts = parts;
  }

  /** True where the store's version is another than the one that the text is based on. */
  #isStale(now: FileFacts | null): boolean {
    const { state, text } = this.#core;
    const { phase, facts, trouble } = state.getState();
    if (phase === 'missing') return now !== null;
    if (phase !== 'open') return false;
    if (now === null) return trouble?.kind !== 'gone';
    // What was wrong with the file may be over, also where it is again what the edits are based on.
    if (trouble !== null && trouble.kind !== 'refused' && trouble.kind !== 'loses') return true;
    return now.version !== (text.buffer ? text.base().version : facts?.version);
  }

  /** Follows a change outside: a clean text becomes the new one, a dirty one is kept and says so. */
  async follow(seen: FileFacts | null): Promise<void> {
    const { file, source, state, text } = this.#core;
    const { saving, signal, load } = this.#parts;
    const now = saving.running ? await this.#afterSaving() : seen;
    if (saving.running || !this.#isStale(now)) return;
    if (now === null) state.setState({ trouble: { kind: 'gone', found: 'looking' } });
    else if (state.getState().phase === 'missing' || !text.buffer) await load();
    else {
      const base = text.base();
      const reading = await source.read(file.store, file.key, signal);
      if (saving.running) return;
      // A save or another reading has overtaken this one, which may be the older.
      if (text.base() === base) this.#take(reading);
      else await this.follow(await this.#afterSaving());
    }
  }

  /** What a save leaves of the file, and whoever comes right after it. */
  async #afterSaving(): Promise<FileFacts | null> {
    const { file, source } = this.#core;
    await this.#parts.saving.running;
    const [facts = null] = await source.versions(file.store, [file.key]);
    return facts;
  }

  #take({ facts, text }: Reading): void {
    const { state, text: edited } = this.#core;
    const { dirty, trouble } = state.getState();
    if (text === null && dirty)
      state.setState({ trouble: { kind: 'not-text', found: foundBy(trouble, facts), facts } });
    else if (text === null) {
      this.#parts.basis.close();
      state.setState({ facts });
    } else if (!dirty || text === edited.base().text || text === edited.toSave())
      this.#parts.basis.adopt(text, facts);
    else state.setState({ trouble: { kind: 'changed', found: 'looking', at: facts.modifiedAt } });
  }
}

/** Whether it was a save that came upon what is no text: that goes on being said. */
function foundBy(trouble: Trouble | null, { version }: Document): 'saving' | 'looking' {
  if (trouble?.kind === 'changed') return trouble.found;
  return trouble?.kind === 'not-text' && trouble.facts.version === version ? trouble.found : 'looking';
}
