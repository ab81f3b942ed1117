import { onTestFinished } from 'vitest';
import type { Services } from '#services/index.ts';
import type { AppEvent } from '#shared/model/app.ts';
import type { LiveState, Shown } from '#shared/model/live.ts';

export const session = 'dd44fd36';
export const folder = `sessions/${session}/research`;
export const summary = `${folder}/analyze_summary.md`;
export const scratch = `${folder}/analyze_scratch.md`;
export const record = `sessions/${session}/session.json`;

type Told = Extract<AppEvent, { kind: 'changed' | 'sessions' }>;

/** What a window shows; `all` is one that has a session unfolded in its list. */
export function shown(store: string, part: Partial<Shown> = {}): Shown {
  return { store, list: true, rows: [], sessions: [session], folders: [], keys: [], ...part };
}

/** A window that follows what it shows, and notes what it is told. */
export class Window {
  readonly name: string;
  readonly told: Told[] = [];
  readonly states: LiveState[] = [];
  readonly #services: Services;
  readonly #stop = new AbortController();

  constructor(services: Services, name = 'window-1') {
    this.name = name;
    this.#services = services;
    void this.#listen();
    void this.#follow();
    onTestFinished(() => this.close());
  }

  show(part: readonly Shown[], { hidden = false } = {}): Promise<void> {
    return this.#services.live.show(this.name, part, { hidden });
  }

  close(): void {
    this.#stop.abort();
  }

  /** Resolves once this window was told of something that fits. */
  async toldOf(fits: (event: Told) => boolean): Promise<Told> {
    return until(() => this.told.find(fits));
  }

  /** Resolves once the file was told of as changed by somebody else. */
  async toldOfOutside(key: string): Promise<void> {
    await this.toldOf(
      (event) => event.kind === 'changed' && event.outside === true && event.keys.includes(key),
    );
  }

  get state(): LiveState | undefined {
    return this.states.at(-1);
  }

  /** Every key that was told of as changed by somebody else. */
  get outside(): string[] {
    return this.told.flatMap((event) => (event.kind === 'changed' && event.outside ? event.keys : []));
  }

  async #listen(): Promise<void> {
    for await (const event of this.#services.events.listen(this.#stop.signal))
      if (event.kind === 'changed' || event.kind === 'sessions') this.told.push(event);
  }

  async #follow(): Promise<void> {
    for await (const state of this.#services.live.follow(this.name, this.#stop.signal))
      this.states.push(state);
  }
}

/** Waits until something is there. */
export async function until<T>(find: () => T | undefined | null | false): Promise<T> {
  for (;;) {
    const found = find();
    if (found) return found;
    await pause(10);
  }
}

export function pause(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time));
}
