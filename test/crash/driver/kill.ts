import { watch } from 'node:fs';
import type { Host } from './host.ts';
import type { World } from './world.ts';

/** When a process is killed. */
export type Kill =
  /** So many milliseconds after it was started, ready or not. */
  | { readonly how: 'starting'; readonly after: number }
  /** So many milliseconds after people have begun. */
  | { readonly how: 'time'; readonly after: number }
  /** When the nth temp file of a kind appears in the store: in the middle of a save. */
  | { readonly how: 'seen'; readonly kind: string; readonly nth: number }
  /** By itself, right before a thread's nth call of a kind to the system or the database. */
  | { readonly how: 'step'; readonly call: string; readonly nth: number };

/** In milliseconds: nobody lives longer after people have begun, whatever was meant to kill it. */
const longest = { time: 300, others: 600 };

/** Calls by thread: all that a save, a deletion and the database are made of. */
const calls = [
  'folder:openSync',
  'folder:writeSync',
  'folder:fsyncSync',
  'folder:ftruncateSync',
  'folder:symlinkSync',
  'folder:linkSync',
  'folder:renameSync',
  'folder:renameSync',
  'folder:unlinkSync',
  'folder:closeSync',
  'folder:mkdirSync',
  'folder:rmdirSync',
  'database:exec',
  'database:run',
  'database:get',
  'main:rename',
  'main:unlink',
];

/** How often a life makes one of them, more or less. */
const often = 60;

export function chooseKill({ random }: World): Kill {
  const way = random.below(20);
  if (way < 1) return { how: 'starting', after: random.below(300) };
  if (way < 7) return { how: 'time', after: random.below(longest.time) };
  if (way < 12) {
    return {
      how: 'seen',
      kind: random.pick(['new', 'old', 'note', 'lock', 'log']),
      nth: 1 + random.below(12),
    };
  }
  // Small numbers are as likely as large ones: much happens at the start.
  return { how: 'step', call: random.pick(calls), nth: Math.ceil(often ** random.next()) };
}

/** What to start the process with. */
export function startOptions(kill: Kill): { env?: Record<string, string>; killAfter?: number } {
  if (kill.how === 'starting') return { killAfter: kill.after };
  return kill.how === 'step' ? { env: { CRASH_AT: `${kill.call}:${kill.nth}` } } : {};
}

/** Kills it when it is time; resolves when it is dead. */
export async function killInTime(world: World, host: Host, kill: Kill): Promise<void> {
  const after = kill.how === 'time' ? kill.after : longest.others;
  const timer = setTimeout(() => host.kill(), after);
  const watcher = kill.how === 'seen' ? killWhenSeen(world, host, kill) : null;
  await host.ended;
  clearTimeout(timer);
  watcher?.close();
}

function killWhenSeen({ store }: World, host: Host, { kind, nth }: { kind: string; nth: number }) {
  const names = new Set<string>();
  return watch(store, (_, name) => {
    if (!name?.startsWith(`.agentflow-tmp-${kind}-`)) return;
    names.add(kind === 'lock' ? `${name} ${names.size}` : name);
    if (names.size >= nth) host.kill();
  });
}

export function describeKill(kill: Kill): string {
  switch (kill.how) {
    case 'starting':
      return `${kill.after} ms after its start`;
    case 'time':
      return `after ${kill.after} ms`;
    case 'seen':
      return `at the sight of temp file ${kill.nth} of kind ${kill.kind}`;
    case 'step':
      return `before call ${kill.nth} of ${kill.call}`;
  }
}
