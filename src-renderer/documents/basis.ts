import type { Document, Saved } from '#shared/model/document.ts';
import type { KeptDraft } from '../drafts/draft-source.ts';
import type { CreateBuffer } from './buffer.ts';
import { Crossings } from './crossings.ts';
import type { DocumentCore } from './document-core.ts';
import type { DocumentState, Theirs } from './document-state.ts';
import type { TextState } from './document-text.ts';
import { type Found, restoreDraft } from './restoring.ts';
import type { Reading } from './source.ts';

/** What undo of a merge, or of taking theirs, has to bring back. */
interface Held extends Pick<DocumentState, 'facts' | 'trouble'> {
  text: TextState;
}

/**
 * Which stored version the text of a document is an edit of: it begins with what was opened, and moves on with each
 * save and with what somebody else writes. Undo brings an earlier one back.
 */
export class Basis {
  readonly #core: DocumentCore;
  readonly #crossings = new Crossings<Held>();

  constructor(core: DocumentCore) {
    this.#core = core;
  }

  /** Begins with a file as it is stored. */
  open({ facts, text }: Reading, createBuffer: CreateBuffer | null): void {
    const { file, state, text: edited } = this.#core;
    this.#crossings.clear();
    if (text !== null && createBuffer) edited.open(file.key, { text, version: facts.version }, createBuffer);
    else edited.close();
    state.setState({ phase: 'open', facts, trouble: null });
  }

  /** Begins with edits from before, held against the file as it was found. Answers what of them is given up. */
  restore(draft: KeptDraft, found: Found, createBuffer: CreateBuffer): string | null {
    const { file, state, text } = this.#core;
    const { facts, base, done, givenUp, trouble } = restoreDraft(file, draft, found);
    this.#crossings.clear();
    text.open(file.key, base, createBuffer, done ? undefined : draft);
    state.setState({ phase: 'open', facts, trouble });
    return givenUp;
  }

  /** Ends: there is no text any more. */
  close(): void {
    this.#core.text.close();
    this.#core.state.setState({ trouble: null });
  }

  /** To be called after each edit: where undo or redo lead past a step of the basis, it goes back with them. */
  edited(): void {
    const { state, text } = this.#core;
    const held = this.#crossings.at(text.versionId());
    if (!held || held.text.base === text.base()) return;
    text.state = held.text;
    state.setState({ facts: held.facts, trouble: held.trouble });
  }

  /** Says in the state what the text is in relation to its basis. */
  show(): void {
    const { state, text } = this.#core;
    const before = state.getState();
    const dirty = text.isDirty();
    if (dirty !== before.dirty) state.setState({ dirty });
    const encoding = text.encoding();
    const same = encoding?.bom === before.encoding?.bom && encoding?.endings === before.encoding?.endings;
    if (!same) state.setState({ encoding });
  }

  #held(): Held {
    const { facts, trouble } = this.#core.state.getState();
    return { text: this.#core.text.state, facts, trouble };
  }

  /** The text that the buffer had at `mark` is stored now. */
  stored(text: string, { version, size, modifiedAt, guarded }: Saved, mark: number): void {
    const { state, text: edited } = this.#core;
    this.#crossings.clear();
    edited.rebase({ text, version }, mark);
    const { facts } = state.getState();
    const trouble = null;
    state.setState({
      facts: facts && { ...facts, version, size, modifiedAt },
      savedAt: Date.now(),
      savedGuarded: guarded ?? null,
      trouble,
    });
  }

  /** Shows a text that is stored now, though it is not the buffer's. */
  takeSaved(text: string, saved: Saved): void {
    const { text: edited } = this.#core;
    edited.replace({ text, version: saved.version });
    this.stored(text, saved, edited.versionId());
  }

  /** Puts a text into the buffer as an edit of what somebody else wrote, or that itself, in one step of undo. */
  become(text: string, { version, modifiedAt, ...theirs }: Theirs): void {
    const { state, text: edited } = this.#core;
    if (!edited.buffer) return;
    const before = { mark: edited.versionId(), held: this.#held() };
    edited.replace({ text: theirs.text, version }, text);
    const { facts } = state.getState();
    state.setState({ facts: facts && { ...facts, version, modifiedAt }, trouble: null });
    if (before.held.text.mark === before.mark) return;
    this.#crossings.note(before, { mark: edited.versionId(), held: this.#held() });
  }

  /** Takes a version over whose text is that of the basis, that of the buffer, or that of a file without edits. */
  adopt(text: string, facts: Document): void {
    const { state, text: edited } = this.#core;
    const { version, modifiedAt } = facts;
    const isSame = text === edited.base().text;
    if (isSame && state.getState().dirty) edited.moveTo(version);
    else this.become(text, { text, version, modifiedAt });
    state.setState({ facts, trouble: null, ...(isSame ? {} : { savedAt: null }) });
  }
}
