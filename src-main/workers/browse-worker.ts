/** A thread for one look into a folder of the machine: what it finds may be a dead mount, which blocks it. */
import { readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { compareKeys } from '#shared/format/keys.ts';
import type { BrowseMessage, BrowseWorkerData, Candidate } from './browsing/messages.ts';

const tell = (message: BrowseMessage) => parentPort?.postMessage(message);

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** What cannot be looked at is as good as no folder. */
function look(path: string): boolean {
  try {
    return isFolder(path);
  } catch {
    return false;
  }
}

function candidatesIn(folder: string): Candidate[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map((entry) => ({ name: entry.name, isLink: entry.isSymbolicLink() }))
    .sort(
      (a, b) =>
        Number(a.name.startsWith('.')) - Number(b.name.startsWith('.')) || compareKeys(a.name, b.name),
    );
}

function browse({ path }: BrowseWorkerData): void {
  const folder = resolve(path ?? homedir());
  try {
    const candidates = candidatesIn(folder);
    const parent = dirname(folder);
    tell({ kind: 'listed', path: folder, parent: parent === folder ? null : parent, candidates });
    for (const { name } of candidates) {
      const inside = join(folder, name);
      tell({ kind: 'looked', name, isFolder: look(inside), store: look(join(inside, 'sessions')) });
    }
    tell({ kind: 'done' });
  } catch (error) {
    const cause = (error as NodeJS.ErrnoException).code ?? 'unknown';
    tell({ kind: 'failed', path: folder, cause });
  }
}

browse(workerData as BrowseWorkerData);
