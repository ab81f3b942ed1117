import { isStoreError } from '#shared/errors.ts';
import { checkKey } from '#shared/format/keys.ts';
import { isSessionNote, sessionFolder } from '#shared/format/layout.ts';
import type { StorageBackend } from '#storage/backend.ts';
import type { MemoryStore } from '../file-memory.ts';
import { keysBelow } from '../listing.ts';
import { readTextOrNull } from '../stored-text.ts';
import { type PromptVariables, renderPrompt } from './prompt-template.ts';

export interface ContextAssemblerOptions {
  /** Where context files and session notes are read. */
  readonly storage?: StorageBackend | undefined;
  /** Where long-term memories are searched. */
  readonly memory?: MemoryStore | undefined;
}

/** What an agent's system prompt is made of. */
export interface ContextRequest {
  /** The agent; of its definition only the context files matter here. */
  readonly config?: { readonly contextFiles?: readonly string[] | undefined } | undefined;
  /** Body of the agent's prompt file, with `{{name}}` placeholders. */
  readonly promptBody: string;
  readonly variables?: PromptVariables | undefined;
  /** Add the notes of this session. */
  readonly sessionId?: string | undefined;
  /** Add memories that contain this text. */
  readonly query?: string | undefined;
}

const memoryLimit = 5;

/**
 * Puts together the system prompt that an agent is given, byte for byte as the library does: prompt, context
 * files, memories that match, and session notes.
 *
 * @example
 * const assembler = new ContextAssembler({ storage, memory: new FileMemory({ storage, agent: 'researcher' }) });
 * const prompt = await assembler.assemble({
 *   config: { contextFiles: ['style.context.md'] },
 *   promptBody: 'You are a researcher. Today is {{date}}.',
 *   variables: { date: '2026-03-09' },
 *   sessionId: 'session-123',
 *   query: 'citations',
 * });
 */
export class ContextAssembler {
  readonly #storage: StorageBackend | null;
  readonly #memory: MemoryStore | null;

  constructor({ storage, memory }: ContextAssemblerOptions = {}) {
    this.#storage = storage ?? null;
    this.#memory = memory ?? null;
  }

  /** The whole prompt. Rejects `NOT_TEXT` where a context file or a session note is not UTF-8. */
  async assemble(request: ContextRequest): Promise<string> {
    const sections = [
      renderPrompt(request.promptBody, request.variables),
      ...(await this.#contextFiles(request.config?.contextFiles ?? [])),
      await this.#memories(request.query ?? ''),
      await this.#sessionSection(request.sessionId ?? ''),
    ];
    return sections.filter((section) => section !== null).join('\n');
  }

  /**
   * The notes of a session: every summary below it that is not empty, in key order, with a blank line between.
   * Null where there are none.
   */
  async sessionNotes(sessionId: string): Promise<string | null> {
    if (!this.#storage) return null;
    const keys = await keysBelow(this.#storage, sessionFolder(sessionId));
    const notes: string[] = [];
    for (const key of keys.filter((candidate) => isSessionNote(sessionId, candidate))) {
      const text = await readTextOrNull(this.#storage, key);
      if (text) notes.push(text);
    }
    return notes.length > 0 ? notes.join('\n\n') : null;
  }

  async #contextFiles(names: readonly string[]): Promise<string[]> {
    const sections: string[] = [];
    if (!this.#storage) return sections;
    for (const name of names) {
      checkKey(name, 'folder');
      const text = await readTextOrNull(this.#storage, `agents/${name}`);
      if (text) sections.push(`\n---\n${text}`);
    }
    return sections;
  }

  /** Memories that cannot be searched are left out, as by the library. */
  async #memories(query: string): Promise<string | null> {
    if (!this.#memory || query === '') return null;
    try {
      const found = await this.#memory.search(query, { limit: memoryLimit });
      const text = found
        .map((memory) => memory.content)
        .filter((content) => content !== '')
        .join('\n');
      return text === '' ? null : `\n---\n## Relevant Memory\n${text}`;
    } catch (error) {
      if (isStoreError(error)) return null;
      throw error;
    }
  }

  async #sessionSection(sessionId: string): Promise<string | null> {
    if (sessionId === '') return null;
    const notes = await this.sessionNotes(sessionId);
    return notes === null ? null : `\n---\n## Session Context\n${notes}`;
  }
}
