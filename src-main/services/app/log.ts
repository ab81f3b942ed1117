import { mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { devNull } from 'node:os';
import { dirname } from 'node:path';
import pino from 'pino';
import { withoutPasswords } from '#shared/s3/passwords.ts';

export type Log = pino.Logger;

const maxBytes = 2 * 1024 * 1024;
/** In bytes: how much waits for a disk that takes nothing; what comes then is dropped. */
const maxWaiting = 256 * 1024;
/** In milliseconds: how often the file of a long run is looked at. */
const rotation = 3_600_000;
const secret = ['secretAccessKey', 'sessionToken', 'accessKeyId', 'keys', 'token', 'credentials'];

/**
 * Opens the log file, one JSON line an event. Names of fields that could hold a secret are blanked whatever
 * they hold, and so are names and passwords in addresses; of errors only name, code, message and stack are written. Once the file has grown it is kept
 * as `.1`. A disk that takes no more lines stops nothing else.
 */
export function openLog(file: string): Log {
  setAside(file);
  // Opened at once: a folder that is gone a moment later is no error of a file that is opened in the background.
  // Line by line: what is left over at the end would be tried for ever on a full disk, and keep the app from ending.
  const destination = pino.destination({ dest: openNow(file), sync: true, maxLength: maxWaiting });
  destination.on('error', () => undefined);
  setInterval(() => {
    if (setAside(file)) destination.reopen(file);
  }, rotation).unref();
  return pino(
    {
      base: null,
      redact: [...secret, ...secret.map((name) => `*.${name}`)],
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: describeError, reason: withoutPasswords },
    },
    destination,
  );
}

function openNow(file: string): number {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    return openSync(file, 'a', 0o600);
  } catch {
    return openSync(devNull, 'a');
  }
}

/** Errors of libraries carry requests along, and those carry signatures. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: withoutPasswords(String(error)) };
  const { name, message, stack } = error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return { name, code, message: withoutPasswords(message), stack: stack && withoutPasswords(stack) };
}

function setAside(file: string): boolean {
  try {
    if (statSync(file).size <= maxBytes) return false;
    renameSync(file, `${file}.1`);
    return true;
  } catch {
    // There is no log yet, or it cannot be moved.
    return false;
  }
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
