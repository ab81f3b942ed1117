import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type BinarySearch, electronBinary } from '../../scripts/start/electron-binary.ts';
import { temporaryFolder } from '../support/home.ts';

let said: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  said = vi.spyOn(console, 'error').mockReturnValue(undefined);
});
afterEach(() => said.mockRestore());

/** An `electron` package whose installer is the given program. */
function electronPackage(installer: string, rest: Partial<BinarySearch> = {}): BinarySearch {
  const electron = temporaryFolder();
  writeFileSync(join(electron, 'install.js'), installer);
  writeFileSync(join(electron, 'package.json'), '{"type":"commonjs"}');
  return { electron, memory: join(electron, 'failed'), env: {}, limit: 10_000, ...rest };
}

const fetching = `
  const fs = require('fs'); const path = require('path');
  fs.mkdirSync(path.join(__dirname, 'dist'));
  fs.writeFileSync(path.join(__dirname, 'dist', 'electron'), '');
  fs.writeFileSync(path.join(__dirname, 'path.txt'), 'electron');
`;
const failing = `console.error('RequestError: getaddrinfo ENOTFOUND github.example\\n    at x.js:1'); process.exit(1)`;

describe('Electron’s binary', () => {
  it('is taken as it is when it is there, without a word', async () => {
    const search = electronPackage('process.exit(1)');
    mkdirSync(join(search.electron, 'dist'));
    writeFileSync(join(search.electron, 'dist', 'electron'), '');
    const path = join(search.electron, 'dist', 'electron');
    expect(await electronBinary(search)).toEqual({ kind: 'found', path });
    expect(said).not.toHaveBeenCalled();
  });

  it('is fetched when it is not, saying so', async () => {
    const search = electronPackage(fetching);
    const path = join(search.electron, 'dist', 'electron');
    expect(await electronBinary(search)).toEqual({ kind: 'found', path });
    expect(said.mock.calls).toEqual([['Fetching Electron, once…']]);
  });

  it('that cannot be fetched is missing, with the reason', async () => {
    const why = 'Electron could not be fetched (getaddrinfo ENOTFOUND github.example).';
    expect(await electronBinary(electronPackage(failing))).toEqual({ kind: 'missing', why });
  });

  it('that could not be fetched is not asked for again before a day is over', async () => {
    const search = electronPackage(failing);
    await electronBinary(search);
    writeFileSync(join(search.electron, 'install.js'), fetching);
    expect((await electronBinary(search)).kind).toBe('missing');
    expect(said).toHaveBeenCalledTimes(1);
    const yesterday = Date.now() / 1000 - 25 * 3600;
    utimesSync(search.memory, yesterday, yesterday);
    expect((await electronBinary(search)).kind).toBe('found');
    expect(existsSync(search.memory)).toBe(false);
  });

  it('is given up when fetching takes too long', async () => {
    const search = electronPackage('setInterval(() => {}, 1000)', { limit: 300 });
    expect(await electronBinary(search)).toEqual({
      kind: 'missing',
      why: expect.stringContaining('longer than'),
    });
  });

  it('is not fetched where the user does not want it', async () => {
    const search = electronPackage(fetching, { env: { ELECTRON_SKIP_BINARY_DOWNLOAD: '1' } });
    expect((await electronBinary(search)).kind).toBe('missing');
    expect(said).not.toHaveBeenCalled();
  });

  it('may lie elsewhere', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'electron'), '');
    const search = electronPackage(failing, { env: { ELECTRON_OVERRIDE_DIST_PATH: folder } });
    expect(await electronBinary(search)).toEqual({ kind: 'found', path: join(folder, 'electron') });
  });
});
