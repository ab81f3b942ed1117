import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const nobody = 65_534;
const root = join(import.meta.dirname, '..', '..');

/** The built web host, running in a process of its own. */
export interface WebApp {
  /** Address with the token. */
  readonly url: string;
  readonly process: ChildProcess;
  /** All that it wrote to standard error. */
  errors(): string;
  /** Ends it as a user would; rejects when it does not end cleanly. */
  stop(): Promise<void>;
}

/** Starts the built web host on an app home of its own and waits until it can be used. */
export async function startWebApp(options: {
  stores: readonly string[];
  home: string;
  args?: readonly string[];
  env?: NodeJS.ProcessEnv;
  /** Put before the command. */
  prefix?: readonly string[];
  /** Without the rights of root. */
  unprivileged?: boolean;
}): Promise<WebApp> {
  const [program = '', ...before] = [...(options.prefix ?? []), process.execPath];
  const asOther = options.unprivileged && process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  const child = spawn(
    program,
    [
      ...before,
      join(root, 'dist', 'node', 'web.js'),
      '--no-open',
      ...(options.args ?? []),
      ...options.stores,
    ],
    {
      ...asOther,
      cwd: root,
      env: { ...process.env, ...options.env, AGENTFLOW_SESSIONS_HOME: options.home },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) =>
      reject(new Error(`The app ended with ${code} before it was ready. ${errors}`)),
    );
    createInterface(child.stdout).once('line', (line) => {
      const match = /^Ready: (http\S+)$/.exec(line);
      if (match?.[1]) resolve(match[1]);
      else reject(new Error(`Unexpected first line: ${line}`));
    });
  });
  return {
    url,
    process: child,
    errors: () => errors,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const [code] = await once(child, 'exit');
      if (code !== 0) throw new Error(`The app ended with ${code}. ${errors}`);
    },
  };
}
