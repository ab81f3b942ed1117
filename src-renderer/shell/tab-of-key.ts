import { placeOf } from '#shared/format/layout.ts';
import type { StoreId } from '#shared/model/store.ts';
import type { TabRef } from './tab-ref.ts';

/** The tab that a file opens as, by its place in the store. */
export function tabOfKey(store: StoreId, key: string): TabRef {
  const place = placeOf(key);
  switch (place.kind) {
    case 'scratch':
    case 'summary': {
      const { session, workflow, node, kind } = place;
      return { kind: 'node', store, session, workflow, node, part: kind };
    }
    case 'record':
      return { kind: 'record', store, session: place.session };
    case 'messages':
    case 'history':
      return { kind: 'conversation', store, key };
    default:
      return { kind: 'file', store, key };
  }
}
