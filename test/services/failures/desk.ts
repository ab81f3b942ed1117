import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { ErrorCode, ErrorData } from '#shared/errors.ts';
import { temporaryFolder } from '../../support/home.ts';

export const key = 'sessions/a/default/plan_summary.md';
const nobody = 65_534;

/** What a command came to. */
export type Answer = { done: unknown } | { code: ErrorCode; message: string; data: ErrorData };

/** The services of the app at work on a folder, in a process of their own. */
export interface Desk {
  readonly home: string;
  readonly folder: string;
  readonly file: string;
  readonly process: ChildProcess;
  run(command: 'open' | 'save' | 'create' | 'list', text?: string): Promise<Answer>;
}

interface DeskOptions {
  /** Put before its command, given its home and folder. */
  prefix?: (home: string, folder: string) => readonly string[];
  /** Without the rights of root. */
  unprivileged?: boolean;
}

/** Starts it on a folder with one summary, `old`, and opens that. */
export async function startDesk({ prefix, unprivileged = false }: DeskOptions = {}): Promise<Desk> {
  const top = temporaryFolder();
  const [home, folder] = [join(top, 'home'), join(top, 'store')];
  const file = join(folder, key);
  mkdirSync(home);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, 'old');
  const asOther = unprivileged && process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  if (unprivileged) for (const each of [top, home]) chmodSync(each, 0o777);
  const script = fileURLToPath(new URL('children/desk.ts', import.meta.url));
  const [program = '', ...args] = [
    ...(prefix?.(home, folder) ?? []),
    process.execPath,
    script,
    home,
    folder,
    key,
  ];
  const child = spawn(program, args, { ...asOther, stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(async () => {
    if (child.exitCode !== null) return;
    child.stdin.end();
    await once(child, 'exit');
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  await lines.next();
  const desk: Desk = {
    home,
    folder,
    file,
    process: child,
    async run(command, text = '') {
      child.stdin.write(`${JSON.stringify({ command, text })}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error('The process has ended.');
      return JSON.parse(value);
    },
  };
  await desk.run('open');
  return desk;
}

/** What is stored, as the process sees it. */
export function stored({ process: { pid }, file }: Desk): string {
  // Its disk may be one that it alone sees.
  return readFileSync(process.platform === 'linux' ? `/proc/${pid}/root${file}` : file, 'utf8');
}
