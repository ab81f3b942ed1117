import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // A machine with other things to do is slow, which is no failure.
    expect: { poll: { timeout: 10_000 } },
    // A process for each file: in threads, a crash of V8 while a worker ends takes the whole run with it.
    pool: 'forks',
    // More than the cores: many tests wait, for a timer, a disk or a process.
    maxWorkers: 3,
  },
});
