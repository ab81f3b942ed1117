import { type Operation, operations, type SaveGuarantee } from '#shared/model/guarantee.ts';
import type { Guard, StorageBackend } from '#storage/backend.ts';

type Kind = StorageBackend['kind'];

/** What a save is guaranteed to be in a store, by operation and in words. */
export function guaranteeOf({
  kind,
  capabilities,
}: Pick<StorageBackend, 'kind' | 'capabilities'>): SaveGuarantee {
  const { conditionalWrite, guards } = capabilities;
  const guardOf = (operation: Operation): Guard =>
    guards?.[operation] ?? { level: conditionalWrite, ground: 'built-in' };
  const worth = operations.map((operation) => {
    const guard = guardOf(operation);
    return { operation, ...guard, explanation: explain(kind, operation, guard) };
  });
  const create = guardOf('create');
  const replace = guardOf('replace');
  // New files are few, and a text that is replaced is what may be lost: where both are alike, it has the word.
  const weaker = rank[create.level] > rank[replace.level] ? 'create' : 'replace';
  const { level, explanation } = worth.find(({ operation }) => operation === weaker) ?? {
    level: conditionalWrite,
    explanation: '',
  };
  return { level, explanation, operations: worth };
}

const rank = { atomic: 0, checked: 1, none: 2 } as const;

const things: Record<Operation, string> = {
  create: 'a new file',
  replace: 'a save',
  'create-large': 'a new large file',
  'replace-large': 'a save of a large file',
  delete: 'a deletion',
};

const stale: Record<Operation, string> = {
  create: 'where there is a file of that name already',
  replace: 'when the file is no longer the one you opened',
  'create-large': 'where there is a file of that name already',
  'replace-large': 'when the file is no longer the one you saw',
  delete: 'when the file is no longer the one you saw',
};

function explain(kind: Kind, operation: Operation, { level, ground }: Guard): string {
  const thing = things[operation];
  const isRefused = `${thing.charAt(0).toUpperCase()}${thing.slice(1)} is refused ${stale[operation]}. No window remains.`;
  if (level === 'none') {
    return 'These credentials may not look at what is there: a change made at the same time could be overwritten.';
  }
  if (level === 'atomic') {
    if (ground === 'documented') return `${isRefused} Amazon S3 promises it.`;
    if (ground === 'built-in') return isRefused;
    return `${isRefused} This server was seen to do so${ground === 'unquoted' ? ', with the ETag unquoted' : ''}.`;
  }
  if (kind !== 's3') {
    return 'The file is compared before and after a change. A program that writes in the same instant is noticed, not held back.';
  }
  return `${why[ground] ?? ''} What is there is compared before and after ${thing}: a change in the moment between could be overwritten.`.trim();
}

const why: Partial<Record<Guard['ground'], string>> = {
  untried: 'This server has not been seen to refuse a stale change yet.',
  ignored: 'This server was seen to let a stale change through.',
  refused: 'This server does not take conditions.',
  racing: 'This server was seen to let several changes through at once.',
};
