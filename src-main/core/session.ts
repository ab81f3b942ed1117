import { defaultWorkflow, messagesKey } from '#shared/format/layout.ts';
import {
  appendMessage,
  type Message,
  type MessageInput,
  messagesIn,
  parseMessages,
} from '#shared/format/messages.ts';
import { removeJsonKey, setJsonValue } from '#shared/format/patch-json.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/format/python-json.ts';
import { innerIdOf, type SessionRecord } from '#shared/format/record.ts';
import type { StorageBackend } from '#storage/backend.ts';
import { ArtifactStore } from './artifact-store.ts';
import { changeRecord } from './change-record.ts';
import { Scratchpad } from './scratchpad.ts';
import { changeText, readTextOrNull } from './stored-text.ts';

/**
 * One conversation or task: its record, its messages, and the way to its scratchpads and artifacts. The
 * fields are those of the record when it was last read or changed through this object.
 *
 * @example
 * const session = await sessions.getOrCreate('session-123');
 * await session.addMessage({ role: 'user', content: 'What is new in AI safety?' });
 * await session.setMetadata('topic', 'AI safety');
 * await session.scratchpad('research').writeScratch('Found 3 papers.');
 * await session.artifacts.writeJson('papers', [{ title: 'Constitutional AI' }]);
 */
export class Session {
  /** The name of the session's folder, whatever the record says. */
  readonly id: string;
  readonly #storage: StorageBackend;
  #record: SessionRecord;

  /** Sessions come from a `SessionManager`. */
  constructor(storage: StorageBackend, id: string, record: SessionRecord) {
    this.#storage = storage;
    this.id = id;
    this.#record = record;
  }

  /** The id inside the record, where it is another (a copied session); else null. */
  get innerId(): string | null {
    return innerIdOf(this.#record, this.id);
  }

  /** As written, e.g. `2026-03-09T12:00:00.123456+00:00`. */
  get createdAt(): string {
    return this.#record.word('created_at');
  }

  get agent(): string {
    return this.#record.word('agent');
  }

  get workflow(): string {
    return this.#record.word('workflow');
  }

  /** Any text; `active`, `completed` and `error` are the known ones. */
  get status(): string {
    return this.#record.word('status', 'active');
  }

  /** Integers beyond 2^53 are `bigint`. Empty where the record holds no object. */
  get metadata(): JsonObject {
    const metadata = this.#record.value('metadata');
    return isJsonObject(metadata) ? metadata : {};
  }

  /** The session's artifacts. */
  get artifacts(): ArtifactStore {
    return new ArtifactStore({ storage: this.#storage, sessionId: this.id });
  }

  /** The two files of a node, by default in the session's own workflow. */
  scratchpad(nodeId: string, workflow = this.workflow || defaultWorkflow): Scratchpad {
    return new Scratchpad({ storage: this.#storage, sessionId: this.id, nodeId, workflow });
  }

  /** The conversation: messages inside the record, if any, then those of `messages.json`. Rejects `INVALID`. */
  async messages(): Promise<Message[]> {
    const inRecord = this.#record.value('messages');
    const text = await readTextOrNull(this.#storage, messagesKey(this.id));
    return [...(inRecord ? messagesIn(inRecord) : []), ...(text === null ? [] : parseMessages(text))];
  }

  /** Adds to the conversation in `messages.json`. Two that add at once both get in. Rejects `INVALID`. */
  async addMessage(message: MessageInput): Promise<void> {
    await changeText(this.#storage, messagesKey(this.id), (text) => appendMessage(text, message));
  }

  /** Sets the status in the record; nothing else of it changes. */
  async updateStatus(status: string): Promise<void> {
    await this.#change((text) => setJsonValue(text, ['status'], status));
  }

  /** Sets one entry of the metadata; nothing else of the record changes. */
  async setMetadata(key: string, value: JsonValue): Promise<void> {
    await this.#change((text) => setJsonValue(text, ['metadata', key], value));
  }

  /** Removes one entry of the metadata; nothing else of the record changes. */
  async removeMetadata(key: string): Promise<void> {
    await this.#change((text) => removeJsonKey(text, ['metadata', key]));
  }

  /** The record as the library itself would write it: its six fields, with its defaults. */
  toJson(): string {
    return this.#record.toLibraryJson(this.id);
  }

  async #change(change: (text: string) => string): Promise<void> {
    this.#record = await changeRecord(this.#storage, this.id, change);
  }
}
