import type { ByteSource } from '#storage/backend.ts';
import { piecesOf } from '#storage/cancelling.ts';

/** A source whose pieces are fetched one by one from elsewhere. */
export interface Pulled {
  /** The next piece, null at the end. */
  pull(): Promise<Uint8Array | null>;
  /** What the source failed with, if it did. */
  failure(): unknown;
  /** Lets go of the source. */
  stop(): void;
}

export function pullFrom(source: ByteSource, signal: AbortSignal | undefined, key: string): Pulled {
  const pieces = piecesOf(source, signal, key);
  let failure: unknown;
  return {
    async pull() {
      try {
        const step = await pieces.next();
        return step.done ? null : step.value.slice();
      } catch (error) {
        failure = error;
        throw error;
      }
    },
    failure: () => failure,
    stop: () => void pieces.return(undefined),
  };
}
