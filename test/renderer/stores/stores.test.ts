import { describe, expect, test } from 'vitest';
import { usualNetwork } from '#shared/model/s3-location.ts';
import type { Store } from '#shared/model/store.ts';
import { findByName, shownFolders } from '#ui/stores/folder-list.ts';
import { placeInWords, recentStores } from '#ui/stores/recents.ts';
import { storeRow } from '../../support/store-row.ts';

const store = (name: string, lastOpenedAt: number | null, location: Store['location']): Store =>
  storeRow({
    id: name,
    location,
    place: location.kind === 's3' ? `s3://${location.bucket}` : name,
    state: 'remembered',
    lastOpenedAt,
  });

const s3 = (endpoint: string | null): Store['location'] => ({
  kind: 's3',
  bucket: 'acme',
  prefix: '',
  endpoint,
  region: 'eu-central-1',
  pathStyle: false,
  credentials: { kind: 'default' as const },
  checksums: 'usual' as const,
  network: usualNetwork,
});

describe('stores to open again', () => {
  test('the last used comes first, and what was in memory cannot come back', () => {
    const stores = [
      store('old', 1, { kind: 'folder', path: '/a' }),
      store('never', null, { kind: 'folder', path: '/b' }),
      store('memory', 9, { kind: 'memory', content: 'empty' }),
      store('new', 5, { kind: 'folder', path: '/c' }),
    ];
    expect(recentStores(stores).map(({ name }) => name)).toEqual(['new', 'old', 'never']);
  });

  test('a bucket is told apart by its region or its server', () => {
    expect(placeInWords(store('a', 1, s3(null)))).toBe('s3://acme, eu-central-1');
    expect(placeInWords(store('a', 1, s3('https://minio.example:9000/')))).toBe(
      's3://acme on minio.example:9000',
    );
  });
});

describe('the folder browser', () => {
  const entry = (name: string, holdsSessions = false) => ({ name, path: `/${name}`, store: holdsSessions });
  const folders = [
    entry('alpha'),
    entry('beta', true),
    entry('.cache'),
    entry('.agents', true),
    entry('Gamma'),
  ];

  test('shows stores first, and hidden folders only when asked for or when they are stores', () => {
    expect(shownFolders(folders, false).map(({ name }) => name)).toEqual([
      'beta',
      '.agents',
      'alpha',
      'Gamma',
    ]);
    expect(shownFolders(folders, true)).toHaveLength(5);
  });

  test('finds a folder by the letters typed, from where one stands, around the end', () => {
    expect(findByName(folders, 'g', 0)).toBe(4);
    expect(findByName(folders, 'al', 3)).toBe(0);
    expect(findByName(folders, 'zz', 0)).toBe(-1);
    expect(findByName([], 'a', 0)).toBe(-1);
  });
});
