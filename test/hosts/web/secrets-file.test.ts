import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openSecretsFile } from '#hosts/web/secrets-file.ts';
import { failureOf } from '../../storage/contract/helpers.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'secrets-file-'));
  path = join(folder, 'secrets');
});

afterEach(() => rm(folder, { recursive: true }));

async function why(): Promise<string> {
  return (await failureOf(openSecretsFile(path))).message;
}

describe('the file for secrets', () => {
  test('is made for its user alone, and keeps what it is given for the next start', async () => {
    const secrets = await openSecretsFile(path);
    await Promise.all([secrets.set('a', 'one'), secrets.set('b', 'two')]);
    await secrets.delete('b');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const again = await openSecretsFile(path);
    expect([await again.get('a'), await again.get('b')]).toEqual(['one', null]);
    expect(await readdir(folder)).toEqual(['secrets', 'secrets.lock']);
  });

  test('is used by two processes at once, and neither loses what the other has kept', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `key ${index}`);
    const script = join(import.meta.dirname, 'children/keep-secrets.ts');
    const child = spawn(process.execPath, [script, path, ...names.map((name) => `theirs ${name}`)]);
    const ended = once(child, 'exit');
    const secrets = await openSecretsFile(path);
    await vi.waitUntil(async () => (await readFile(path, 'utf8')).includes('theirs'));
    for (const name of names) await secrets.set(`ours ${name}`, name);
    expect(await ended).toEqual([0, null]);
    const kept = Object.keys(JSON.parse(await readFile(path, 'utf8')));
    expect(kept.sort()).toEqual(
      ['ours', 'theirs'].flatMap((whose) => names.map((name) => `${whose} ${name}`)).sort(),
    );
  });

  test.each([0o644, 0o640, 0o660, 0o700])('is refused with mode %o', async (mode) => {
    await writeFile(path, '{"a":"one"}');
    await chmod(path, mode);
    expect(await why()).toMatch(/its mode is 0\d+, and has to be 0600/);
  });

  test('is refused once somebody has opened it to others, and nothing is written to it', async () => {
    const secrets = await openSecretsFile(path);
    await chmod(path, 0o644);
    expect((await failureOf(secrets.set('a', 'one'))).message).toContain('has to be 0600');
    expect(await readFile(path, 'utf8')).toBe('');
  });

  test('is refused where it is a link, a folder, or holds something else', async () => {
    await writeFile(join(folder, 'elsewhere'), '', { mode: 0o600 });
    await symlink(join(folder, 'elsewhere'), path);
    expect(await why()).toContain('it is a link');
    await rm(path);
    await mkdir(path);
    expect(await why()).toContain('no regular file');
    await rm(path, { recursive: true });
    await writeFile(path, 'my diary', { mode: 0o600 });
    expect(await why()).toContain('something else');
    expect(await readFile(path, 'utf8')).toBe('my diary');
  });

  test('is refused where its folder is missing', async () => {
    path = join(folder, 'nowhere', 'secrets');
    expect(await why()).toContain('ENOENT');
  });
});
