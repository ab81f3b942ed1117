import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';

/** Waits until the app has written its layout with the given words in it, which takes it a moment. */
export async function layoutKept(scratchFolder: string, ...texts: string[]): Promise<void> {
  const file = join(scratchFolder, 'home', 'ui-state.json');
  const missing = () => {
    const written = existsSync(file) ? readFileSync(file, 'utf8') : '';
    return texts.filter((text) => !written.includes(text));
  };
  await expect.poll(missing).toEqual([]);
}
