import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** Targets of links and pictures that lie in the project. */
function linksOf(page: string): string[] {
  const links = read(page).matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g);
  const targets = [...links].map(([, link, source]) => link ?? source ?? '');
  return targets.filter((target) => !/^[a-z]+:/.test(target) && !target.startsWith('#'));
}

describe('the documentation', () => {
  it.each(pages)('of %s leads to files that exist', (page) => {
    const broken = linksOf(page).filter(
      (target) => !existsSync(join(root, dirname(page), target.replace(/#.*$/, ''))),
    );
    expect(broken).toEqual([]);
  });

  it('has every page in its index', () => {
    const listed = new Set(linksOf('docs/README.md').map((target) => `docs/${target}`));
    const missing = pages.filter((page) => page.startsWith('docs/') && page !== 'docs/README.md');
    expect(missing.filter((page) => !listed.has(page))).toEqual([]);
  });

  it('names every dependency once, and none that is gone', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json'));
    const sections = read('docs/dependencies.md').split(/^## /m);
    const namesIn = (title: string) => {
      const section = sections.find((text) => text.startsWith(title)) ?? '';
      return [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name = '']) => name);
    };
    expect(namesIn('At run time').toSorted()).toEqual(Object.keys(dependencies).toSorted());
    expect(namesIn('For development').toSorted()).toEqual(Object.keys(devDependencies).toSorted());
  });

  it('names only commands that there are, and all of them', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const named = new Set<string>();
    for (const page of pages)
      for (const [, run, plain] of read(page).matchAll(/npm (?:run ([a-z:0-9]+)|(start|test)\b)/g))
        named.add(run ?? plain ?? '');
    expect([...named].toSorted()).toEqual(Object.keys(scripts).toSorted());
  });
});
