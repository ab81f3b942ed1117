import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { detachDeclarations } from './declarations.ts';
import { root, run } from './run-program.ts';

const stamp = join(root, 'dist', '.built');
const inputs = [
  'src-main',
  'src-renderer',
  'shared',
  'vite.config.ts',
  'tsconfig.base.json',
  'tsconfig.types.json',
  'package.json',
  'package-lock.json',
  'scripts/declarations.ts',
];

/** Path, size and time of everything that goes into a build. */
function fingerprint(): string {
  const hash = createHash('sha256');
  const visit = (path: string) => {
    const stat = statSync(join(root, path));
    if (stat.isDirectory()) {
      for (const name of readdirSync(join(root, path)).sort()) visit(`${path}/${name}`);
    } else hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\n`);
  };
  for (const input of inputs) visit(input);
  return hash.digest('hex');
}

/** Builds everything into `dist/`. */
export async function build(): Promise<void> {
  const built = fingerprint();
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  await run([
    ['node_modules/vite/bin/vite.js', 'build', '--app', '--logLevel', 'warn'],
    ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.types.json'],
  ]);
  detachDeclarations();
  writeFileSync(stamp, built);
}

/** Builds only when a source is newer than the last build. */
export async function buildIfStale(): Promise<void> {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint()) return;
  console.error('Building…');
  await build();
}
