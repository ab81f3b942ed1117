import { chmodSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { lockName } from '../../src-main/storage/filesystem/names.ts';
import type { Fault } from '../../test/s3-server.ts';
import { type Ground, type GroundOptions, node } from './ground.ts';

/** Something that goes wrong between opening a summary and saving it. */
export interface FailureScene extends GroundOptions {
  readonly name: string;
  cause(ground: Ground): unknown;
  /** What the pane says then. */
  readonly says: RegExp;
  /** What is pressed once the cause is gone. */
  readonly again?: 'Try again' | 'Save anyway' | 'Try to change it anyway';
  /** Left out: the cause is gone by itself. */
  cure?(ground: Ground): unknown;
}

/** Key of the summary in the folder. */
function keyIn(folder: string): string {
  const session = readdirSync(join(folder, 'sessions')).find((name) => name.startsWith(node.session)) ?? '';
  return `sessions/${session}/${node.workflow}/${node.name}_summary.md`;
}

const lockOf = ({ folder }: Ground) => join(folder, lockName(keyIn(folder)));
const away = ({ folder }: Ground) => `${folder} (moved)`;

function answers(fault: Fault): Pick<FailureScene, 'store' | 'cause' | 'cure'> {
  return {
    store: 's3',
    cause: ({ server }) => {
      server.fault = ({ method }) => (method === 'PUT' ? fault : undefined);
    },
    cure: ({ server }) => {
      server.fault = undefined;
    },
  };
}

function ways(mode: 'cut-request' | 'silence'): Pick<FailureScene, 'store' | 'cause' | 'cure'> {
  return {
    store: 's3',
    cause: ({ proxy }) => {
      proxy.mode = mode === 'silence' ? { kind: mode } : { kind: mode, after: 0 };
    },
    cure: ({ proxy }) => {
      proxy.mode = { kind: 'pass' };
    },
  };
}

/** Every failure that the documentation promises an answer to. */
export const failureScenes: readonly FailureScene[] = [
  {
    name: 'disk-full',
    store: 'folder',
    disk: { of: 'store', kilobytes: 3000 },
    cause: ({ folder, onDisk }) => onDisk(`cat /dev/zero > "${folder}/filler" 2> /dev/null || true`),
    cure: ({ folder, onDisk }) => onDisk(`rm "${folder}/filler"`),
    says: /the disk is full/i,
  },
  {
    name: 'home-full',
    store: 'folder',
    disk: { of: 'home', kilobytes: 6000 },
    cause: ({ home, onDisk }) => onDisk(`cat /dev/zero > "${home}/filler" 2> /dev/null || true`),
    cure: ({ home, onDisk }) => onDisk(`rm "${home}/filler"`),
    says: /could not be kept first/i,
  },
  {
    name: 'disk-read-only',
    store: 'folder',
    disk: { of: 'store', kilobytes: 3000 },
    cause: ({ folder, onDisk }) => onDisk(`mount -o remount,ro "${folder}"`),
    cure: ({ folder, onDisk }) => onDisk(`mount -o remount,rw "${folder}"`),
    says: /the disk is read-only/i,
  },
  {
    name: 'permission-denied',
    store: 'folder',
    unprivileged: true,
    cause: ({ folder }) => chmodSync(join(folder, keyIn(folder)), 0o444),
    cure: ({ folder }) => {
      for (const each of [folder, dirname(join(folder, keyIn(folder)))]) chmodSync(each, 0o777);
      chmodSync(join(folder, keyIn(folder)), 0o666);
    },
    says: /your user may not do that there/i,
  },
  {
    name: 'file-locked',
    store: 'folder',
    // As this very process, which lives, would hold it.
    cause: (ground) => symlinkSync(`${hostname()}.${process.pid}`, lockOf(ground)),
    cure: (ground) => rmSync(lockOf(ground)),
    says: /is being saved by another program/i,
  },
  {
    name: 'folder-moved',
    store: 'folder',
    cause: (ground) => renameSync(ground.folder, away(ground)),
    cure: (ground) => {
      rmSync(ground.folder, { recursive: true, force: true });
      renameSync(away(ground), ground.folder);
    },
    says: /is not there any more: it was moved/i,
  },
  {
    name: 'network-gone',
    store: 's3',
    cause: ({ proxy }) => proxy.down(),
    cure: ({ proxy }) => proxy.up(),
    says: /cannot be reached: nothing listens there/i,
  },
  { name: 'connection-cut', ...ways('cut-request'), says: /the connection was cut/i },
  { name: 'server-silent', ...ways('silence'), says: /did not answer in time/i },
  { name: 'throttled', ...answers({ status: 503, code: 'SlowDown' }), says: /the server is busy/i },
  {
    name: 'credentials-expired',
    ...answers({ status: 400, code: 'ExpiredToken' }),
    says: /the credentials have expired/i,
  },
  {
    name: 'clock-wrong',
    ...answers({ status: 403, code: 'RequestTimeTooSkewed', headers: { date: 'unknown' } }),
    says: /the clock of this computer is wrong/i,
  },
  {
    name: 'write-denied',
    store: 's3',
    cause: ({ server }) => server.denied.add('s3:PutObject'),
    cure: ({ server }) => server.denied.clear(),
    says: /these credentials may not write here/i,
    again: 'Try to change it anyway',
  },
  {
    name: 'tags-unreadable',
    store: 's3',
    cause: ({ server }) => server.denied.add('s3:GetObjectTagging'),
    says: /its tags, if it has any/i,
    again: 'Save anyway',
  },
];
