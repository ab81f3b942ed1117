import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { menuTemplate } from '#hosts/electron/menu.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** Ids and keys of the commands that the page declares. */
function declared(): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of globSync('src-renderer/**/commands.ts', { cwd: root })) {
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, id = '', rest = ''] of text.matchAll(/\bid: '([\w.]+)'([\s\S]*?)(?=\bid: '|$)/g))
      found.set(id, rest);
  }
  return found;
}

function flat(items: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);
}

const asked: string[] = [];
const on = (platform: NodeJS.Platform, fromSources = false) =>
  flat(menuTemplate({ platform, fromSources, command: (id) => asked.push(id) }));
const platforms = ['linux', 'darwin', 'win32'] as const;

describe.each(platforms)('the menu on %s', (platform) => {
  const items = on(platform);
  const commands = items.filter(({ id }) => id !== undefined);

  it('has commands of the palette only, each once', () => {
    const known = declared();
    expect(commands.map(({ id }) => id).filter((id) => !known.has(id ?? ''))).toEqual([]);
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
    expect(commands.length).toBeGreaterThan(20);
  });

  it('asks the page for the command of the item', () => {
    asked.length = 0;
    for (const { click } of commands) click?.({} as never, undefined, {} as never);
    expect(asked).toEqual(commands.map(({ id }) => id));
  });

  it('shows the keys of the page without taking them, so that none works twice', () => {
    const known = declared();
    for (const { id = '', accelerator, registerAccelerator } of commands) {
      if (accelerator === undefined || registerAccelerator) continue;
      const keys = String(accelerator)
        .replace('CmdOrCtrl', 'Mod')
        .replace(/(Left|Right)$/, 'Arrow$1');
      const texts = [known.get(id) ?? '', readFileSync(join(root, 'src-renderer/documents/keys.ts'), 'utf8')];
      expect(texts.join('\n'), id).toContain(`'${keys}'`);
    }
  });

  it('lets the system edit, and quit', () => {
    const roles = items.map(({ role }) => role);
    expect(roles).toEqual(
      expect.arrayContaining(['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll', 'quit']),
    );
  });

  it('offers no reload that would drop edits, and developer tools from sources alone', () => {
    const roles = (list: MenuItemConstructorOptions[]) => list.map(({ role }) => role);
    expect(roles(items)).not.toContain('toggleDevTools');
    expect(roles(on(platform, true))).toContain('toggleDevTools');
    expect(roles(on(platform, true))).not.toContain('reload');
  });
});

it('has the app’s own menu and the window menu on a Mac', () => {
  const roles = (platform: NodeJS.Platform) => on(platform).map(({ role }) => role);
  expect(roles('darwin')).toEqual(expect.arrayContaining(['appMenu', 'windowMenu', 'hide', 'services']));
  expect(roles('linux')).not.toContain('appMenu');
});
