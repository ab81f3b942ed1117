/** Key combinations as text: `Mod+Shift+P`, `F5`, `/`, `Alt+S`. `Mod` is ⌘ on macOS and Ctrl elsewhere. */

/** True on macOS, where ⌘ takes Ctrl's place. */
export const isMac = typeof navigator !== 'undefined' && /mac/i.test(navigator.platform);

const macCaps: Record<string, string> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Ctrl: '⌃' };
const caps: Record<string, string> = {
  Mod: 'Ctrl',
  Enter: '↵',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Delete: 'Del',
};

/** The caps to draw for a combination, in order. */
export function displayKeys(keys: string, mac = isMac): string[] {
  return keys.split('+').map((key) => (mac ? macCaps[key] : undefined) ?? caps[key] ?? key);
}

/** What of a keyboard event decides. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** Names that are typed with Shift on some layouts: there Shift says nothing of its own. */
const isSign = (key: string) => key.length === 1 && key.toLowerCase() === key.toUpperCase();

/** Whether an event is the given combination. */
export function matchesKeys(event: KeyPress, keys: string, mac = isMac): boolean {
  const parts = keys.split('+');
  const name = parts.pop() ?? '';
  const wants = (part: string) => parts.includes(part);
  const mod = mac ? event.metaKey : event.ctrlKey;
  const other = mac ? event.ctrlKey : event.metaKey;
  if (mod !== wants('Mod') || other !== wants('Ctrl') || event.altKey !== wants('Alt')) return false;
  if (!isSign(name) && event.shiftKey !== wants('Shift')) return false;
  // With ⌥ held a Mac types another sign; the key itself is still the same.
  const key = event.altKey && event.code.startsWith('Key') ? event.code.slice(3) : event.key;
  return key.toLowerCase() === name.toLowerCase();
}
