import type { CallOptions, ListBatch } from '../backend.ts';
import { type FlatPage, flatPage, type ListRequest } from './listing.ts';
import type { Reach } from './reach.ts';

/** All objects whose keys start with a prefix, page by page. */
export async function* listAll(
  reach: Reach,
  prefix: string,
  { signal }: CallOptions,
): AsyncGenerator<ListBatch> {
  const { client, bucket, keys } = reach;
  let cursor: string | null = null;
  do {
    const request: ListRequest = { bucket, prefix, cursor };
    const page: FlatPage = await reach.call('list', reach.uri(prefix), signal, (until) =>
      flatPage(client, keys, request, until),
    );
    cursor = page.cursor;
    yield { entries: page.entries, problems: page.problems };
  } while (cursor !== null);
}
