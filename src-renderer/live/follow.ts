import { client } from '../client/client.ts';
import { staySubscribed } from '../client/subscription.ts';
import { followOutsideChanges } from './outside-marks.ts';
import { followVisibility, showOn } from './shown.ts';
import { takeState } from './states.ts';
import { followShownTabs } from './tabs.ts';

/** Lets main know what this window shows, and learns how that is followed. Called once. */
export function followLive(): void {
  // A name for each subscription: the end of the one before must not end what this one wants.
  let window = '';
  staySubscribed({
    subscribe: (signal) => {
      window = crypto.randomUUID();
      return client.live.follow({ window }, { signal });
    },
    begun: () => showOn(window),
    take: takeState,
    ended: () => showOn(null),
  });
  followVisibility();
  followShownTabs();
  followOutsideChanges();
}
