import { z } from 'zod';
import { StoreError } from '#shared/errors.ts';
import { compareKeys } from '#shared/format/keys.ts';
import type { PastSessions } from '#shared/model/past-session.ts';
import type { CallOptions, PastListing, ReadableBackend } from '#storage/backend.ts';

const folder = 'sessions';

/** How far both listings have come: those of all sessions that ever were, and of those that are. */
const placeSchema = z.object({
  past: z.string(),
  /** Null after the last living session. */
  living: z.string().nullable(),
  /** Living sessions that lie behind what was searched. */
  ahead: z.array(z.string()),
});

type Place = z.infer<typeof placeSchema>;

/** A step of the search for sessions that are there no more: those of one page of what the bucket has ever held. */
export async function searchDeleted(
  backend: ReadableBackend,
  past: PastListing,
  { startsWith, cursor }: { startsWith: string; cursor: string | null },
  options: CallOptions,
): Promise<PastSessions> {
  const place = cursor === null ? null : parsePlace(cursor);
  const page = await past.folders(folder, { ...options, startsWith, cursor: place?.past ?? null });
  const last = page.folders.at(-1);
  const living = new Set(place?.ahead);
  let newest = place?.ahead.at(-1);
  let next = place === null ? '' : place.living;
  while (next !== null && last !== undefined && (newest === undefined || compareKeys(newest, last) < 0)) {
    const from = next === '' ? null : next;
    const level = await backend.listLevel(folder, { ...options, startsWith, cursor: from, namesOnly: true });
    for (const name of level.folders) living.add(name);
    newest = level.folders.at(-1) ?? newest;
    next = level.cursor;
  }
  const sessions = page.folders.filter((name) => name !== '' && !living.has(name));
  return {
    sessions,
    looked: page.folders.length,
    cursor: page.cursor && placeAfter(page.cursor, last, next, living),
  };
}

function placeAfter(
  past: string,
  last: string | undefined,
  living: string | null,
  seen: ReadonlySet<string>,
): string {
  const ahead = [...seen].filter((name) => last === undefined || compareKeys(name, last) > 0);
  const place: Place = { past, living, ahead };
  return JSON.stringify(place);
}

function parsePlace(cursor: string): Place {
  try {
    return placeSchema.parse(JSON.parse(cursor));
  } catch {
    throw new StoreError(
      'INVALID',
      'The search for deleted sessions cannot go on from here. Begin it again.',
    );
  }
}
