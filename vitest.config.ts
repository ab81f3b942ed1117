import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // A machine with other things to do is slow, which is no failure.
    expect: { poll: { timeout: 10_000 } },
    // A process for each file, so that a crash of one is told and leaves the others alone.
    pool: 'forks',
    // Node strips types by WebAssembly. Where several threads load TypeScript at once, V8 can crash as it makes the
    // calls between the two faster (nodejs/node#64500): it is not to.
    execArgv: ['--wasm-wrapper-tiering-budget=1000000000'],
    // More than the cores: many tests wait, for a timer, a disk or a process.
    maxWorkers: 3,
  },
});
