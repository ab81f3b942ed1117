import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
  const targets = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return targets.filter((target) => !/^[a-z]+:/.test(target) && !target.startsWith('#'));
}

describe('the documentation', () => {
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
});
