import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  activate,
  close,
  keep,
  move,
  noTabs,
  open,
  stepTarget,
  type TabList,
  travel,
} from '#ui/shell/tab-list.ts';
import { type TabRef, tabId } from '#ui/shell/tab-ref.ts';

const file = (key: string): TabRef => ({ kind: 'file', store: 's', key });
const id = (key: string) => tabId(file(key));
const keys = (list: TabList) => list.tabs.map(({ ref }) => (ref.kind === 'file' ? ref.key : ref.kind));
const opened = (...names: string[]) => names.reduce((list, name) => open(list, file(name), false), noTabs);

describe('opening', () => {
  test('stands right of the active tab', () => {
    expect(keys(open(activate(opened('a', 'b'), id('a')), file('c'), false))).toEqual(['a', 'c', 'b']);
  });

  test('what is open already is brought up', () => {
    const list = open(opened('a', 'b'), file('a'), false);
    expect(keys(list)).toEqual(['a', 'b']);
    expect(list.active).toBe(id('a'));
  });

  test('a preview takes the place of the last preview, until it is kept', () => {
    let list = open(open(opened('a'), file('b'), true), file('c'), true);
    expect(keys(list)).toEqual(['a', 'c']);
    list = open(keep(list, id('c')), file('d'), true);
    expect(keys(list)).toEqual(['a', 'c', 'd']);
  });

  test('opening a preview for good keeps it', () => {
    const list = open(open(noTabs, file('a'), true), file('a'), false);
    expect(list.tabs[0]?.preview).toBe(false);
  });

  test('the two parts of a node share a tab', () => {
    const node = { kind: 'node', store: 's', session: 'x', workflow: 'w', node: 'n' } as const;
    expect(tabId({ ...node, part: 'scratch' })).toBe(tabId({ ...node, part: 'summary' }));
  });
});

describe('closing', () => {
  test('hands over to the right neighbour, at the end to the left one', () => {
    const list = activate(opened('a', 'b', 'c'), id('b'));
    const without = close(list, new Set([id('b')]));
    expect(without.active).toBe(id('c'));
    expect(close(without, new Set([id('c')])).active).toBe(id('a'));
  });

  test('the last one leaves none active', () => {
    expect(close(opened('a'), new Set([id('a')]))).toMatchObject({ tabs: [], active: null });
  });
});

describe('back and forward', () => {
  test('follow what was looked at, past tabs that are closed', () => {
    const list = close(opened('a', 'b', 'c'), new Set([id('b')]));
    const back = travel(list, -1);
    expect(back.active).toBe(id('a'));
    expect(stepTarget(back, -1)).toBeNull();
    expect(travel(back, 1).active).toBe(id('c'));
  });

  test('going somewhere new forgets the way forward', () => {
    const list = open(travel(opened('a', 'b'), -1), file('c'), false);
    expect(stepTarget(list, 1)).toBeNull();
  });
});

test('a tab can be moved', () => {
  expect(keys(move(opened('a', 'b', 'c'), id('a'), 2))).toEqual(['b', 'c', 'a']);
});

test('whatever is done, the active tab is one of the tabs, none stands twice, and one is a preview at most', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd');
  const step = fc.oneof(
    fc.tuple(name, fc.boolean()).map(
      ([key, preview]) =>
        (list: TabList) =>
          open(list, file(key), preview),
    ),
    name.map((key) => (list: TabList) => close(list, new Set([id(key)]))),
    name.map((key) => (list: TabList) => keep(list, id(key))),
    fc.constantFrom<1 | -1>(1, -1).map((way) => (list: TabList) => travel(list, way)),
    fc.tuple(name, fc.nat(3)).map(
      ([key, to]) =>
        (list: TabList) =>
          move(list, id(key), to),
    ),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const list = steps.reduce((state, act) => act(state), noTabs);
      const ids = list.tabs.map((tab) => tab.id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(list.active === null).toBe(ids.length === 0);
      if (list.active !== null) expect(ids).toContain(list.active);
      expect(list.tabs.filter((tab) => tab.preview).length).toBeLessThanOrEqual(1);
    }),
  );
});
