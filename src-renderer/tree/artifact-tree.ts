import type { FileFacts } from '#shared/model/session.ts';

/** A folder as names of artifacts make it by their slashes. */
export interface Folder {
  name: string;
  /** From the artifacts' root, without a slash at its end. */
  path: string;
  folders: Folder[];
  files: { name: string; path: string; file: FileFacts }[];
  /** Files below it, at any depth. */
  total: number;
}

/**
 * Folds a flat listing into folders, in the order of the listing. Segments are taken as they are: an empty one
 * (`a//b`) is a folder with no name, so that every key keeps a row of its own.
 */
export function artifactTree(artifacts: readonly FileFacts[], prefix: string): Folder {
  const root: Folder = { name: '', path: '', folders: [], files: [], total: 0 };
  const known = new Map<string, Folder>();
  for (const file of artifacts) {
    const path = file.key.startsWith(prefix) ? file.key.slice(prefix.length) : file.key;
    const segments = path.split('/');
    const name = segments.pop() ?? path;
    let folder = root;
    let walked = '';
    root.total += 1;
    for (const [depth, segment] of segments.entries()) {
      walked = depth === 0 ? segment : `${walked}/${segment}`;
      let inner = known.get(walked);
      if (!inner) {
        inner = { name: segment, path: walked, folders: [], files: [], total: 0 };
        known.set(walked, inner);
        folder.folders.push(inner);
      }
      inner.total += 1;
      folder = inner;
    }
    folder.files.push({ name, path, file });
  }
  return root;
}
