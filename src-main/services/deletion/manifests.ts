import { readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { deletedSchema } from '#shared/model/app.ts';
import type { Database } from '#workers/database/database.ts';
import type { Home } from '../app/home.ts';

/** How deletions were kept before there was a database: a file each. */
const manifestSchema = deletedSchema.extend({
  copies: z.array(
    z.object({
      key: z.string(),
      hash: z.string(),
      size: z.number(),
      contentType: z.string().nullable(),
    }),
  ),
});

const folder = 'deleted';

/** Takes the deletions of a former version of the app into the database, and removes their files. */
export async function takeInManifests(home: Home, database: Database): Promise<void> {
  const path = join(home.path, folder);
  const names = await readdir(path).catch(() => null);
  if (names === null) return;
  for (const name of names) {
    const manifest = await home.readJson(`${folder}/${name}`, manifestSchema.nullable(), null);
    if (!manifest) continue;
    const { id, store, what, at, copies } = manifest;
    const files = copies.map(({ contentType, ...copy }) => ({
      ...copy,
      carried: JSON.stringify({ contentType: contentType ?? undefined }),
    }));
    await database.call('deletions.takeIn', { id, store, what, at, files });
    await rm(join(path, name), { force: true });
  }
  // One that could not be understood stays.
  await rmdir(path).catch(() => {});
}
