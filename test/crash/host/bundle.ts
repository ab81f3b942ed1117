import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

const from = (path: string) => join(import.meta.dirname, path);

/** The web host as one program, its dependencies inside. */
export interface Bundle {
  /** Path of its entry. */
  readonly entry: string;
  /** Where V8 keeps what it has compiled. */
  readonly cache: string;
  remove(): Promise<void>;
}

/** Bundles the web host with everything that it needs: from hundreds of files it takes twice as long to start. */
export async function bundleHost(): Promise<Bundle> {
  const folder = await mkdtemp(join(tmpdir(), 'crash-host-'));
  await build({
    configFile: false,
    logLevel: 'warn',
    root: from('../../..'),
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: join(folder, 'bundle'),
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        input: {
          web: from('web.ts'),
          'folder-worker': from('folder-worker.ts'),
          'database-worker': from('database-worker.ts'),
        },
        output: { format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
  return {
    entry: join(folder, 'bundle', 'web.js'),
    cache: join(folder, 'cache'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
