import { spawn } from 'node:child_process';
import { root } from '../run-program.ts';
import { electronBinary } from './electron-binary.ts';

/** In milliseconds: how soon is at once. */
const startTime = 10_000;

/** How the desktop app ended, or why it could not be opened, as a sentence. */
export type Outcome = { kind: 'ended'; code: number } | { kind: 'impossible'; why: string };

/** Whether a window could be shown. */
export function hasDisplay(platform = process.platform, env = process.env): boolean {
  return platform === 'darwin' || platform === 'win32' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** Opens the desktop app and waits for its end; signals reach it. */
export async function runDesktop(args: readonly string[]): Promise<Outcome> {
  if (!hasDisplay()) return { kind: 'impossible', why: 'There is no display.' };
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    return { kind: 'impossible', why: 'Electron has no sandbox when root runs it.' };
  }
  const binary = await electronBinary();
  if (binary.kind === 'missing') return { kind: 'impossible', why: binary.why };
  return runElectron(binary.path, [root, ...args]);
}

/** Runs Electron. Who ends at once with an error could not show a window, e.g. for want of a system library. */
export function runElectron(binary: string, args: readonly string[]): Promise<Outcome> {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(binary, args, { cwd: root, stdio: 'inherit', env });
    let stopped = false;
    const forward = (signal: NodeJS.Signals) => {
      stopped = true;
      child.kill(signal);
    };
    process.on('SIGINT', forward).on('SIGTERM', forward).on('SIGHUP', forward);
    const impossible = (why: string) => resolve({ kind: 'impossible', why });
    child.on('error', (error) => impossible(`Electron could not be started (${error.message}).`));
    child.on('exit', (code, signal) => {
      process.off('SIGINT', forward).off('SIGTERM', forward).off('SIGHUP', forward);
      if (!stopped && code !== 0 && Date.now() - started < startTime) {
        impossible(`Electron ended at once (${signal ?? code}).`);
      } else resolve({ kind: 'ended', code: code ?? (signal ? 130 : 1) });
    });
  });
}
