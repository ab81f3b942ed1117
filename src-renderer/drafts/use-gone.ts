import { useEffect, useMemo, useState } from 'react';
import type { Draft } from '#shared/model/draft.ts';
import { onEvent } from '../client/events.ts';
import { appSource } from '../documents/source.ts';
import { oneAtATime } from '../live/one-at-a-time.ts';
import { onStale } from '../shell/stale.ts';
import { useStores } from '../stores/stores.ts';

/** As many keys as one call takes. */
const batch = 200;
/** In ms: a store that is written all the time is asked not more often than this. */
const restBetweenLooks = 500;

/** Drafts whose store is open, in pieces that one call can ask about. */
function piecesOf(drafts: readonly Draft[], open: ReadonlySet<string>): Draft[][] {
  const reachable = drafts.filter(({ store }) => open.has(store));
  return [...Map.groupBy(reachable, ({ store }) => store).values()].flatMap((all) =>
    Array.from({ length: Math.ceil(all.length / batch) }, (_, index) =>
      all.slice(index * batch, (index + 1) * batch),
    ),
  );
}

async function findGone(piece: readonly Draft[]): Promise<string[]> {
  const [first] = piece;
  if (!first) return [];
  const files = await appSource.versions(
    first.store,
    piece.map(({ key }) => key),
  );
  return piece.filter((_, index) => files[index] === null).map(({ id }) => id);
}

/** The ids of the drafts whose file is not in its store any more, as far as that can be asked. */
export function useGone(drafts: readonly Draft[] | null): ReadonlySet<string> {
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const stores = useStores((state) => state.stores);
  const pieces = useMemo(() => {
    const open = stores?.filter(({ state }) => state === 'open').map(({ id }) => id);
    return piecesOf(drafts ?? [], new Set(open));
  }, [drafts, stores]);
  useEffect(() => {
    let wanted = true;
    const look = oneAtATime(async () => {
      const answers = wanted ? await Promise.allSettled(pieces.map(findGone)) : [];
      // What cannot be asked is not said to be gone.
      const ids = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
      if (wanted) setGone(new Set(ids));
    }, restBetweenLooks);
    look();
    const shown = new Set(pieces.flat().map(({ store }) => store));
    const stops = [onEvent('changed', ({ store }) => shown.has(store) && look()), onStale(look)];
    return () => {
      wanted = false;
      for (const stop of stops) stop();
    };
  }, [pieces]);
  return gone;
}
