import { describe, expect, test } from 'vitest';
import { extendTo, moveCursor, noSelection, selectOnly, toggleRow } from '#ui/tree/selection.ts';

const rows = ['a', 'b', 'heading', 'c', 'd'];
const list = {
  indexOf: (id: string) => rows.indexOf(id),
  at: (index: number) => {
    const id = rows[index];
    return id === undefined ? undefined : { id, kind: id === 'heading' ? 'group' : 'session' };
  },
};

describe('selecting rows', () => {
  test('Shift selects from the anchor, either way, and leaves headings out', () => {
    const from = selectOnly('b');
    expect([...extendTo(from, 'd', list).selected]).toEqual(['b', 'c', 'd']);
    expect([...extendTo(extendTo(from, 'd', list), 'a', list).selected].sort()).toEqual(['a', 'b']);
  });

  test('Shift without an anchor that is still there selects the row alone', () => {
    expect(extendTo(selectOnly('gone'), 'c', list)).toEqual(selectOnly('c'));
    expect(extendTo(noSelection, 'c', list).selected).toEqual(new Set(['c']));
  });

  test('Ctrl adds a row and takes it out, and the focus goes with it', () => {
    const two = toggleRow(selectOnly('a'), 'c');
    expect(two).toEqual({ cursor: 'c', anchor: 'c', selected: new Set(['a', 'c']) });
    expect(toggleRow(two, 'a')).toEqual({ cursor: 'a', anchor: 'a', selected: new Set(['c']) });
  });

  test('the focus can move without selecting', () => {
    expect(moveCursor(selectOnly('a'), 'd')).toEqual({ cursor: 'd', anchor: 'a', selected: new Set(['a']) });
  });
});
