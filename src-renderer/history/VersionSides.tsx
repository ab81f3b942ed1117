import type { Version } from '#shared/model/history.ts';
import { Select } from '../components/Select.tsx';
import type { Against, Pair } from './choice.ts';
import { nameOfVersion } from './version-words.ts';

interface VersionSidesProps {
  pair: Pair & { shown: Version };
  fileKey: string;
  against: Against;
  /** Which ones it can be held against. */
  offered: readonly Against[];
  onAgainst: (against: Against) => void;
}

/** Names the two texts of a comparison, and lets the other one be chosen. */
export function VersionSides({ pair, fileKey, against, offered, onAgainst }: VersionSidesProps) {
  const { shown, newer, older } = pair;
  const other = shown === newer ? older : newer;
  const named = other ? nameOfVersion(other, fileKey) : '';
  const words: Record<Against, string> = {
    before: 'the version before',
    now: 'what is there now',
    picked: 'the chosen one',
  };
  const choice = (
    <span>
      <Select
        aria-label="Compared with"
        value={against}
        options={offered.map((value) => ({
          value,
          label: value === against && other ? `${named} (${words[value]})` : words[value],
        }))}
        onChange={onAgainst}
      />
    </span>
  );
  const ourselves = <span className="ellipsis">{nameOfVersion(shown, fileKey)}</span>;
  return (
    <div className="version-sides">
      {shown === newer ? choice : ourselves}
      {shown === newer ? ourselves : choice}
    </div>
  );
}
