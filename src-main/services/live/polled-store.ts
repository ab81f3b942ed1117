import { isStoreError } from '#shared/errors.ts';
import { inParallel } from '../in-parallel.ts';
import { inAction } from '../meter/actions.ts';
import type { Follower, FollowerParts } from './follower.ts';
import { Pace } from './pace.ts';
import { type Look, type PolledPlace, placesOf } from './polled-places.ts';
import type { Want } from './wants.ts';

/** In ms between two rounds. */
export const polling = { fastest: 2_000, slowest: 60_000, failing: 5 * 60_000 };

/** A round of many requests is made less often: on average not more than one in so many ms. */
const perRequest = 250;

/** Requests under way at once. */
const together = 4;

/** In ms: what comes into view is looked at after a moment, together with what else does. */
const settling = 300;

/** Follows a store that tells of nothing, a bucket, by asking for what is on the screen. */
export class PolledStore implements Follower {
  readonly #parts: FollowerParts;
  readonly #pace = new Pace(polling);
  readonly #places = new Map<string, PolledPlace>();
  readonly #stop = new AbortController();
  #visible = false;
  #enabled: boolean;
  #limited = false;
  #requests = 0;
  #asOf: number | null = null;
  #failing: { since: number; message: string } | null = null;
  #timer: NodeJS.Timeout | null = null;
  #running = false;

  constructor(parts: FollowerParts, enabled: boolean) {
    this.#parts = parts;
    this.#enabled = enabled;
  }

  want(want: Want): void {
    const { places, cut } = placesOf(this.#parts.backend, want);
    const wanted = new Set(places.map(({ name }) => name));
    for (const name of this.#places.keys()) if (!wanted.has(name)) this.#places.delete(name);
    const added = places.filter(({ name }) => !this.#places.has(name));
    for (const place of added) this.#places.set(place.name, place);
    const returned = want.visible && !this.#visible;
    const changed = returned || want.visible !== this.#visible || cut !== this.#limited;
    this.#visible = want.visible;
    this.#limited = cut;
    if (added.length > 0 || returned) this.#soon();
    if (!this.#mayPoll()) this.#rest();
    if (changed) this.#parts.onState();
  }

  /** Switches polling on or off. */
  enable(enabled: boolean): void {
    if (enabled === this.#enabled) return;
    this.#enabled = enabled;
    if (enabled) this.#soon();
    else this.#rest();
    this.#parts.onState();
  }

  state() {
    const how = this.#enabled ? (this.#mayPoll() ? 'polled' : 'paused') : 'off';
    return {
      how: how as 'polled' | 'paused' | 'off',
      every: this.#pace.every,
      asOf: this.#asOf,
      failing: this.#failing,
      limited: this.#limited,
      requests: this.#requests,
    };
  }

  close(): void {
    this.#rest();
    this.#stop.abort();
  }

  #mayPoll(): boolean {
    return this.#visible && this.#enabled && this.#places.size > 0;
  }

  #rest(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #soon(): void {
    // A bucket that fails is not asked more often because somebody looks around in it.
    if (!this.#failing) this.#pace.quicken();
    this.#wait(this.#failing ? this.#pace.every : settling);
  }

  #wait(time: number): void {
    this.#rest();
    if (this.#running || !this.#mayPoll() || this.#stop.signal.aborted) return;
    this.#timer = setTimeout(() => void inAction('live.look', () => this.#round()), time).unref();
  }

  async #round(): Promise<void> {
    this.#running = true;
    const places = [...this.#places.values()];
    const from = Date.now();
    try {
      const before = this.#requests;
      const looks = await inParallel(places, together, (place) => this.#look(place));
      const found = looks.filter((look) => look !== null);
      await this.#tell(found);
      const isNews = found.some((look) => look.changes.length + look.appeared.length + look.gone.length > 0);
      this.#pace.looked(isNews, (this.#requests - before) * perRequest);
      this.#asOf = from;
      this.#failing = null;
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#failed(error);
    } finally {
      this.#running = false;
    }
    if (this.#stop.signal.aborted) return;
    this.#parts.onState();
    const missed = [...this.#places.values()].some((place) => !places.includes(place));
    this.#wait(missed && !this.#failing ? settling : this.#pace.every);
  }

  /** Null for a place that nobody wants any more. */
  async #look(place: PolledPlace): Promise<Look | null> {
    if (this.#places.get(place.name) !== place) return null;
    const look = await place.look(this.#stop.signal);
    this.#requests += look.requests;
    return look;
  }

  async #tell(looks: readonly Look[]): Promise<void> {
    const { teller } = this.#parts;
    await teller.began(looks.flatMap((look) => look.began));
    await teller.changed(looks.flatMap((look) => look.changes));
    for (const { appeared, gone } of looks) teller.sessions([...appeared], [...gone]);
  }

  #failed(error: unknown): void {
    if (!isStoreError(error)) this.#parts.onDefect(error);
    const message = isStoreError(error) ? error.message : 'Something went wrong inside the app.';
    this.#failing = { since: this.#failing?.since ?? Date.now(), message };
    this.#pace.failed();
    // Slowed down by the server: twice as long again.
    if (isStoreError(error, 'BUSY')) this.#pace.failed();
  }
}
