import { describe, expect, test } from 'vitest';
import { FlatList } from '#ui/tree/flat-list.ts';
import { targetOf, typeAhead } from '#ui/tree/navigate.ts';
import type { Row } from '#ui/tree/rows.ts';

const at = { parent: null, level: 1, depth: 0, expanded: null, posInSet: 1, setSize: 1 };
const heading = (label: string): Row => ({ ...at, id: label, kind: 'group', label });
const row = (label: string): Row => ({
  ...at,
  id: label,
  kind: 'section',
  label,
  count: '',
  item: { kind: 'section', store: 's', section: 'agents' },
});

const flat = new FlatList([heading('Today'), row('alpha'), heading('May'), row('beta'), row('alpine')]);

describe('moving in the tree', () => {
  test.each([
    ['ArrowDown', 1, 3],
    ['ArrowUp', 3, 1],
    ['ArrowUp', -1, 1],
    ['ArrowDown', -1, 1],
    ['Home', 4, 1],
    ['End', 1, 4],
    ['PageDown', 1, 4],
    ['PageUp', 4, 1],
  ])('%s from %i leads to %i, past headings', (key, from, to) => {
    expect(targetOf(flat, from, key, 10)).toBe(to);
  });

  test('other keys do not move', () => {
    expect(targetOf(flat, 1, 'Enter', 10)).toBeNull();
  });

  test('an empty tree leads nowhere', () => {
    expect(targetOf(new FlatList([]), -1, 'Home', 10)).toBe(-1);
  });
});

describe('type-ahead', () => {
  test('one letter goes on to the next row, around the end', () => {
    expect(typeAhead(flat, 1, 'a')).toBe(4);
    expect(typeAhead(flat, 4, 'a')).toBe(1);
  });

  test('more letters may stay where they fit', () => {
    expect(typeAhead(flat, 1, 'al')).toBe(1);
    expect(typeAhead(flat, 1, 'ALPI')).toBe(4);
  });

  test('headings are not found, and nothing is where nothing fits', () => {
    expect(typeAhead(flat, 0, 'may')).toBe(-1);
  });
});
