import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const memory = '/dev/shm';
const enough = 2 * 1024 ** 3;

/**
 * A new folder for one test, and the way to be rid of it. It lies in memory where there is room: each test copies
 * a store of hundreds of files, and on a disk that takes as long as many a test. Storage itself is tested on disks.
 */
export function makeScratchFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(hasRoomInMemory() ? memory : tmpdir(), 'agentflow-e2e-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function hasRoomInMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize > enough;
  } catch {
    return false;
  }
}
