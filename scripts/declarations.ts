import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { root } from './run-program.ts';

const { imports } = z
  .object({ imports: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

/** Where `#core/session.ts` lies, from the project's root. */
function resolveAlias(specifier: string): string {
  const alias = specifier.slice(0, specifier.indexOf('/') + 1);
  const target = imports[`${alias}*`];
  if (target === undefined) throw new Error(`package.json has no import “${alias}*”.`);
  return target.replace('*', specifier.slice(alias.length));
}

function relativeSpecifier(specifier: string, folder: string, types: string): string {
  if (!specifier.startsWith('#')) return specifier;
  const path = relative(folder, join(types, resolveAlias(specifier))).replaceAll('\\', '/');
  return path.startsWith('.') ? path : `./${path}`;
}

/**
 * Makes the emitted declarations stand on their own: aliases of this package become relative paths, and `.ts`
 * becomes `.js`, because whoever uses the library has neither our aliases nor our sources.
 */
export function detachDeclarations(types = join(root, 'dist', 'types')): void {
  for (const file of globSync('**/*.d.ts', { cwd: types })) {
    const path = join(types, file);
    const detached = readFileSync(path, 'utf8').replace(
      /((?:from|import) ?\(?)(['"])([#.][^'"]*)\.ts\2/g,
      (_, before: string, quote: string, specifier: string) =>
        `${before}${quote}${relativeSpecifier(specifier, dirname(path), types)}.js${quote}`,
    );
    writeFileSync(path, detached);
  }
}
