import { describe, expect, it } from 'vitest';
import { readCommandLine } from '#hosts/electron/command-line.ts';

describe('the command line of the desktop app', () => {
  it('names stores, and whether they are read-only', () => {
    const argv = ['/opt/agentflow-sessions', '/data/a', 's3://bucket/prefix', '--read-only'];
    expect(readCommandLine(argv, false)).toEqual({
      stores: ['/data/a', 's3://bucket/prefix'],
      readOnly: true,
    });
    expect(readCommandLine(['/opt/agentflow-sessions'], false)).toEqual({ stores: [], readOnly: false });
  });

  it('has switches of Chromium among them, and the app itself when run from sources', () => {
    const argv = ['electron', '--inspect=0', '/src/app', '--', '/data/a', '-psn_0_123', '--no-sandbox'];
    expect(readCommandLine(argv, true)).toEqual({ stores: ['/data/a'], readOnly: false });
  });
});
