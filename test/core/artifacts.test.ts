import { beforeEach, describe, expect, test } from 'vitest';
import { ArtifactStore } from '#core/artifact-store.ts';
import { InMemoryStorage } from '#storage/memory.ts';

let storage: InMemoryStorage;
let artifacts: ArtifactStore;

beforeEach(() => {
  storage = new InMemoryStorage();
  artifacts = new ArtifactStore({ storage, sessionId: 's' });
});

describe('artifacts', () => {
  test('keep their names as given, and JSON as Python prints it', async () => {
    const key = await artifacts.writeJson('reports/données', { name: 'Jané', skills: [], n: 2n ** 60n });
    expect(key).toBe('sessions/s/artifacts/reports/données');
    expect(await storage.read(key)).toBe(
      '{\n  "name": "Jan\\u00e9",\n  "skills": [],\n  "n": 1152921504606846976\n}',
    );
    expect(await artifacts.loadJson('reports/données')).toEqual({
      name: 'Jané',
      skills: [],
      n: 1152921504606846976n,
    });
  });

  test('of any bytes come back as they were, with their type', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const key = await artifacts.writeBinary('blob', bytes, 'image/png');
    expect(await artifacts.loadBinary('blob')).toEqual(bytes);
    expect((await storage.readBytes(key)).contentType).toBe('image/png');
    await expect(artifacts.load('blob')).rejects.toMatchObject({ code: 'NOT_TEXT' });
    await expect(artifacts.loadJson('blob')).rejects.toMatchObject({ code: 'NOT_TEXT' });
  });

  test('that are not there are null, and not an error', async () => {
    expect(await artifacts.load('x')).toBeNull();
    expect(await artifacts.loadJson('x')).toBeNull();
    expect(await artifacts.loadBinary('x')).toBeNull();
    expect(await artifacts.exists('x')).toBe(false);
    expect(await artifacts.delete('x')).toBe(false);
  });

  test('are listed by name, those of the session alone', async () => {
    await artifacts.store('b', '');
    await artifacts.store('a/c', '');
    await storage.write('sessions/s/artifacts_old/x', '');
    await storage.write('sessions/s2/artifacts/y', '');
    expect(await artifacts.listArtifacts()).toEqual(['a/c', 'b']);
    expect(await artifacts.delete('b')).toBe(true);
    expect(await artifacts.listArtifacts()).toEqual(['a/c']);
  });

  test.each(['', '..', '../session.json', '/x', 'a//b', 'a/', 'a\0b'])(
    'of the name %j are refused',
    async (name) => {
      const refused = { code: 'INVALID_NAME' };
      await expect(artifacts.store(name, '')).rejects.toMatchObject(refused);
      await expect(artifacts.writeBinary(name, new Uint8Array())).rejects.toMatchObject(refused);
      await expect(artifacts.load(name)).rejects.toMatchObject(refused);
      await expect(artifacts.delete(name)).rejects.toMatchObject(refused);
    },
  );
});
