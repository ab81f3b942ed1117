import { create } from 'zustand';
import type { IconName } from '../components/Icon.tsx';

/** Something the user can do from the palette, a menu or a key. Declared once. */
export interface Command {
  /** e.g. `document.save`. */
  id: string;
  /** A verb first; an ellipsis where it asks something. */
  title: string;
  group: 'File' | 'Edit' | 'View' | 'Go' | 'Session' | 'Store' | 'Help';
  icon?: IconName;
  /** e.g. `Mod+S`; more than one where platforms differ. The first is shown. */
  keys?: string | readonly string[];
  /** Its keys mean something else within text, e.g. undo. */
  outsideText?: boolean;
  /** Whether it can be done now. Left out: always. */
  when?: () => boolean;
  /** Not shown in the palette, e.g. because it only makes sense by its key. */
  hidden?: boolean;
  /** Its keys work while a dialog is open. */
  overDialogs?: boolean;
  run: () => void | Promise<void>;
}

const useRegistry = create<{ commands: ReadonlyMap<string, Command> }>(() => ({ commands: new Map() }));

/** Adds commands; features do so once, when they are loaded. */
export function registerCommands(commands: readonly Command[]): void {
  useRegistry.setState((state) => {
    const next = new Map(state.commands);
    for (const command of commands) next.set(command.id, command);
    return { commands: next };
  });
}

/** Every command, in order of registration. */
export function allCommands(): Command[] {
  return [...useRegistry.getState().commands.values()];
}

export function isEnabled(command: Command): boolean {
  return command.when?.() ?? true;
}

/** Carries out a command by its id, if it can be done now. Answers whether it was there to do. */
export function runCommand(id: string): boolean {
  const command = useRegistry.getState().commands.get(id);
  if (!command || !isEnabled(command)) return false;
  void command.run();
  return true;
}

/** The keys of a command as they are shown: for tooltips and menus. */
export function keysOf(id: string): string | undefined {
  const keys = useRegistry.getState().commands.get(id)?.keys;
  return typeof keys === 'string' ? keys : keys?.[0];
}
