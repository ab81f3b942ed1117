import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/home.ts';

const root = join(import.meta.dirname, '..', '..');

test.skipIf(process.platform === 'win32')('what hangs in the background holds up no lookup', async () => {
  const { UV_THREADPOOL_SIZE: _, ...env } = process.env;
  const script = join(import.meta.dirname, 'children', 'held-up.ts');
  const child = spawn(process.execPath, [script, temporaryFolder()], { env });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = await once(child.stdout, 'data');
  expect(String(said)).toBe('found\n');
});

test.each(['electron/main.ts', 'web/cli.ts'])('%s has its threads before it uses one', (entry) => {
  const source = readFileSync(join(root, 'src-main', 'hosts', entry), 'utf8');
  expect(/^import .*$/m.exec(source)?.[0]).toBe("import '../threads.ts';");
});
