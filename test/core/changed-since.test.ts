import { expect, test } from 'vitest';
import { SessionManager } from '#core/session-manager.ts';
import { StoreError } from '#shared/errors.ts';
import { recordKey } from '#shared/format/layout.ts';
import type { WriteOptions } from '#storage/backend.ts';
import { InMemoryStorage } from '#storage/memory.ts';

const theirs = '{"id": "s", "created_at": "2025-01-01T00:00:00", "agent": "theirs", "status": "active"}';

/** Carries writes out; then somebody else writes, and that is told. */
class OvertakenStorage extends InMemoryStorage {
  writes = 0;
  isOvertaken = true;

  override async write(key: string, text: string, options: WriteOptions = {}) {
    this.writes += 1;
    const written = await super.write(key, text, options);
    if (!this.isOvertaken) return written;
    await super.write(key, theirs);
    throw new StoreError('CONFLICT', 'It was saved, but somebody else changed it right after.', {
      where: key,
      mayBeDone: true,
    });
  }
}

test('a session that was made and changed right after is not said to have been there before', async () => {
  const sessions = new SessionManager(new OvertakenStorage());
  await expect(sessions.create({ id: 's' })).rejects.toMatchObject({
    code: 'CONFLICT',
    data: { mayBeDone: true },
  });
});

test('who takes what there is takes it, whoever has made it', async () => {
  const sessions = new SessionManager(new OvertakenStorage());
  expect((await sessions.getOrCreate('s', { agent: 'mine' })).agent).toBe('theirs');
});

test('a change that may have been done is not done again over what others have made of it', async () => {
  const storage = new OvertakenStorage();
  storage.isOvertaken = false;
  const sessions = new SessionManager(storage);
  await sessions.create({ id: 's', agent: 'mine' });
  storage.isOvertaken = true;
  storage.writes = 0;
  const change = sessions.updateStatus('s', 'completed');
  await expect(change).rejects.toMatchObject({ code: 'CONFLICT', data: { mayBeDone: true } });
  expect(storage.writes).toBe(1);
  expect(await storage.read(recordKey('s'))).toBe(theirs);
});
