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
    return { operation, ...guard, explanation: explain(kind, guard) };
  });
  const create = guards?.create ?? builtIn;
  const replace = guards?.replace ?? builtIn;
  // A text that is replaced is what may be lost: where both are alike, it has the word.
  const weaker = rank[create.level] > rank[replace.level] ? create : replace;
  return { level: weaker.level, explanation: explain(kind, weaker), operations: all };
}

const rank = { atomic: 0, checked: 1, none: 2 } as const;

function explain(kind: Kind, { level, ground }: Guard): string {
  switch (level) {
    case 'atomic':
      return `What would overwrite the work of somebody else is refused: no window remains.${proofs[ground] ?? ''}`;
    case 'checked':
      return kind === 's3'
        ? `${doubts[ground] ?? ''}The object is compared before and after: what somebody else writes in the moment between could be overwritten, unless the bucket keeps versions.`
        : 'The file is compared before and after. A program that writes in the same instant is noticed, not held back.';
    case 'none':
      return 'These credentials may not look at what is there: what somebody else wrote could be overwritten.';
  }
}

const proofs: Partial<Record<Guard['ground'], string>> = {
  documented: ' Amazon S3 promises it.',
  quoted: ' This server was seen to do so.',
  unquoted: ' This server was seen to do so, with the ETag unquoted.',
};

const doubts: Partial<Record<Guard['ground'], string>> = {
  untried: 'This server was not seen yet to refuse a stale change. ',
  ignored: 'This server lets stale changes through. ',
  refused: 'This server takes no conditions. ',
  racing: 'This server lets several changes through at once. ',
};
