import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, join, relative } from 'node:path';
import type { PageSource } from './resources.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** The built renderer in a folder: files of known types below it and nothing else. */
export function pagesFrom(folder: string): PageSource {
  return async (path) => {
    const type = types[extname(path)];
    if (!type) return null;
    try {
      const file = join(folder, decodeURIComponent(path));
      const inside = relative(folder, file);
      if (inside.startsWith('..') || isAbsolute(inside)) return null;
      return { bytes: await readFile(file), type };
    } catch {
      return null;
    }
  };
}
