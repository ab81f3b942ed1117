import { defaultWorkflow, scratchKey, summaryKey } from '#shared/format/layout.ts';
import type { StorageBackend } from '#storage/backend.ts';
import { changeText, readTextOrNull } from './stored-text.ts';

export interface ScratchpadOptions {
  readonly storage: StorageBackend;
  readonly sessionId: string;
  readonly nodeId: string;
  /** May contain `/`. Default: `default`. */
  readonly workflow?: string | undefined;
}

function appended(existing: string | null, text: string): string {
  return existing ? `${existing}\n\n${text}` : text;
}

/**
 * The two files of a workflow node: working notes, and the summary that later agents are given.
 *
 * @example
 * const pad = new Scratchpad({ storage, sessionId: 'session-123', nodeId: 'research', workflow: 'pipeline' });
 * await pad.writeScratch('Found 3 relevant papers.');
 * await pad.appendScratch('Paper 4: Constitutional AI.');
 * await pad.writeSummary('Four key papers on AI safety.');
 */
export class Scratchpad {
  /** Key of the working notes. */
  readonly scratchPath: string;
  /** Key of the summary. */
  readonly summaryPath: string;
  readonly #storage: StorageBackend;

  /** Throws `INVALID_NAME` for a session, workflow or node that would lead out of its folder. */
  constructor({ storage, sessionId, nodeId, workflow = defaultWorkflow }: ScratchpadOptions) {
    this.#storage = storage;
    this.scratchPath = scratchKey(sessionId, workflow, nodeId);
    this.summaryPath = summaryKey(sessionId, workflow, nodeId);
  }

  /** The working notes, exactly as stored; null where there are none. */
  readScratch(): Promise<string | null> {
    return readTextOrNull(this.#storage, this.scratchPath);
  }

  /** Writes the working notes, or replaces them. */
  async writeScratch(text: string): Promise<void> {
    await this.#storage.write(this.scratchPath, text);
  }

  /** Adds to the working notes after a blank line. Two that append at once both get in. */
  async appendScratch(text: string): Promise<void> {
    await changeText(this.#storage, this.scratchPath, (existing) => appended(existing, text));
  }

  /** The summary, exactly as stored; null where there is none. */
  readSummary(): Promise<string | null> {
    return readTextOrNull(this.#storage, this.summaryPath);
  }

  /** Writes the summary, or replaces it. */
  async writeSummary(text: string): Promise<void> {
    await this.#storage.write(this.summaryPath, text);
  }

  /** Adds to the summary after a blank line. Two that append at once both get in. */
  async appendSummary(text: string): Promise<void> {
    await changeText(this.#storage, this.summaryPath, (existing) => appended(existing, text));
  }
}
