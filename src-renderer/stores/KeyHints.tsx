import { allCommands } from '../commands/commands.ts';
import { KeyCaps } from '../components/KeyCaps.tsx';

/** Commands whose keys a newcomer needs, with the words for this page. */
const hints: readonly (readonly [command: string, words: string])[] = [
  ['palette.goto', 'Go to anything'],
  ['palette.commands', 'All commands'],
  ['tree.filter', 'Filter the tree'],
  ['document.save', 'Save'],
  ['document.saveAll', 'Save all'],
  ['tree.refresh', 'Refresh'],
  ['go.back', 'Back'],
  ['help.shortcuts', 'All shortcuts'],
];

/** The keys that are worth knowing from the start. */
export function KeyHints() {
  const commands = new Map(allCommands().map((command) => [command.id, command]));
  return (
    <dl className="key-hints">
      {hints.map(([id, words]) => {
        const keys = commands.get(id)?.keys;
        const first = typeof keys === 'string' ? keys : keys?.[0];
        return (
          first && (
            <div key={id}>
              <dt>{words}</dt>
              <dd>
                <KeyCaps keys={first} />
              </dd>
            </div>
          )
        );
      })}
    </dl>
  );
}
