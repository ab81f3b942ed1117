import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Runs Node programs one after the other from the project's root; the first that fails ends this process with
 * its exit code.
 */
export async function run(programs: string[][], env: Record<string, string> = {}): Promise<void> {
  for (const args of programs) {
    const code = await runOne(args, env);
    if (code !== 0) process.exit(code);
  }
}

function runOne(args: string[], env: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, INIT_CWD: process.env.INIT_CWD ?? process.cwd(), ...env },
    });
    let asked = false;
    const forward = (signal: NodeJS.Signals) => {
      asked = true;
      child.kill(signal);
    };
    process.on('SIGINT', forward).on('SIGTERM', forward).on('SIGHUP', forward);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      process.off('SIGINT', forward).off('SIGTERM', forward).off('SIGHUP', forward);
      if (signal && !asked) console.error(`${args.join(' ')} was ended by ${signal}.`);
      resolve(code ?? 130);
    });
  });
}
