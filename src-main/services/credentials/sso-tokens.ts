import { mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { getSSOTokenFilepath } from '@smithy/core/config';
import { z } from 'zod';
import { writePrivately } from '../app/private-file.ts';
import { placeKey, type SsoPlace } from './sso-place.ts';

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

/** A token, and the file that holds it. */
interface Kept {
  readonly path: string;
  readonly token: SsoToken;
}

/** The token of a place, as this app or an AWS tool wrote it; null where there is none that can be read. */
export function readToken({ cachedAs }: SsoPlace): Promise<SsoToken | null> {
  return readAt(getSSOTokenFilepath(cachedAs));
}

/** All tokens that serve a place, also those that were got for other profiles, the longest lived first. */
export async function tokensFor(place: SsoPlace): Promise<SsoToken[]> {
  const tokens = (await allKept()).map(({ token }) => token).filter((token) => isFor(token, place));
  return tokens.sort((one, other) => endOf(other) - endOf(one));
}

/** Writes the token of a place for this user alone, and wherever the one is kept that it takes the place of. */
export async function writeToken(place: SsoPlace, token: SsoToken, before?: SsoToken): Promise<void> {
  const path = getSSOTokenFilepath(place.cachedAs);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const same = before
    ? (await allKept()).filter((kept) => kept.token.accessToken === before.accessToken)
    : [];
  const paths = new Set([path, ...same.map((kept) => kept.path)]);
  for (const each of paths) await writePrivately(each, JSON.stringify(token, null, 2));
}

/** When a token ends, in ms since the epoch. */
export function endOf({ expiresAt }: SsoToken): number {
  return Date.parse(expiresAt) || 0;
}

function isFor({ startUrl, region }: SsoToken, place: SsoPlace): boolean {
  return startUrl !== undefined && region !== undefined && placeKey({ startUrl, region }) === placeKey(place);
}

async function allKept(): Promise<Kept[]> {
  const folder = dirname(getSSOTokenFilepath(''));
  const names = await readdir(folder).catch(() => []);
  const paths = names.filter((name) => name.endsWith('.json')).map((name) => join(folder, name));
  const kept = await Promise.all(paths.map(async (path) => ({ path, token: await readAt(path) })));
  return kept.flatMap(({ path, token }) => (token ? [{ path, token }] : []));
}

async function readAt(path: string): Promise<SsoToken | null> {
  try {
    return tokenSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}
