import { defineConfig } from '@playwright/test';

/** The desktop app itself; needs Electron's binary and a display. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.desktop.ts',
  outputDir: '../../test-results',
  workers: 1,
  forbidOnly: process.env.CI !== undefined,
  reporter: process.env.CI === undefined ? [['list']] : [['line']],
  timeout: 90_000,
});
