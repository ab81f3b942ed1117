import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import { isStoreError } from '#shared/errors.ts';
import { FileSystemStorage } from '#storage/index.ts';

/** The folder of the app itself: settings, layout, deleted files, log. Never inside a store. */
export interface Home {
  readonly path: string;
  /** Reads a JSON file; the fallback where it is missing or no longer fits the schema. */
  readJson<T>(name: string, schema: z.ZodType<T>, fallback: T): Promise<T>;
  /** Writes a JSON file, whole or not at all. */
  writeJson(name: string, value: unknown): Promise<void>;
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

/** Opens the app's folder, making it (readable by the user alone) if need be. */
export function openHome(path: string): Home {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const storage = new FileSystemStorage(path);
  return {
    path,
    storage,
    async readJson(name, schema, fallback) {
      try {
        const parsed = schema.safeParse(JSON.parse(await storage.read(name)));
        return parsed.success ? parsed.data : fallback;
      } catch (error) {
        if (isStoreError(error, 'NOT_FOUND') || error instanceof SyntaxError) return fallback;
        throw error;
      }
    },
    async writeJson(name, value) {
      await storage.write(name, `${JSON.stringify(value, null, 2)}\n`);
    },
  };
}

/** A short, file-safe name for something that is not: names of the home's files come from hashes. */
export function hashName(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}
