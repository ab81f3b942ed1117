import { useRef } from 'react';
import { create } from 'zustand';
import { allCommands, type Command, isEnabled, keysOf, runCommand } from '../commands/commands.ts';
import { Button } from '../components/Button.tsx';
import { Dialog } from '../components/Dialog.tsx';
import { KeyCaps } from '../components/KeyCaps.tsx';

const useShortcuts = create<{ open: boolean }>(() => ({ open: false }));

export function openShortcuts(): void {
  useShortcuts.setState({ open: true });
}

interface Shortcut {
  title: string;
  keys: string;
  /** Left out for keys that act on rows of the tree. */
  command?: Command;
}

/** Keys of the tree, which act on its rows and so are no commands. */
const treeKeys: readonly Shortcut[] = [
  { title: 'Open what is selected', keys: 'Enter' },
  { title: 'Unfold, or go in', keys: 'ArrowRight' },
  { title: 'Fold, or go out', keys: 'ArrowLeft' },
  { title: 'Unfold all beside it', keys: '*' },
  { title: 'Select more', keys: 'Shift+ArrowDown' },
  { title: 'Menu', keys: 'Shift+F10' },
  { title: 'Rename', keys: 'F2' },
  { title: 'Delete', keys: 'Delete' },
];

const groups: readonly Command['group'][] = ['Go', 'File', 'Edit', 'Session', 'Store', 'Help', 'View'];

function ofGroup(group: Command['group']): Shortcut[] {
  return allCommands().flatMap((command) => {
    const keys = keysOf(command.id);
    return command.group === group && keys ? [{ title: command.title, keys, command }] : [];
  });
}

const close = () => useShortcuts.setState({ open: false });

function Row({ title, keys, command }: Shortcut) {
  const words = (
    <>
      <span>{title}</span>
      <KeyCaps keys={keys} />
    </>
  );
  if (!command) return <li className="shortcuts-row">{words}</li>;
  const run = () => {
    close();
    setTimeout(() => runCommand(command.id), 0);
  };
  return (
    <li>
      <button type="button" className="shortcuts-row" disabled={!isEnabled(command)} onClick={run}>
        {words}
      </button>
    </li>
  );
}

function Group({ title, shortcuts }: { title: string; shortcuts: readonly Shortcut[] }) {
  if (shortcuts.length === 0) return null;
  return (
    <section className="shortcuts-group" aria-label={title}>
      <h3>{title}</h3>
      <ul>
        {shortcuts.map((shortcut) => (
          <Row key={shortcut.title} {...shortcut} />
        ))}
      </ul>
    </section>
  );
}

/** All keys, by what they are for; a click does what they do. */
export function Shortcuts() {
  const open = useShortcuts((state) => state.open);
  const closing = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      open={open}
      onClose={close}
      title="Keyboard shortcuts"
      width={720}
      initialFocus={closing}
      actions={
        <Button ref={closing} variant="outline" large onClick={close}>
          Close
        </Button>
      }
    >
      <div className="shortcuts">
        {groups.map((group) => (
          <Group key={group} title={group} shortcuts={ofGroup(group)} />
        ))}
        <Group title="In the tree" shortcuts={treeKeys} />
      </div>
    </Dialog>
  );
}
