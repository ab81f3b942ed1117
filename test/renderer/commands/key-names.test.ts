import { describe, expect, test } from 'vitest';
import { displayKeys, type KeyPress, matchesKeys } from '#ui/commands/key-names.ts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: `Key${key.toUpperCase()}`,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

describe('keys', () => {
  test('Mod is ⌘ on macOS and Ctrl elsewhere, and never the other', () => {
    const ctrl = press('s', { ctrlKey: true });
    const command = press('s', { metaKey: true });
    expect([matchesKeys(ctrl, 'Mod+S', false), matchesKeys(command, 'Mod+S', false)]).toEqual([true, false]);
    expect(matchesKeys(press('s'), 'Mod+S', false)).toBe(false);
    expect([matchesKeys(ctrl, 'Mod+S', true), matchesKeys(command, 'Mod+S', true)]).toEqual([false, true]);
  });

  test('what is held besides tells combinations apart', () => {
    const all = press('P', { ctrlKey: true, shiftKey: true });
    expect(matchesKeys(all, 'Mod+Shift+P', false)).toBe(true);
    expect(matchesKeys(all, 'Mod+P', false)).toBe(false);
    expect(matchesKeys(press('p', { ctrlKey: true, altKey: true }), 'Mod+P', false)).toBe(false);
  });

  test('signs are matched as typed, with Shift where the layout wants it', () => {
    expect(matchesKeys(press('?', { shiftKey: true }), '?', false)).toBe(true);
    expect(matchesKeys(press('/'), '/', false)).toBe(true);
    expect(matchesKeys(press('/', { shiftKey: true }), '/', false)).toBe(true);
  });

  test('with ⌥ a Mac types another sign: the key counts', () => {
    expect(matchesKeys(press('∑', { altKey: true, code: 'KeyW' }), 'Alt+W', true)).toBe(true);
  });

  test('caps are those of the platform', () => {
    expect(displayKeys('Mod+Shift+P', true)).toEqual(['⌘', '⇧', 'P']);
    expect(displayKeys('Mod+Shift+P', false)).toEqual(['Ctrl', 'Shift', 'P']);
  });
});
