import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../support/home.ts';
import { program } from '../../support/program.ts';

async function loadedBy(...more: string[]): Promise<string[]> {
  const { said, ended } = program([join(import.meta.dirname, 'child.ts'), temporaryFolder(), ...more], {});
  expect([await ended(), said.err]).toEqual([0, '']);
  return JSON.parse(said.out);
}

test('the services start without the AWS SDK, which takes longer to load than all the rest', async () => {
  expect(await loadedBy()).toEqual([]);
});

test('a bucket loads it', async () => {
  expect(await loadedBy('a bucket')).not.toEqual([]);
});
