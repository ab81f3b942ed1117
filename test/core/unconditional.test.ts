import { expect, test } from 'vitest';
import { FileMemory } from '#core/file-memory.ts';
import { HistoryPersistence } from '#core/history/history-persistence.ts';
import { Scratchpad } from '#core/scratchpad.ts';
import { SessionManager } from '#core/session-manager.ts';
import type { Capabilities, WriteOptions } from '#storage/backend.ts';
import { InMemoryStorage } from '#storage/memory.ts';

/** A storage that has no way to check a condition, and takes none. */
class UnconditionalStorage extends InMemoryStorage {
  override readonly capabilities: Capabilities = {
    ...new InMemoryStorage().capabilities,
    conditionalWrite: 'none',
  };

  override async write(key: string, text: string, options: WriteOptions = {}) {
    expect([options.ifVersion, options.ifAbsent]).toEqual([undefined, undefined]);
    return super.write(key, text, options);
  }
}

test('where no condition can be checked, none is asked for, and what is there is still seen first', async () => {
  const storage = new UnconditionalStorage();
  const sessions = new SessionManager(storage);
  await sessions.create({ id: 's', agent: 'first' });
  await expect(sessions.create({ id: 's' })).rejects.toMatchObject({ code: 'EXISTS' });
  expect((await sessions.getOrCreate('s', { agent: 'second' })).agent).toBe('first');
  await sessions.updateStatus('s', 'completed');

  const pad = new Scratchpad({ storage, sessionId: 's', nodeId: 'n' });
  await pad.appendScratch('one');
  await pad.appendScratch('two');
  expect(await pad.readScratch()).toBe('one\n\ntwo');

  const memory = new FileMemory({ storage });
  const keys = [await memory.store('1'), await memory.store('2'), await memory.store('3')];
  expect(await memory.listEntries()).toEqual(keys);

  const history = new HistoryPersistence({ storage });
  await history.load('u');
  await history.save('u', [{ role: 'user' }]);
  expect(await history.load('u')).toHaveLength(1);
});
