import type { LiveState } from '#shared/model/live.ts';
import type { ReadableBackend } from '#storage/backend.ts';
import type { Teller } from './teller.ts';
import type { Want } from './wants.ts';

export interface FollowerParts {
  readonly backend: ReadableBackend;
  readonly teller: Teller;
  /** Called when its state is another. */
  readonly onState: () => void;
  /** Called with what should not have happened. */
  readonly onDefect: (error: unknown) => void;
}

/** Finds out what happens in one store. */
export interface Follower {
  /** Says what is to be followed from now on. Cheap where little has changed. */
  want(want: Want): void;
  state(): Pick<LiveState, 'how' | 'every' | 'asOf' | 'failing' | 'limited' | 'requests'>;
  close(): void;
}
