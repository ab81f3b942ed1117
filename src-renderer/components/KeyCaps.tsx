import { displayKeys } from '../commands/key-names.ts';

/** A key combination, e.g. `Mod+Shift+P`, drawn as key caps of the platform. */
export function KeyCaps({ keys }: { keys: string }) {
  return (
    <span className="key-caps">
      {displayKeys(keys).map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  );
}
