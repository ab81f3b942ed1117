import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { artifactTree, type Folder } from '#ui/tree/artifact-tree.ts';

const prefix = 'sessions/s/artifacts/';
const files = (names: readonly string[]) =>
  names.map((name) => ({ key: prefix + name, size: 1, modifiedAt: 0, version: null }));

/** Every file's path, put together from the names of the folders that hold it. */
const walked = (folder: Folder, above: string): string[] => [
  ...folder.folders.flatMap((inner) => walked(inner, `${above}${inner.name}/`)),
  ...folder.files.map(({ name }) => above + name),
];

const keysOf = (folder: Folder): string[] => [
  ...folder.folders.flatMap(keysOf),
  ...folder.files.map(({ file }) => file.key),
];

describe('artifacts as folders', () => {
  test('every key has a row of its own, whatever its slashes', () => {
    const name = fc.array(fc.constantFrom('', '.', '..', 'a', 'b c', '研'), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.uniqueArray(name.map((segments) => segments.join('/'))), (names) => {
        const tree = artifactTree(files(names), prefix);
        expect(keysOf(tree).sort()).toEqual(names.map((each) => prefix + each).sort());
        expect(walked(tree, '').sort()).toEqual([...names].sort());
        expect(tree.total).toBe(names.length);
      }),
    );
  });

  test('a file and a folder of the same name stand beside each other', () => {
    const tree = artifactTree(files(['a', 'a/b', 'a/']), prefix);
    expect(tree.files.map(({ path }) => path)).toEqual(['a']);
    expect(tree.folders.map(({ path, total }) => [path, total])).toEqual([['a', 2]]);
    expect(tree.folders[0]?.files.map(({ path, name }) => [path, name])).toEqual([
      ['a/b', 'b'],
      ['a/', ''],
    ]);
  });
});
