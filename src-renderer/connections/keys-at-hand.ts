import { useEffect, useState } from 'react';
import type { Store } from '#shared/model/store.ts';
import { client } from '../client/client.ts';

/** Whether main has keys of a connection: asked anew whenever the list changes, and taken for so until it answers. */
export function useKeysAtHand(store: Store | null): boolean {
  const [atHand, setAtHand] = useState(true);
  useEffect(() => {
    if (store?.location.kind !== 's3') return;
    const controller = new AbortController();
    client.connections.keysKept({ store: store.id }, { signal: controller.signal }).then(
      setAtHand,
      // Where they cannot be read, opening would not get at them either.
      () => controller.signal.aborted || setAtHand(false),
    );
    return () => controller.abort();
  }, [store]);
  return atHand;
}
