import type { LiveState } from '#shared/model/live.ts';
import { takeState } from '#ui/live/states.ts';

/** Says whether somebody else writes to the session `s`, as main does. */
export function running(on: boolean): void {
  const state: LiveState = {
    store: 'store',
    how: 'watched',
    every: null,
    asOf: 0,
    failing: null,
    limited: false,
    requests: 0,
    running: on ? [{ session: 's', keys: ['sessions/s/w/other_scratch.md'] }] : [],
  };
  takeState(state);
}
