import { onEvent } from '../../client/events.ts';
import { say } from '../../shell/said.ts';

/** Says where parts of a broken upload are still in a bucket. Called once. */
export function followPartsLeft(): void {
  onEvent('parts-left', ({ place }) =>
    say({
      kind: 'warning',
      text: `The upload of ${place} came to nothing, but the server did not let its parts be removed yet. That is tried again within two minutes, and when the store is opened the next time. Until then they take room in the bucket.`,
    }),
  );
}
