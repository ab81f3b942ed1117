import { spawnSync } from 'node:child_process';

/** How a disk of its own can be had for a program, without touching those of the machine. */
const ways: readonly { readonly enter: readonly string[]; readonly join: readonly string[] }[] = [
  { enter: ['unshare', '-m'], join: ['nsenter', '-m'] },
  // Not root: root of a user namespace of its own.
  { enter: ['unshare', '-rm'], join: ['nsenter', '-U', '--preserve-credentials', '-m'] },
];

/** A small disk that only the program started by `prefix` sees. */
export interface SmallDisk {
  /** Put before the command of the program: it then runs where the folder is a disk of this size. */
  prefix(folder: string, kilobytes: number): string[];
  /** Runs a shell command where the program runs. */
  inside(pid: number, command: string): void;
}

/** Null where the system lets nobody but root mount anything: then a limit on the size of files has to do. */
export function smallDisk(): SmallDisk | null {
  const way = ways.find(({ enter: [program = '', ...args] }) => {
    const mounts = [...args, 'sh', '-c', 'mount -t tmpfs -o size=64k tmpfs /mnt'];
    return spawnSync(program, mounts).status === 0;
  });
  if (!way) return null;
  return {
    prefix: (folder, kilobytes) => [
      ...way.enter,
      'sh',
      '-c',
      // What lies in the folder is on the disk, too.
      `tar -C "$0" -cf - . > "$0.tar" && mount -t tmpfs -o size=${kilobytes}k tmpfs "$0" && tar -C "$0" -xf "$0.tar" && exec "$@"`,
      folder,
    ],
    inside(pid, command) {
      const [program = '', ...args] = way.join;
      const done = spawnSync(program, ['-t', String(pid), ...args, 'sh', '-c', command], {
        encoding: 'utf8',
      });
      if (done.status !== 0) throw new Error(`${command} failed: ${done.stderr}`);
    },
  };
}
