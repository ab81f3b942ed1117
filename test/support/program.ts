import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export const root = join(import.meta.dirname, '..', '..');

/** What a program answers that was asked to end: Windows ends it without asking. */
export const endedByRequest = process.platform === 'win32' ? null : 0;

/** Path of a file of the build; throws where there is none. */
export function built(path: string): string {
  const file = join(root, 'dist', path);
  if (!existsSync(file))
    throw new Error('There is no build to test. Run `npm run build` first; `npm test` does.');
  return file;
}

/** Runs a Node program of the project, with all that it says; it is gone after the test. */
export function program(args: readonly string[], env: Record<string, string>) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
  });
  const closed = once(child, 'close');
  // Asked, not killed: what it has started itself has to end too.
  onTestFinished(async () => {
    child.kill();
    await closed;
  });
  return {
    child,
    said,
    /** The address of its `Ready:` line. */
    async ready(): Promise<URL> {
      while (!said.out.includes('\n')) await once(child.stdout, 'data');
      return new URL(said.out.trim().replace(/^Ready: /, ''));
    },
    /** Its exit code, once it has ended. */
    ended: async () => (await closed)[0] as number | null,
  };
}
