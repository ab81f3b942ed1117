import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export interface ChildOptions {
  /** As a user without rights, where this one has all of them. */
  unprivileged?: boolean;
  /** In blocks of 512 bytes. */
  fileSizeLimit?: number;
  /** How many files the process may have open. */
  openFilesLimit?: number;
  input?: string;
}

const nobody = 65_534;

function commandOf(script: string, args: string[], options: ChildOptions): [string, string[]] {
  const command = [process.execPath, fileURLToPath(new URL(script, import.meta.url)), ...args];
  const limits: string[] = [];
  // The signal of that limit ends a process; ignored, the write fails instead.
  if (options.fileSizeLimit) limits.push(`trap '' XFSZ; ulimit -f ${options.fileSizeLimit}`);
  if (options.openFilesLimit) limits.push(`ulimit -n ${options.openFilesLimit}`);
  const limited =
    limits.length > 0 ? ['sh', '-c', `${limits.join('; ')}; exec "$@"`, '-', ...command] : command;
  const [program = '', ...rest] = limited;
  return [program, rest];
}

/** Runs a script of this folder in a process of its own; returns the JSON that it prints. */
export function childOf(script: string, args: string[], options: ChildOptions = {}): unknown {
  const [program, rest] = commandOf(script, args, options);
  const asOther = options.unprivileged && process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  if (options.unprivileged && args[0]) chmodSync(path.dirname(args[0]), 0o755);
  const done = spawnSync(program, rest, { ...asOther, input: options.input ?? '', encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${script} failed: ${done.stderr}`);
  return JSON.parse(done.stdout);
}

/** Starts a script of this folder, which prints a line once it is under way. */
export async function startChild(script: string, args: string[]): Promise<ChildProcess> {
  const [program, rest] = commandOf(script, args, {});
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return child;
}
