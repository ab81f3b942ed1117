import type { PastListing } from '../backend.ts';
import { keepsVersions, pastFolders, pastStates } from './past-listing.ts';
import type { Reach } from './reach.ts';
import type { ObjectWriter } from './writing.ts';

/** What the bucket of a store keeps of files that may be there no more. */
export function pastOfStore(reach: Reach, writer: ObjectWriter): PastListing {
  const { client, bucket, keys } = reach;
  return {
    keeps: ({ signal } = {}) =>
      reach.call('look at', `s3://${bucket}`, signal, (until) => keepsVersions(client, bucket, until)),
    folders: (folder, { signal, cursor = null, startsWith = '' } = {}) => {
      const above = keys.below(folder);
      const request = { bucket, prefix: above + startsWith, cursor };
      return reach.call('list the versions of', reach.uri(above), signal, (until) =>
        pastFolders(client, request, above, until),
      );
    },
    below: (folder, { signal, cursor = null } = {}) => {
      const request = { bucket, prefix: keys.below(folder), cursor };
      return reach.call('list the versions of', reach.uri(request.prefix), signal, (until) =>
        pastStates(client, keys, request, until),
      );
    },
    attributes: (key, id, { signal } = {}) => {
      const target = reach.target(key, id);
      return reach.call('look at', target.uri, signal, (until) => writer.attributes(target, until));
    },
  };
}
