import type { JsonTable } from './json-table.ts';
import type { JsonAnswer, JsonQuestion } from './json-worker.ts';

/** Reads and filters JSON beside the window, so that a large text blocks no frame. */
export class JsonReader {
  readonly #worker = new Worker(new URL('./json-worker.ts', import.meta.url), { type: 'module' });
  readonly #waiting = new Map<number, (answer: JsonAnswer) => void>();
  #last = 0;

  constructor() {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<JsonAnswer>) => {
      this.#waiting.get(data.id)?.(data);
      this.#waiting.delete(data.id);
    });
  }

  /** The values of a text, or what is wrong with it. */
  async read(text: string): Promise<{ table: JsonTable } | { problem: string }> {
    const answer = await this.#ask((id) => ({ id, text }));
    return 'table' in answer || 'problem' in answer ? answer : { problem: 'It could not be read.' };
  }

  /** Which values of the text that was read last match; see `marksOf`. */
  async filter(query: string): Promise<{ marks: Uint8Array; found: number } | null> {
    const answer = await this.#ask((id) => ({ id, query }));
    return 'marks' in answer ? answer : null;
  }

  close(): void {
    this.#worker.terminate();
  }

  #ask(question: (id: number) => JsonQuestion): Promise<JsonAnswer> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#worker.postMessage(question(id));
    });
  }
}
