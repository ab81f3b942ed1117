import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const from = (path: string) => join(import.meta.dirname, path);

/** Everything in `dependencies` stays outside the main bundle; Node's own modules always do. */
const external = [/^node:/, /^electron($|\/)/, /^[^./#\0][^:]*$/];

/**
 * One build for all: the renderer (`client`), what runs in Node (`node`: the two hosts, the workers and
 * the library) and the sandboxed preload, which must be a single CommonJS file.
 */
export default defineConfig({
  plugins: [react()],
  root: from('src-renderer'),
  base: './',
  resolve: { conditions: ['module', 'browser', 'development|production'] },
  environments: {
    client: {
      build: {
        outDir: from('dist/renderer'),
        emptyOutDir: true,
        chunkSizeWarningLimit: 6000,
        target: 'chrome140',
        sourcemap: false,
        // A data: URL would need a hole in the CSP.
        assetsInlineLimit: 0,
        // The bundled packages' licences have to go with them.
        license: { fileName: 'licenses.md' },
        rolldownOptions: { input: from('src-renderer/index.html') },
      },
    },
    node: {
      consumer: 'server',
      resolve: { conditions: ['node', 'module'], noExternal: [/^#/], builtins: [/^node:/] },
      build: {
        ssr: true,
        outDir: from('dist/node'),
        emptyOutDir: true,
        target: 'node24',
        minify: false,
        rolldownOptions: {
          input: {
            electron: from('src-main/hosts/electron/main.ts'),
            web: from('src-main/hosts/web/cli.ts'),
            'folder-worker': from('src-main/workers/folder-worker.ts'),
            'browse-worker': from('src-main/workers/browse-worker.ts'),
            'database-worker': from('src-main/workers/database-worker.ts'),
            library: from('src-main/library.ts'),
          },
          external,
          output: { format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
        },
      },
    },
    preload: {
      consumer: 'server',
      resolve: { noExternal: true, external: ['electron'] },
      build: {
        ssr: true,
        outDir: from('dist/preload'),
        emptyOutDir: true,
        target: 'chrome140',
        minify: false,
        rolldownOptions: {
          input: from('src-main/hosts/electron/preload.ts'),
          external: ['electron'],
          output: { format: 'cjs', codeSplitting: false, entryFileNames: 'preload.cjs' },
        },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      const names = ['client', 'node', 'preload'];
      await Promise.all(
        names.map((name) => {
          const environment = builder.environments[name];
          return environment ? builder.build(environment) : undefined;
        }),
      );
    },
  },
});
