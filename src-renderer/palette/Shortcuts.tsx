import { create } from 'zustand';
import { allCommands, type Command } from '../commands/commands.ts';
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
  return allCommands().flatMap(({ group: own, title, keys }) =>
    own === group && keys ? [{ title, keys: typeof keys === 'string' ? keys : (keys[0] ?? '') }] : [],
  );
}

function Group({ title, shortcuts }: { title: string; shortcuts: readonly Shortcut[] }) {
  if (shortcuts.length === 0) return null;
  return (
    <section className="shortcuts-group">
      <h3>{title}</h3>
      <dl>
        {shortcuts.map((shortcut) => (
          <div key={shortcut.title}>
            <dt>{shortcut.title}</dt>
            <dd>
              <KeyCaps keys={shortcut.keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** All keys, by what they are for. */
export function Shortcuts() {
  const open = useShortcuts((state) => state.open);
  const close = () => useShortcuts.setState({ open: false });
  return (
    <Dialog
      open={open}
      onClose={close}
      title="Keyboard shortcuts"
      width={720}
      actions={
        <Button variant="outline" large onClick={close}>
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
