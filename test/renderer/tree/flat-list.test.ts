import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FileFacts, SessionContents, StoreSections } from '#shared/model/session.ts';
import { buildTree, type StoreInTree } from '#ui/tree/build.ts';
import { matcher } from '#ui/tree/filter.ts';
import type { FlatList } from '#ui/tree/flat-list.ts';
import type { Row } from '#ui/tree/rows.ts';
import { newStoreData, type StoreData } from '#ui/tree/store-data.ts';
import { storeRow } from '../../support/store-row.ts';

const file = (key: string): FileFacts => ({ key, size: 1, modifiedAt: 0, version: null });

const store = (id: string) => storeRow({ id });

function contents(id: string, nodes: readonly string[], artifacts: readonly string[]): SessionContents {
  const at = `sessions/${id}`;
  return {
    id,
    facts: {
      id,
      agent: 'a',
      workflow: 'w',
      status: 'active',
      createdAt: null,
      time: null,
      problem: null,
      innerId: null,
    },
    record: file(`${at}/session.json`),
    messages: file(`${at}/messages.json`),
    workflows: [
      {
        name: 'pipeline',
        order: 'time',
        otherFiles: [file(`${at}/pipeline/notes.txt`)],
        nodes: [...new Set(nodes)].map((node) => ({
          id: node,
          scratch: null,
          summary: file(`${at}/pipeline/${node}_summary.md`),
          defined: false,
        })),
      },
    ],
    artifacts: [...new Set(artifacts)].map((name) => file(`${at}/artifacts/${name}`)),
    otherFiles: [],
    problems: [{ key: `${at}/locked`, message: 'Permission denied.' }],
    truncated: false,
  };
}

const sections: StoreSections = {
  agents: [
    {
      name: 'ana',
      prompt: file('agents/ana.prompt.md'),
      memories: [file('agents/ana_memories/1.md')],
      otherFiles: [],
    },
  ],
  contextFiles: [file('shared/house.context.md')],
  workflows: [{ name: 'pipeline', file: file('workflows/pipeline.workflow.md'), problems: [] }],
  history: [{ user: 'bo', file: file('history/bo.json') }],
  problems: [],
};

function part(data: StoreData, order: Int32Array | null = null): StoreInTree {
  const setSize = order ? order.length : data.ids.length;
  return {
    store: store(data.id),
    data,
    connecting: false,
    sessions: { order, headings: [], byContents: new Set(), waiting: false, setSize },
  };
}

const everything = { isExpanded: () => true, matches: null };

function rowsOf(flat: FlatList): Row[] {
  return Array.from({ length: flat.length }, (_, index) => flat.at(index)).filter((row) => row !== undefined);
}

const name = fc.stringMatching(/^[a-z]{1,4}$/);
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((segments) => segments.join('/'));

/** Stores with some sessions, a few of them read, and a random choice of what is unfolded. */
const trees = fc
  .record({
    ids: fc.uniqueArray(name, { maxLength: 30 }),
    read: fc.array(fc.nat(29), { maxLength: 4 }),
    nodes: fc.array(name, { maxLength: 4 }),
    artifacts: fc.array(path, { maxLength: 6 }),
    seed: fc.nat(),
    twoStores: fc.boolean(),
  })
  .map(({ ids, read, nodes, artifacts, seed, twoStores }) => {
    const data = newStoreData('one');
    data.ids = ids;
    data.listing = 'complete';
    data.sections.value = sections;
    for (const index of read) {
      const id = ids[index];
      if (id !== undefined)
        data.contents.set(id, { value: contents(id, nodes, artifacts), error: null, loading: false });
    }
    const isExpanded = (id: string) => (id.length * 31 + seed) % 3 !== 0 || id === 'one';
    const parts = twoStores ? [part(data), part(newStoreData('two'))] : [part(data)];
    return { flat: buildTree(parts, { isExpanded, matches: null }), parts };
  });

describe('the tree as a flat list', () => {
  test('sessions whose order is not known yet are grey bars, so that no row moves under the pointer', () => {
    const data = newStoreData('one');
    data.ids = ['a', 'b'];
    data.listing = 'complete';
    const ordered = part(data);
    const waiting = { ...ordered, sessions: { ...ordered.sessions, waiting: true } };
    const kinds = (shown: StoreInTree) =>
      new Set(rowsOf(buildTree([shown], everything)).map((row) => row.kind));
    expect(kinds(waiting)).toEqual(new Set(['store', 'section', 'loading']));
    expect(kinds(ordered)).toEqual(new Set(['store', 'section', 'session']));
  });

  test('a folded store is unfolded by a filter that finds something in it', () => {
    const data = newStoreData('one');
    data.ids = ['apple', 'pear'];
    data.listing = 'complete';
    const found = (order: number[]) =>
      rowsOf(
        buildTree([part(data, Int32Array.from(order))], {
          isExpanded: () => false,
          matches: matcher('appl'),
        }),
      ).map((row) => row.kind);
    expect(found([0])).toEqual(['store', 'section', 'session']);
    expect(found([])).toEqual(['store']);
  });

  test('context files say in which folder they lie', () => {
    const data = newStoreData('one');
    data.listing = 'complete';
    data.sections.value = sections;
    const house = rowsOf(buildTree([part(data)], everything)).find(
      (row) => row.kind === 'file' && row.label === 'house.context.md',
    );
    expect(house).toMatchObject({ note: 'shared' });
  });

  test('each row stands one level below the row that holds it', () => {
    fc.assert(
      fc.property(trees, ({ flat }) => {
        const rows = rowsOf(flat);
        const levels = new Map(rows.map((row) => [row.id, row.level]));
        for (const row of rows) {
          if (row.parent === null) expect(row.level).toBe(1);
          else expect(row.level).toBe((levels.get(row.parent) ?? Number.NaN) + 1);
        }
      }),
    );
  });

  test('siblings are numbered without a gap, and agree on how many they are', () => {
    fc.assert(
      fc.property(trees, ({ flat }) => {
        const families = new Map<string | null, Row[]>();
        for (const row of rowsOf(flat)) families.set(row.parent, [...(families.get(row.parent) ?? []), row]);
        for (const siblings of families.values()) {
          expect(siblings.map((row) => row.posInSet)).toEqual(siblings.map((_, index) => index + 1));
          expect(siblings.map((row) => row.setSize)).toEqual(siblings.map(() => siblings.length));
        }
      }),
    );
  });

  test('what is below a row follows it, and only where it is unfolded', () => {
    fc.assert(
      fc.property(trees, ({ flat }) => {
        const rows = rowsOf(flat);
        const parents = new Set(rows.map((row) => row.parent));
        for (const row of rows) if (parents.has(row.id)) expect(row.expanded).toBe(true);
        for (const [index, row] of rows.entries()) {
          const above = rows.slice(0, index).findLast((other) => other.level < row.level);
          expect(above?.id ?? null).toBe(row.parent);
        }
      }),
    );
  });

  test('every row is found again by its id', () => {
    fc.assert(
      fc.property(trees, ({ flat }) => {
        const rows = rowsOf(flat);
        expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
        for (const [index, row] of rows.entries()) expect(flat.indexOf(row.id)).toBe(index);
        expect(flat.indexOf('no such row')).toBe(-1);
        expect(flat.at(-1)).toBeUndefined();
        expect(flat.at(flat.length)).toBeUndefined();
      }),
    );
  });
});

describe('a large store', () => {
  test('costs rows only for what is unfolded', () => {
    const data = newStoreData('one');
    data.ids = Array.from({ length: 100_000 }, (_, index) => `s${index}`);
    data.listing = 'complete';
    const id = 's50000';
    data.contents.set(id, { value: contents(id, ['a', 'b'], []), error: null, loading: false });
    const flat = buildTree([part(data)], {
      isExpanded: (row) => !row.includes('\u001fs\u001f') || row.endsWith(id),
      matches: null,
    });
    expect(flat.length).toBe(2 + 100_000 + 4);
    expect(flat.at(2 + 50_000)).toMatchObject({ kind: 'session', session: id, expanded: true });
    expect(flat.at(flat.length - 1)).toMatchObject({
      session: 's99999',
      posInSet: 100_000,
      setSize: 100_000,
    });
  });
});

describe('under a filter', () => {
  const data = newStoreData('one');
  data.ids = ['first', 'second'];
  data.listing = 'complete';
  data.sections.value = sections;
  data.contents.set('second', {
    value: contents('second', ['analyze', 'report'], ['charts/analysis.png', 'raw.csv']),
    error: null,
    loading: false,
  });
  const build = (text: string, order: number[], byContents: string[]) => {
    const filtered = part(data, Int32Array.from(order));
    filtered.sessions = { ...filtered.sessions, byContents: new Set(byContents) };
    return rowsOf(buildTree([filtered], { isExpanded: (id) => id === 'one', matches: matcher(text) }));
  };
  const labels = (rows: Row[]) =>
    rows.map((row) => ('label' in row ? row.label : row.kind === 'node' ? row.node.id : row.kind));

  test('a session found by what lies in it is unfolded, and shows that alone', () => {
    expect(labels(build('analy', [1], ['second']))).toEqual([
      'store',
      'Sessions',
      'session',
      'pipeline',
      'analyze',
      'Artifacts',
      'charts',
      'analysis.png',
    ]);
  });

  test('sections show what matches, and are away where nothing does', () => {
    expect(labels(build('house', [], []))).toEqual([
      'store',
      'Sessions',
      'message',
      'Context',
      'house.context.md',
    ]);
  });
});

test('an unfolded session says what it could not list', () => {
  const data = newStoreData('one');
  data.ids = ['s'];
  data.listing = 'complete';
  data.contents.set('s', { value: contents('s', [], []), error: null, loading: false });
  const messages = rowsOf(buildTree([part(data)], everything)).filter((row) => row.kind === 'message');
  expect(messages.map((row) => row.text)).toEqual(['locked: Permission denied.']);
});
