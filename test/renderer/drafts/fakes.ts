import { applyChanges, lengthAfter, type TextChange } from '#shared/format/text-changes.ts';
import type { DraftSource, FileName, KeptDraft, WholeText } from '#ui/drafts/draft-source.ts';

/** Drafts as the main process keeps them, for one window. */
export class KeptDrafts implements DraftSource {
  readonly drafts = new Map<string, KeptDraft>();
  /** Texts that were given up. */
  readonly discarded: string[] = [];
  /** The calls, by name. */
  readonly calls: string[] = [];
  /** Called before each call is carried out; may throw. */
  before: (call: string) => Promise<void> | void = () => undefined;
  /** Called after each call was carried out, before its answer arrives; may throw. */
  after: (call: string) => Promise<void> | void = () => undefined;
  /** Drafts that another window has gone on with. */
  readonly taken = new Set<string>();

  async #do<T>(call: string, work: () => T): Promise<T> {
    this.calls.push(call);
    await this.before(call);
    const result = work();
    await this.after(call);
    return result;
  }

  keep(_file: FileName, draft: WholeText & { id: string; seq: number }): Promise<'kept' | 'taken'> {
    return this.#do('keep', () => {
      if (this.taken.has(draft.id)) return 'taken';
      this.drafts.set(draft.id, { ...draft, changedAt: 0, saving: null });
      return 'kept';
    });
  }

  change(change: {
    id: string;
    seq: number;
    changes: TextChange[];
    length: number;
  }): Promise<'kept' | 'resync'> {
    return this.#do('change', () => {
      const draft = this.drafts.get(change.id);
      if (!draft || draft.seq !== change.seq - 1 || this.taken.has(change.id)) return 'resync';
      if (lengthAfter(draft.text.length, change.changes) !== change.length) return 'resync';
      draft.text = applyChanges(draft.text, change.changes);
      draft.seq = change.seq;
      return 'kept';
    });
  }

  drop(id: string): Promise<void> {
    return this.#do('drop', () => void this.drafts.delete(id));
  }

  discard(_file: FileName, { id, text }: { id: string | null; text: string }): Promise<void> {
    return this.#do('discard', () => {
      this.discarded.push(text);
      if (id !== null) this.drafts.delete(id);
    });
  }

  release(_id: string): Promise<void> {
    return this.#do('release', () => undefined);
  }

  take(_file: FileName): Promise<KeptDraft | null> {
    return this.#do('take', () => {
      const draft = [...this.drafts.values()].at(-1);
      return draft ? { ...draft } : null;
    });
  }

  adopt(id: string): Promise<KeptDraft | null> {
    return this.#do('adopt', () => {
      const draft = this.drafts.get(id);
      return draft ? { ...draft } : null;
    });
  }

  /** The texts that are kept. */
  texts(): string[] {
    return [...this.drafts.values()].map(({ text }) => text);
  }
}
