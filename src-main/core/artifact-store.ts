import { artifactKey, artifactsFolder } from '#shared/format/layout.ts';
import { type JsonValue, printPythonJson, readPythonJson } from '#shared/format/python-json.ts';
import type { CallOptions, StorageBackend } from '#storage/backend.ts';
import { keysBelow } from './listing.ts';
import { readBytesOrNull, readTextOrNull } from './stored-text.ts';

export interface ArtifactStoreOptions {
  readonly storage: StorageBackend;
  readonly sessionId: string;
}

/**
 * The named outputs of a session: text, JSON and files of any kind. A name may contain `/`, and is used
 * exactly as given: no extension is added.
 *
 * @example
 * const artifacts = new ArtifactStore({ storage, sessionId: 'session-123' });
 * await artifacts.writeJson('extracted_resume_data', { name: 'Jane', skills: ['Python'] });
 * await artifacts.writeBinary('original_document.pdf', pdfBytes);
 */
export class ArtifactStore {
  readonly #storage: StorageBackend;
  readonly #sessionId: string;
  readonly #folder: string;

  /** Throws `INVALID_NAME` for a session id that would lead out of its folder. */
  constructor({ storage, sessionId }: ArtifactStoreOptions) {
    this.#storage = storage;
    this.#sessionId = sessionId;
    this.#folder = artifactsFolder(sessionId);
  }

  /** Key of an artifact. Throws `INVALID_NAME` for a name that would lead out of the folder. */
  pathOf(name: string): string {
    return artifactKey(this.#sessionId, name);
  }

  /** Stores text and returns its key. */
  async store(name: string, text: string): Promise<string> {
    const key = this.pathOf(name);
    await this.#storage.write(key, text);
    return key;
  }

  /** Stores a value as JSON, byte for byte as Python's `json.dumps(value, indent=2)`, and returns its key. */
  async storeJson(name: string, value: unknown): Promise<string> {
    return this.store(name, printPythonJson(value));
  }

  /** The documented name of `storeJson`. */
  writeJson(name: string, value: unknown): Promise<string> {
    return this.storeJson(name, value);
  }

  /** Stores bytes and returns their key. `contentType` is kept where the storage keeps one. */
  async writeBinary(name: string, bytes: Uint8Array, contentType?: string): Promise<string> {
    const key = this.pathOf(name);
    await this.#storage.writeBytes(key, bytes, { contentType });
    return key;
  }

  /** Text of an artifact, exactly as stored; null where there is none. Rejects `NOT_TEXT` for other than UTF-8. */
  async load(name: string): Promise<string | null> {
    return readTextOrNull(this.#storage, this.pathOf(name));
  }

  /**
   * Value of a JSON artifact; null where there is none. `NaN` and infinities are read, and integers beyond
   * 2^53 come as `bigint`. Rejects `INVALID` for what is not JSON.
   */
  async loadJson(name: string): Promise<JsonValue> {
    const text = await this.load(name);
    return text === null ? null : readPythonJson(text);
  }

  /** Bytes of an artifact; null where there is none. */
  async loadBinary(name: string): Promise<Uint8Array | null> {
    return readBytesOrNull(this.#storage, this.pathOf(name));
  }

  /** Whether there is an artifact of exactly this name. */
  async exists(name: string): Promise<boolean> {
    return this.#storage.exists(this.pathOf(name));
  }

  /** Names of all artifacts of the session, sorted by code point. */
  async listArtifacts(options: CallOptions = {}): Promise<string[]> {
    const keys = await keysBelow(this.#storage, this.#folder, options);
    return keys.map((key) => key.slice(this.#folder.length + 1));
  }

  /** Deletes an artifact; true if there was one. */
  async delete(name: string): Promise<boolean> {
    return this.#storage.delete(this.pathOf(name));
  }
}
