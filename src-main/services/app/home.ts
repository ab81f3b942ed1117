import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { z } from 'zod';
import { readStoredText, stillAt } from '#core/stored-text.ts';
import { isStoreError } from '#shared/errors.ts';
import { FileSystemStorage } from '#storage/filesystem/index.ts';

/** The folder of the app itself: settings, layout, deleted files, log. Never inside a store. */
export interface Home {
  readonly path: string;
  /** Reads a JSON file; the fallback where it is missing or no longer fits the schema. */
  readJson<T>(name: string, schema: z.ZodType<T>, fallback: T): Promise<T>;
  /** Writes a JSON file, whole or not at all. */
  writeJson(name: string, value: unknown): Promise<void>;
  /**
   * Changes a JSON file by what stands in it now, and answers that. Of two who change at once, in two processes
   * too, neither loses anything. What cannot be read is kept beside it as `.damaged` before it is replaced.
   */
  updateJson<T>(name: string, schema: z.ZodType<T>, fallback: T, change: (current: T) => T): Promise<T>;
  readonly storage: FileSystemStorage;
}

/** Where the app keeps its own files: `AGENTFLOW_SESSIONS_HOME`, or the platform's place for such. */
export function defaultHomePath(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (env.AGENTFLOW_SESSIONS_HOME) return env.AGENTFLOW_SESSIONS_HOME;
  const name = 'agentflow-sessions';
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name);
  if (platform === 'win32') return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), name);
  return join(env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), name);
}

/** How often a change starts again because another process came first. */
const attempts = 20;

/** Opens the app's folder, making it (readable by the user alone) if need be. */
export function openHome(path: string): Home {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const storage = new FileSystemStorage(path);
  const inTurn = pLimit(1);
  const print = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  return {
    path,
    storage,
    async readJson(name, schema, fallback) {
      const stored = await readStoredText(storage, name);
      return (stored && parsed(stored.text, schema)) ?? fallback;
    },
    async writeJson(name, value) {
      await storage.write(name, print(value));
    },
    updateJson: (name, schema, fallback, change) =>
      inTurn(async () => {
        for (let attempt = 1; ; attempt++) {
          const stored = await readStoredText(storage, name);
          const current = stored && parsed(stored.text, schema);
          if (stored && current === null) await storage.write(`${name}.damaged`, stored.text);
          const value = change(current ?? fallback);
          try {
            await storage.write(name, print(value), stillAt(storage, stored?.version ?? null));
            return value;
          } catch (error) {
            if (!isStoreError(error, 'CONFLICT') || attempt === attempts) throw error;
          }
        }
      }),
  };
}

/** Null for what is no JSON, or no longer fits. */
function parsed<T>(text: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** A short, file-safe name for something that is not: names of the home's files come from hashes. */
export function hashName(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}
