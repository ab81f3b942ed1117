import { StoreError } from '#shared/errors.ts';
import { notHanded, type SentText } from '#shared/model/text.ts';

/** In milliseconds and characters. */
const patience = 60_000;
const maxHeld = 64 * 1024 * 1024;

/** Large texts that pages have handed over, waiting for the call that they belong to. */
export class HandedTexts {
  readonly #texts = new Map<string, { text: string; forget: NodeJS.Timeout }>();
  #held = 0;

  /** Keeps a text under a name until it is taken, for a minute at most; the oldest go where it gets too much. */
  put(name: string, text: string): void {
    this.#drop(name);
    const forget = setTimeout(() => this.#drop(name), patience).unref();
    this.#texts.set(name, { text, forget });
    this.#held += text.length;
    for (const oldest of this.#texts.keys()) {
      if (this.#held <= maxHeld || oldest === name) break;
      this.#drop(oldest);
    }
  }

  /** The text that was sent. One that was handed over is let go; `INVALID`, caused by `notHanded`, where it is not there. */
  take(sent: SentText): string {
    if (typeof sent === 'string') return sent;
    const text = this.#drop(sent.handed);
    if (text !== null) return text;
    const message = 'The text did not reach the app. Try again.';
    throw new StoreError('INVALID', message, { cause: notHanded });
  }

  #drop(name: string): string | null {
    const there = this.#texts.get(name);
    if (!there) return null;
    clearTimeout(there.forget);
    this.#texts.delete(name);
    this.#held -= there.text.length;
    return there.text;
  }
}
