import { mkdirSync, renameSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import pino from 'pino';

export type Log = pino.Logger;

const maxBytes = 2 * 1024 * 1024;

/**
 * Opens the log file, one JSON line an event. Names of fields that could hold a secret are blanked whatever
 * they hold. The file of the last time is kept as `.1` once it has grown.
 */
export function openLog(file: string): Log {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    if (statSync(file).size > maxBytes) renameSync(file, `${file}.1`);
  } catch {
    // There is no log yet.
  }
  const secret = ['secretAccessKey', 'sessionToken', 'accessKeyId', 'keys', 'token', 'credentials'];
  return pino(
    {
      base: null,
      redact: [...secret, ...secret.map((name) => `*.${name}`)],
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    pino.destination({ dest: file, sync: false, mkdir: true, mode: 0o600 }),
  );
}

/** The last bytes of a log as lines; empty where there is none. */
export async function logTail(file: string, bytes = 16 * 1024): Promise<string[]> {
  try {
    const handle = await open(file);
    try {
      const { size } = await handle.stat();
      const start = Math.max(0, size - bytes);
      const buffer = Buffer.alloc(size - start);
      await handle.read(buffer, 0, buffer.length, start);
      const lines = buffer.toString('utf8').split('\n').filter(Boolean);
      return start > 0 ? lines.slice(1) : lines;
    } finally {
      await handle.close();
    }
  } catch {
    return [];
  }
}
