/** The places a store can be in. */
export type * from './backend.ts';
export { InMemoryStorage } from './memory.ts';
