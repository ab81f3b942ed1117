import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderStore, hashes } from '../../e2e/harness/stores.ts';
import { hasDisplay, runElectron } from '../../scripts/start/desktop.ts';
import { absoluteStore } from '../../scripts/start/stores.ts';
import { temporaryFolder } from '../support/home.ts';
import { built, endedByRequest, program } from '../support/program.ts';

/** `npm start`, from a folder of the user's, on a machine without Electron. */
function start(args: readonly string[], from = temporaryFolder()) {
  built('node/web.js');
  return program(['scripts/start.ts', ...args], {
    INIT_CWD: from,
    AGENTFLOW_SESSIONS_HOME: temporaryFolder(),
    ELECTRON_OVERRIDE_DIST_PATH: join(from, 'nowhere'),
    ELECTRON_SKIP_BINARY_DOWNLOAD: '1',
  });
}

describe('npm start --web', () => {
  it('opens a store as seen from the user’s folder, says once that it is ready, and changes nothing', async () => {
    const from = temporaryFolder();
    const store = folderStore(join(from, 'data'));
    const before = hashes(store);
    const { said, ready, child, ended } = start(['--web', '--no-open', 'data'], from);
    await ready();
    child.kill('SIGTERM');
    expect(await ended()).toBe(endedByRequest);
    expect(said).toEqual({ out: expect.stringMatching(/^Ready: http:\S+\n$/), err: '' });
    expect(hashes(store)).toEqual(before);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('leaves nothing running after %s', async (signal) => {
    const { ready, child, ended } = start(['--web', '--no-open']);
    const url = await ready();
    child.kill(signal);
    expect(await ended()).toBe(endedByRequest);
    await expect(fetch(url)).rejects.toThrow();
  });

  it('ends with 2 and one line when an option is not known', async () => {
    const { ended, said } = start(['--web', '--prot=80']);
    expect([await ended(), said.out]).toEqual([2, '']);
    expect(said.err).toMatch(/^[^\n]*--prot[^\n]*\n$/);
  });
});

describe('npm start without Electron', () => {
  it('says so in one line, and serves the app to a browser', async () => {
    const { ready, said } = start(['--no-open']);
    await ready();
    expect(said.err).toMatch(/^[^\n]+ The app is served to a browser instead\.\n$/);
  });
});

describe('Electron', () => {
  const run = (program: string) => runElectron(process.execPath, ['-e', program]);

  it('ends the start when it ends', async () => {
    expect(await run('')).toEqual({ kind: 'ended', code: 0 });
  });

  it('that ends at once with an error leaves the app to a browser', async () => {
    expect(await run('process.exit(127)')).toEqual({
      kind: 'impossible',
      why: 'Electron ended at once (127).',
    });
    expect(await run("process.kill(process.pid, 'SIGTRAP')")).toMatchObject({ kind: 'impossible' });
  });

  it('that is not there leaves the app to a browser', async () => {
    expect(await runElectron(join(temporaryFolder(), 'electron'), [])).toMatchObject({ kind: 'impossible' });
  });

  it('needs a display', () => {
    expect([hasDisplay('darwin', {}), hasDisplay('win32', {}), hasDisplay('linux', {})]).toEqual([
      true,
      true,
      false,
    ]);
    expect([hasDisplay('linux', { DISPLAY: ':0' }), hasDisplay('linux', { WAYLAND_DISPLAY: 'w' })]).toEqual([
      true,
      true,
    ]);
    expect(hasDisplay('linux', { DISPLAY: '' })).toBe(false);
  });
});

describe('a store on the command line', () => {
  it('is a folder as seen from where the user is, or an address', () => {
    expect(absoluteStore('data', '/home/ada')).toBe(resolve('/home/ada/data'));
    expect(absoluteStore('../data', '/home/ada')).toBe(resolve('/home/data'));
    expect(absoluteStore('/data', '/home/ada')).toBe(resolve('/data'));
    expect(absoluteStore('s3://bucket/a', '/home/ada')).toBe('s3://bucket/a');
    expect(absoluteStore('file:///data', '/home/ada')).toBe('file:///data');
  });
});
