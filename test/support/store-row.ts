import type { Store } from '#shared/model/store.ts';

/** A store as main tells of it: empty, in memory and open, but for what is said. */
export function storeRow(said: Partial<Store> & Pick<Store, 'id'>): Store {
  return {
    name: said.id,
    location: { kind: 'memory', content: 'empty' },
    place: 'in memory',
    readOnly: false,
    readOnlyReason: null,
    state: 'open',
    guarantee: null,
    signIn: null,
    listing: 'whole',
    problem: null,
    problemCode: null,
    lastOpenedAt: null,
    folder: '',
    colour: null,
    position: 0,
    ...said,
  };
}
