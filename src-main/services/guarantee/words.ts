import { operations, type SaveGuarantee } from '#shared/model/guarantee.ts';
import type { Guard, StorageBackend } from '#storage/backend.ts';

type Kind = StorageBackend['kind'];

/** What a save is guaranteed to be in a store, by operation and in words. */
export function guaranteeOf({
  kind,
  capabilities,
}: Pick<StorageBackend, 'kind' | 'capabilities'>): SaveGuarantee {
  const { conditionalWrite, guards } = capabilities;
  const builtIn: Guard = { level: conditionalWrite, ground: 'built-in' };
  const all = operations.map((operation) => {
    const guard = guards?.[operation] ?? builtIn;
    const { level, ground } = guard;
    return { operation, level, ground, explanation: explain(kind, guard) };
  });
  const create = guards?.create ?? builtIn;
  const replace = guards?.replace ?? builtIn;
  // A text that is replaced is what may be lost: where both are alike, it has the word.
  const weaker = rank[create.level] > rank[replace.level] ? create : replace;
  return { level: weaker.level, explanation: explain(kind, weaker), operations: all };
}

const rank = { atomic: 0, checked: 1, none: 2 } as const;

function explain(kind: Kind, guard: Guard): string {
  const { level, ground } = guard;
  switch (level) {
    case 'atomic':
      return provenWords(guard);
    case 'checked':
      return kind === 's3'
        ? `${doubts[ground] ?? ''}The object is compared before and after: what somebody else writes in the moment between could be overwritten, unless the bucket keeps versions.`
        : 'The file is compared before and after. A program that writes in the same instant is noticed, not held back.';
    case 'none':
      return 'These credentials may not look at what is there: what somebody else wrote could be overwritten.';
  }
}

/** What was seen, and nothing more: a server can compare and write in two steps. */
function provenWords({ ground, proof }: Guard): string {
  if (!proof) {
    const whose = ground === 'documented' ? ' Amazon S3 promises it.' : '';
    return `What would overwrite the work of somebody else is refused: no window remains.${whose}`;
  }
  const where = proof.isElsewhere ? 'in another bucket' : 'in this bucket';
  const form = ground === 'unquoted' ? ', with the ETag unquoted' : '';
  const race = proof.isRaced
    ? 'Of several sent at the very same moment it let one through.'
    : 'Two at the very same moment were not tried.';
  return `This server was seen to refuse a change that comes too late, ${where}${form}. ${race}`;
}

const doubts: Partial<Record<Guard['ground'], string>> = {
  untried: 'This server was not seen yet to refuse a stale change. ',
  ignored: 'This server lets stale changes through. ',
  refused: 'This server takes no conditions. ',
  racing: 'This server lets several changes through at once. ',
};
