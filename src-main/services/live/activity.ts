import { sessionOf } from '#shared/format/layout.ts';
import { type Running, runningFor } from '#shared/model/live.ts';

/** Files named for each running session, the newest. */
const named = 50;

/** Who is at work in one store: what somebody else wrote within the last minute, by session. */
export class Activity {
  /** When each file was written last, by this machine's clock. */
  readonly #written = new Map<string, Map<string, number>>();
  readonly #onEnd: () => void;
  #timer: NodeJS.Timeout | null = null;

  /** `onEnd` is called when a session has been quiet for a minute. */
  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  /** Notes that a file was written, so many ms ago. Answers whether that says anything new. */
  note(key: string, age = 0): boolean {
    const session = sessionOf(key);
    if (session === null || age >= runningFor) return false;
    const at = Date.now() - Math.max(0, age);
    const files = this.#written.get(session) ?? new Map<string, number>();
    const isNew = !files.has(key);
    files.set(key, Math.max(at, files.get(key) ?? 0));
    this.#written.set(session, files);
    this.#wait();
    return isNew;
  }

  running(): Running[] {
    this.#drop();
    return [...this.#written].map(([session, files]) => {
      const newest = [...files].sort(([, a], [, b]) => b - a).slice(0, named);
      return { session, keys: newest.map(([key]) => key) };
    });
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
  }

  #drop(): boolean {
    const before = Date.now() - runningFor;
    let dropped = false;
    for (const [session, files] of this.#written) {
      for (const [key, at] of files) if (at <= before) dropped = files.delete(key) || dropped;
      if (files.size === 0) this.#written.delete(session);
    }
    return dropped;
  }

  #wait(): void {
    if (this.#timer) return;
    const times = [...this.#written.values()].flatMap((files) => [...files.values()]);
    if (times.length === 0) return;
    const first = Math.min(...times) + runningFor - Date.now();
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        if (this.#drop()) this.#onEnd();
        this.#wait();
      },
      Math.max(first, 10),
    ).unref();
  }
}
