import { allCommands, isEnabled } from './commands.ts';
import { isMac, matchesKeys } from './key-names.ts';

/** Where plain letters are text. */
function isText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest('input, textarea, select, .monaco-editor') !== null;
}

/** Keys that would type something, on a Mac with ⌥ too: they are commands only outside text. */
function isTyped(keys: string): boolean {
  return keys.length === 1 || (isMac && /^Alt\+.$/.test(keys));
}

/** Ctrl and Alt held together may be the one key that types third signs. */
function isThirdSign(event: KeyboardEvent): boolean {
  return !isMac && event.getModifierState('AltGraph');
}

/** Dialogs of the app. An editor's find field calls itself one, too, but stands beside the work. */
export const dialogs = '[role="dialog"]:not(.monaco-editor *)';
const overlays = `${dialogs}, [role="menu"]`;

function onKeyDown(event: KeyboardEvent): void {
  if (event.isComposing || isThirdSign(event)) return;
  const inText = isText(event.target);
  const inDialog = document.querySelector(overlays) !== null;
  for (const command of allCommands()) {
    const keys = typeof command.keys === 'string' ? [command.keys] : (command.keys ?? []);
    const pressed = keys.find((combination) => matchesKeys(event, combination));
    const notHere = pressed && (isTyped(pressed) || command.outsideText) && (inText || inDialog);
    if (!pressed || notHere || !isEnabled(command)) continue;
    event.preventDefault();
    event.stopPropagation();
    if (!inDialog || command.overDialogs) void command.run();
    return;
  }
}

/** Handles the keys of all commands, before editors see them. Called once. */
export function handleKeys(): void {
  window.addEventListener('keydown', onKeyDown, { capture: true });
}
