import { keysOf, runCommand } from '../commands/commands.ts';
import { Icon } from '../components/Icon.tsx';
import { IconButton } from '../components/IconButton.tsx';
import { KeyCaps } from '../components/KeyCaps.tsx';
import { useAppInfo } from './app-info.ts';
import { inspectorOpen, useLayout } from './layout.ts';
import { stepTarget } from './tab-list.ts';
import { useTabs } from './tabs.ts';

function CommandButton({ id, icon, label, disabled = false }: CommandButtonProps) {
  return (
    <IconButton
      icon={icon}
      label={label}
      {...(keysOf(id) ? { keys: keysOf(id) ?? '' } : {})}
      disabled={disabled}
      onClick={() => runCommand(id)}
    />
  );
}

interface CommandButtonProps {
  id: string;
  icon: 'sidebar' | 'inspector' | 'back' | 'forward';
  label: string;
  disabled?: boolean;
}

/** The row at the top: panels, back and forward, the way to everything else. */
export function TitleBar() {
  const info = useAppInfo((state) => state.info);
  const canGoBack = useTabs((state) => stepTarget(state, -1) !== null);
  const canGoForward = useTabs((state) => stepTarget(state, 1) !== null);
  const sidebar = useLayout((state) => state.sidebarOpen);
  const inspector = useLayout(inspectorOpen);
  const desktop = info?.host === 'electron';
  return (
    <header className={`titlebar ${desktop ? `titlebar-${info.platform}` : ''}`}>
      <h1 className="visually-hidden">AgentFlow Sessions</h1>
      <CommandButton
        id="view.sidebar"
        icon="sidebar"
        label={sidebar ? 'Hide the stores' : 'Show the stores'}
      />
      <CommandButton id="go.back" icon="back" label="Back" disabled={!canGoBack} />
      <CommandButton id="go.forward" icon="forward" label="Forward" disabled={!canGoForward} />
      <button type="button" className="titlebar-goto" onClick={() => runCommand('palette.goto')}>
        <Icon name="search" />
        <span className="ellipsis">Go to a session, node or command</span>
        <KeyCaps keys="Mod+P" />
      </button>
      <span className="spacer" />
      <CommandButton
        id="view.inspector"
        icon="inspector"
        label={inspector ? 'Hide the inspector' : 'Show the inspector'}
      />
    </header>
  );
}
