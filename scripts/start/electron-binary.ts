import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../run-program.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** What was found, or why nothing was, as a sentence. */
export type Binary = { kind: 'found'; path: string } | { kind: 'missing'; why: string };

/** The parts of the machine that the search depends on. */
export interface BinarySearch {
  /** Folder of the `electron` package. */
  readonly electron: string;
  /** Where a failed attempt is remembered. */
  readonly memory: string;
  readonly env: NodeJS.ProcessEnv;
  /** In milliseconds: how long fetching may take. */
  readonly limit: number;
}

const here: BinarySearch = {
  electron: join(root, 'node_modules', 'electron'),
  memory: join(root, 'node_modules', '.electron-unreachable'),
  env: process.env,
  limit: 3 * minute,
};

/**
 * Electron's binary; fetched if it is not there, since its package does that on first use and not when it is
 * installed. A failure is remembered for a day, so that the next start does not wait for it again.
 */
export async function electronBinary(search: BinarySearch = here): Promise<Binary> {
  const found = installedBinary(search);
  if (found) return { kind: 'found', path: found };
  if (search.env.ELECTRON_SKIP_BINARY_DOWNLOAD) {
    return { kind: 'missing', why: 'Electron is not there, and ELECTRON_SKIP_BINARY_DOWNLOAD is set.' };
  }
  if (failedLately(search.memory)) {
    return { kind: 'missing', why: 'Electron could not be fetched lately; it is tried again after a day.' };
  }
  console.error('Fetching Electron, once…');
  const problem = await fetchBinary(search);
  const fetched = installedBinary(search);
  if (problem === null && fetched) {
    rmSync(search.memory, { force: true });
    return { kind: 'found', path: fetched };
  }
  writeFileSync(search.memory, problem ?? '');
  return { kind: 'missing', why: `Electron could not be fetched (${problem ?? 'it is not in its place'}).` };
}

/** Looks where Electron's own start script looks. */
function installedBinary({ electron, env }: BinarySearch): string | null {
  const named = join(electron, 'path.txt');
  const name = existsSync(named) ? readFileSync(named, 'utf8') : 'electron';
  const path = join(env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electron, 'dist'), name);
  return existsSync(path) ? path : null;
}

function failedLately(memory: string): boolean {
  return existsSync(memory) && Date.now() - statSync(memory).mtimeMs < day;
}

/** Null when it went well, else why it did not. */
function fetchBinary({ electron, env, limit }: BinarySearch): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(electron, 'install.js')], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: limit,
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const stop = (signal: NodeJS.Signals) => {
      child.kill(signal);
      process.exit(130);
    };
    process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop);
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => {
      process.off('SIGINT', stop).off('SIGTERM', stop).off('SIGHUP', stop);
      if (code === 0) resolve(null);
      else if (signal) resolve(`it took longer than ${Math.round(limit / 1000)} s`);
      else resolve(reasonOf(said) || `its installer ended with ${code}`);
    });
  });
}

/** The line of a stack trace that says what happened. */
function reasonOf(said: string): string {
  const line = said.split('\n').find((text) => /error|\b[A-Z]{5,}\b/i.test(text)) ?? '';
  return line
    .trim()
    .replace(/^(\w*Error):\s*/, '')
    .slice(0, 200);
}
