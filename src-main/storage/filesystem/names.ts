import { hash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { StoreError } from '#shared/errors.ts';
import { byteLength } from '#shared/format/keys.ts';
import type { Capabilities } from '../backend.ts';
import { checkFits } from '../failures.ts';

const tempPrefix = '.agentflow-tmp-';

/**
 * What a temp file of a save holds: the new bytes, the old ones, a note on the old ones, a journal, or that somebody
 * is saving.
 */
export type TempKind = 'new' | 'old' | 'note' | 'log' | 'lock';

const host = hash('sha256', hostname()).slice(0, 8);

/** Who a temp file belongs to: this process on this machine. */
export const owner = `${host}.${process.pid}`;

/** A fresh name for a temp file in the store's root. */
export function tempName(kind: TempKind): string {
  return `${tempPrefix}${kind}-${owner}-${randomBytes(6).toString('hex')}`;
}

/** The name of the note on an old file that lies under the given name. */
export function noteNameOf(name: string): string {
  return name.replace(`${tempPrefix}old-`, `${tempPrefix}note-`);
}

/** The lock of one file, by its place below the root. Disks may ignore case, so it does too. */
export function lockName(place: string): string {
  return `${tempPrefix}lock-${hash('sha256', place.toLowerCase()).slice(0, 24)}`;
}

/** Whether a name is that of a temp file of a save; such are never listed. */
export function isTempName(name: string): boolean {
  return name.startsWith(tempPrefix);
}

/** Whether a name is that of a temp file of this kind. */
export function isTempOf(kind: TempKind, name: string): boolean {
  return name.startsWith(`${tempPrefix}${kind}-`);
}

/** The owner in the name of a temp file; null where there is none. */
export function ownerOf(name: string): string | null {
  return /^\.agentflow-tmp-(?:new|old|note|log)-([0-9a-f]{8}\.\d+)-/.exec(name)?.[1] ?? null;
}

/** Whether the owner is a process of this machine that has ended. */
export function hasEnded(who: string): boolean {
  const [where, pid] = who.split('.');
  if (where !== host || !pid) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

const reservedOnWindows = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

/** Why a folder on this platform cannot hold a legal key; null when it can. */
export function localNameProblem(key: string, platform: NodeJS.Platform): string | null {
  for (const segment of key.split('/')) {
    if (isTempName(segment)) return `Names that start with “${tempPrefix}” are kept for saving.`;
    if (platform !== 'win32') continue;
    const forbidden = /[\\:*?"<>|\u0001-\u001f]/.exec(segment)?.[0];
    if (forbidden) return `Windows does not allow ${JSON.stringify(forbidden)} in a name.`;
    if (/[. ]$/.test(segment)) return 'Windows does not allow a name to end with a dot or a space.';
    if (reservedOnWindows.test(segment)) return `Windows keeps the name “${segment}” for itself.`;
  }
  return null;
}

/** Throws `INVALID_NAME` unless a folder on this platform can hold the key. */
export function checkFolderKey(key: string, limits: Capabilities): void {
  checkFits(key, 'folder', limits);
  const problem = localNameProblem(key, process.platform);
  if (problem !== null) throw new StoreError('INVALID_NAME', problem, { where: key });
}

const longestPath: Partial<Record<NodeJS.Platform, number>> = { linux: 4095, darwin: 1023, win32: 32_000 };

/** What a folder at this absolute path can do and hold. */
export function folderCapabilities(root: string): Capabilities {
  return {
    listing: 'whole',
    conditionalWrite: 'checked',
    watch: true,
    maxSegmentBytes: 255,
    maxKeyBytes: (longestPath[process.platform] ?? 1023) - byteLength(root) - 1,
  };
}
