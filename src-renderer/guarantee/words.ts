import type {
  DisplacedFile,
  GuaranteeLevel,
  Guarded,
  Operation,
  OperationGuarantee,
  SaveGuarantee,
} from '#shared/model/guarantee.ts';
import type { Store } from '#shared/model/store.ts';

/** Of a store, where there is room for two words. */
export const levelWords: Readonly<Record<GuaranteeLevel, string>> = {
  atomic: 'Atomic save',
  checked: 'Checked save',
  none: 'Unchecked save',
};

/** Operations of one guarantee. */
export interface GuaranteeGroup {
  /** “Atomic”, “Checked”, “Unchecked”. */
  readonly level: string;
  readonly isWeak: boolean;
  /** “Saves, new files, deletions”. */
  readonly operations: string;
  readonly explanation: string;
}

const levels: Readonly<Record<GuaranteeLevel, string>> = {
  atomic: 'Atomic',
  checked: 'Checked',
  none: 'Unchecked',
};

const plurals: Readonly<Record<Operation, string>> = {
  create: 'new files',
  replace: 'saves',
  'create-large': 'new files above 8 MB',
  'replace-large': 'saves above 8 MB',
  delete: 'deletions',
};

/** What each way of changing a file is worth, those that are alike together. */
export function groupsOf({ operations }: SaveGuarantee): GuaranteeGroup[] {
  const groups = new Map<string, OperationGuarantee[]>();
  for (const operation of operations) {
    const alike = groups.get(operation.explanation) ?? [];
    groups.set(operation.explanation, [...alike, operation]);
  }
  return [...groups.values()].flatMap((alike) => {
    const [first] = alike;
    if (!first) return [];
    const names =
      groups.size === 1 ? 'every change' : alike.map(({ operation }) => plurals[operation]).join(', ');
    return {
      level: levels[first.level],
      isWeak: first.level === 'none',
      operations: names.charAt(0).toUpperCase() + names.slice(1),
      explanation: first.explanation,
    };
  });
}

/** Whether a test with consent could tell more than is known. */
export function isUntried({ operations }: SaveGuarantee): boolean {
  return operations.some(({ ground }) => ground === 'untried');
}

const changes: Readonly<Record<Operation, string>> = {
  create: 'A new file',
  replace: 'A save',
  'create-large': 'A new file',
  'replace-large': 'A save',
  delete: 'A deletion',
};

/** What one change is worth, where it is asked for. Null in a store where that is always the same. */
export function worthOf(store: Store | null, operation: Operation): string | null {
  const guarantee = store?.guarantee;
  if (!guarantee || store.location.kind !== 's3') return null;
  const level = guarantee.operations.find((found) => found.operation === operation)?.level;
  switch (level) {
    case undefined:
      return null;
    case 'atomic':
      return `${changes[operation]} is atomic here: the server refuses it if somebody else changes the file first.`;
    case 'checked':
      return `${changes[operation]} is checked here: what somebody else writes in the same moment could be overwritten.`;
    case 'none':
      return `${changes[operation]} is not checked here: what somebody else wrote could be overwritten.`;
  }
}

/** Of a save, where there is room for two words. */
export const savedWords: Readonly<Record<Guarded['by'], string>> = {
  server: 'Saved',
  versions: 'Saved',
  displaced: 'Saved over another text',
  comparison: 'Saved, checked',
  unread: 'Saved, not read back',
  nothing: 'Saved, not checked',
};

/** What stood between a save and what others did meanwhile. */
export function guardedWords(guarded: Guarded): string {
  switch (guarded.by) {
    case 'server':
      return 'The server would have refused it had somebody else changed the file.';
    case 'versions':
      return 'The versions in the bucket show that nobody else changed the file meanwhile.';
    case 'displaced':
      return displacedWords(guarded, 'the file');
    case 'nothing':
      return 'It could not be looked at what was there before.';
    case 'comparison':
      return `Nobody had changed the file when it was compared. ${windowWords(guarded.milliseconds, 'the save')}`;
    case 'unread':
      return `The server says that it is saved, but it could not be read back. Nobody had changed the file when it was compared before. ${windowWords(guarded.milliseconds, 'the save')}`;
  }
}

/** What a deletion of so many files leaves open, of the one that was guarded least; null for nothing. */
export function leftOpenWords(guarded: Guarded, files: number): string | null {
  switch (guarded.by) {
    case 'server':
    case 'versions':
      return null;
    case 'displaced':
      return displacedWords(guarded, files === 1 ? 'the file' : 'one of the files');
    case 'nothing':
      return 'It could not be looked at what was there before.';
    case 'comparison':
    case 'unread': {
      const what = files === 1 ? 'the deletion' : 'the deletion of a file';
      return windowWords(guarded.milliseconds, what);
    }
  }
}

function displacedWords({ keptBy, version }: DisplacedFile, file: string): string {
  switch (keptBy) {
    case 'history':
      return `Somebody else had just changed ${file}: their text is in its history.`;
    case 'bucket':
      return `Somebody else had just changed ${file}. What they wrote could not be put into its history; the bucket keeps it as version ${version}.`;
    case 'nobody':
      return `Somebody else had just deleted ${file}.`;
  }
}

function windowWords(milliseconds: number, change: string): string {
  return `A change within the ${milliseconds.toLocaleString('en')} ms until ${change} could not be ruled out.`;
}
