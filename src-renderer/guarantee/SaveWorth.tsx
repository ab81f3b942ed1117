import type { Operation } from '#shared/model/guarantee.ts';
import type { StoreId } from '#shared/model/store.ts';
import { useStore } from '../stores/stores.ts';
import { worthOf } from './words.ts';

interface SaveWorthProps {
  store: StoreId;
  operation?: Operation;
}

/** A sentence on what a change is worth, where somebody has to decide about it. */
export function SaveWorth({ store, operation = 'replace' }: SaveWorthProps) {
  const worth = worthOf(useStore(store), operation);
  return worth && <> {worth}</>;
}
