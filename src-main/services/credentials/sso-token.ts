import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { getSSOTokenFilepath } from '@smithy/core/config';
import { z } from 'zod';
import type { SsoPlace } from './profiles.ts';

/** As the AWS tools write it. */
const tokenSchema = z.looseObject({
  accessToken: z.string(),
  /** ISO 8601. */
  expiresAt: z.string(),
  refreshToken: z.string().optional(),
  clientId: z.string().optional(),
  clientSecret: z.string().optional(),
  registrationExpiresAt: z.string().optional(),
  startUrl: z.string().optional(),
  region: z.string().optional(),
});

export type SsoToken = z.infer<typeof tokenSchema>;

/** The token of a place, as this app or an AWS tool wrote it; null where there is none that can be read. */
export async function readToken({ cachedAs }: SsoPlace): Promise<SsoToken | null> {
  try {
    return tokenSchema.parse(JSON.parse(await readFile(getSSOTokenFilepath(cachedAs), 'utf8')));
  } catch {
    return null;
  }
}

/** Writes a token, whole or not at all, for this user alone. */
export async function writeToken({ cachedAs }: SsoPlace, token: SsoToken): Promise<void> {
  const path = getSSOTokenFilepath(cachedAs);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const beside = `${path}.${process.pid}.tmp`;
  try {
    await rm(beside, { force: true });
    const file = await open(beside, 'wx', 0o600);
    try {
      await file.writeFile(JSON.stringify(token, null, 2));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } finally {
    await rm(beside, { force: true });
  }
}
