import { describe, expect, it } from 'vitest';
import { uniteShown } from '#ui/live/shown.ts';
import { shownByTabs } from '#ui/live/tabs.ts';

const store = 'folder-1';

describe('what a window shows', () => {
  it('names each session once: one whose contents are shown needs no more', () => {
    const [shown] = uniteShown([
      new Map([[store, { list: true, rows: ['a', 'b'], sessions: ['c'] }]]),
      new Map([[store, { sessions: ['b', 'c'], keys: ['agents/x.md'] }]]),
    ]);
    expect(shown).toEqual({
      store,
      list: true,
      rows: ['a'],
      sessions: ['c', 'b'],
      folders: [],
      keys: ['agents/x.md'],
    });
  });

  it('is, of tabs, the session that each is about, or its single file', () => {
    const shown = shownByTabs(
      [
        { kind: 'node', store, session: 's1', workflow: 'w', node: 'n' },
        { kind: 'conversation', store, key: 'sessions/s2/messages.json' },
        { kind: 'conversation', store, key: 'history/u.json' },
        { kind: 'file', store: 'closed', key: 'agents/x.md' },
        { kind: 'settings' },
      ],
      new Set([store]),
    );
    expect(shown).toEqual(new Map([[store, { sessions: ['s1', 's2'], keys: ['history/u.json'] }]]));
  });
});
