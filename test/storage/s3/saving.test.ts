import { describe, expect, test } from 'vitest';
import { codeOf, failureOf, pieces } from '../contract/helpers.ts';
import { onServer } from './on-server.ts';

const on = onServer();

function puts(): number {
  return on.server.requests.filter((request) => request.method === 'PUT').length;
}

describe('on servers that take conditions differently', () => {
  test('of 20 savers on one version one wins, and the guarantee is proven', async () => {
    const savers = Array.from({ length: 20 }, () => on.open());
    const { version } = await on.open().write('a', 'base');
    for (const [i, saver] of savers.entries()) {
      const mine = await saver.write(`${i}`, 'one');
      await saver.write(`${i}`, 'two', { ifVersion: mine.version });
    }
    expect(savers.map((saver) => saver.capabilities.conditionalWrite)).toEqual(savers.map(() => 'checked'));
    const saves = savers.map((saver, i) => saver.write('a', `saver ${i}`, { ifVersion: version }));
    const outcomes = await Promise.allSettled(saves);
    const won = outcomes.flatMap(({ status }, i) => (status === 'fulfilled' ? [`saver ${i}`] : []));
    expect(won).toEqual([await on.open().read('a')]);
    expect(savers.some((saver) => saver.capabilities.conditionalWrite === 'atomic')).toBe(true);
  });

  test.each(['ignored', 'refused', 'unquoted'] as const)(
    'where they are %s, a stale save is still refused',
    async (mode) => {
      on.server.conditions = mode;
      const storage = on.open();
      const first = await storage.write('a', 'one', { ifAbsent: true });
      const second = await storage.write('a', 'two', { ifVersion: first.version });
      expect(await codeOf(storage.write('a', 'stale', { ifVersion: first.version }))).toBe('CONFLICT');
      expect(await codeOf(storage.write('a', 'stale', { ifAbsent: true }))).toBe('CONFLICT');
      expect(await codeOf(storage.delete('a', { ifVersion: first.version }))).toBe('CONFLICT');
      expect(await storage.read('a')).toBe('two');
      expect(await storage.delete('a', { ifVersion: second.version })).toBe(true);
      expect(storage.capabilities.conditionalWrite).toBe('checked');
    },
  );

  test('where they are ignored, savers of one process still do not meet', async () => {
    on.server.conditions = 'ignored';
    const storage = on.open();
    const { version } = await storage.write('a', 'base');
    const saves = Array.from({ length: 20 }, (_, i) => storage.write('a', `${i}`, { ifVersion: version }));
    const outcomes = await Promise.allSettled(saves);
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBe(1);
    expect(puts()).toBe(2);
  });

  test('a 501 is not sent again as it was, and learnt from', async () => {
    on.server.conditions = 'refused';
    const storage = on.open();
    const { version } = await storage.write('a', 'one', { ifAbsent: true });
    expect(puts()).toBe(2);
    const second = await storage.write('a', 'two', { ifVersion: version });
    expect(puts()).toBe(4);
    await storage.write('a', 'three', { ifVersion: second.version });
    await storage.write('b', 'one', { ifAbsent: true });
    expect(puts()).toBe(6);
    const conditional = on.server.requests.filter(
      ({ headers }) => headers['if-match'] ?? headers['if-none-match'],
    );
    // Each operation is a matter of its own.
    expect(conditional.length).toBe(2);
  });

  test('a 501 that comes without a condition, too, is not about conditions', async () => {
    const storage = on.open();
    const large = new Uint8Array(9 * 1024 * 1024);
    const { version: ifVersion } = await storage.write('a', 'one');
    const before = storage.capabilities;
    on.server.fault = ({ method, query }) => {
      const isPart = query.partNumber !== undefined || 'uploads' in query;
      const isChange = ['PUT', 'POST', 'DELETE'].includes(method) && !isPart;
      return isChange ? { status: 501, code: 'NotImplemented' } : undefined;
    };
    const changes = [
      storage.write('a', 'two', { ifVersion }),
      storage.write('b', 'one', { ifAbsent: true }),
      storage.writeBytes('a', large, { ifVersion }),
      storage.writeBytes('b', large, { ifAbsent: true }),
      storage.delete('a', { ifVersion }),
    ];
    expect(await Promise.all(changes.map(codeOf))).toEqual(changes.map(() => 'UNSUPPORTED'));
    expect(storage.capabilities).toEqual(before);
    on.server.fault = undefined;
    on.server.requests.length = 0;
    await storage.write('a', 'two', { ifVersion });
    expect(on.server.requests.some(({ headers }) => headers['if-match'] !== undefined)).toBe(true);
  });

  test('a server that refuses everything proves nothing', async () => {
    const storage = on.open();
    const { version } = await storage.write('a', 'base');
    on.server.conditions = 'denied';
    on.server.fault = ({ method }) => {
      if (method === 'PUT') on.server.put('memory', 'a', 'theirs');
      return undefined;
    };
    expect(await codeOf(storage.write('a', 'mine', { ifVersion: version }))).toBe('CONFLICT');
    expect(storage.capabilities.conditionalWrite).toBe('checked');
  });

  test('many saves at once learn that ETags go unquoted', async () => {
    on.server.conditions = 'unquoted';
    const storage = on.open();
    const keys = Array.from({ length: 10 }, (_, i) => `file ${i}`);
    const written = await Promise.all(keys.map((key) => storage.write(key, 'one')));
    await Promise.all(
      keys.map((key, i) => storage.write(key, 'two', { ifVersion: written[i]?.version ?? '' })),
    );
    expect(await Promise.all(keys.map((key) => storage.read(key)))).toEqual(keys.map(() => 'two'));
  });

  test('where even a fresh save is refused, nothing is sent without its condition', async () => {
    const storage = on.open();
    const { version } = await storage.write('a', 'one');
    on.server.conditions = 'denied';
    on.server.requests.length = 0;
    expect(await codeOf(storage.write('a', 'two', { ifVersion: version }))).toBe('BUSY');
    expect(on.server.requests.flatMap(({ headers }) => headers['if-match'] ?? [])).toEqual([
      `"${version}"`,
      version,
    ]);
    expect(puts()).toBe(2);
    expect(await storage.read('a')).toBe('one');
  });

  test('a save in pieces is sent again in the form that the server takes', async () => {
    on.server.conditions = 'refused';
    const storage = on.open();
    await storage.writeBytes('a', pieces('one'), { ifAbsent: true });
    expect(await storage.read('a')).toBe('one');
  });

  test('a save that comes between the check and the write is found', async () => {
    const storage = on.open();
    const { version } = await storage.write('a', 'base');
    on.server.fault = ({ method }) => {
      if (method === 'PUT') on.server.put('memory', 'a', 'theirs');
      return undefined;
    };
    const failure = await failureOf(storage.write('a', 'mine', { ifVersion: version }));
    expect(failure.code).toBe('CONFLICT');
    expect(failure.data.currentVersion).toBe((await storage.stat('a'))?.version);
    expect(await storage.read('a')).toBe('theirs');
  });

  test('a save that comes right after ours is told of, where the server checks nothing', async () => {
    on.server.conditions = 'ignored';
    const storage = on.open();
    const { version } = await storage.write('a', 'base');
    on.server.requests.length = 0;
    on.server.fault = ({ method }) => {
      if (method === 'HEAD' && puts() === 1) on.server.put('memory', 'a', 'theirs');
      return undefined;
    };
    expect(await codeOf(storage.write('a', 'mine', { ifVersion: version }))).toBe('CONFLICT');
  });

  test('an object deleted between the check and the write stays deleted', async () => {
    const storage = on.open();
    const { version } = await storage.write('a', 'base');
    on.server.fault = ({ method }) => {
      if (method === 'PUT') on.server.remove('memory', 'a');
      return undefined;
    };
    const failure = await failureOf(storage.write('a', 'mine', { ifVersion: version }));
    expect([failure.code, failure.data.currentVersion]).toEqual(['CONFLICT', null]);
    expect(on.server.keys('memory')).toEqual([]);
  });

  test('versions do where a server gives no ETags', async () => {
    const storage = on.open();
    on.server.put('memory', 'a', 'base');
    const lastModified = new Date(1_700_000_000_000).toUTCString();
    on.server.fault = ({ method, bucket, key }) => {
      const size = `${on.server.get(bucket, key)?.contentLength}`;
      const headers = { 'last-modified': lastModified, 'content-length': size };
      return method === 'HEAD' ? { status: 200, headers, body: '' } : undefined;
    };
    const version = (await storage.stat('a'))?.version ?? '';
    expect(version).toMatch(/^~1700000000000-/);
    await storage.write('a', 'new', { ifVersion: version });
    const put = on.server.requests.find((request) => request.method === 'PUT');
    expect(put?.headers['if-match']).toBeUndefined();
  });
});

describe('when a server stumbles', () => {
  test.each([409, 500, 503])('a save goes through after a %d', async (status) => {
    const storage = on.open();
    const { version } = await storage.write('a', 'one');
    on.server.requests.length = 0;
    on.server.fault = ({ method }) =>
      method === 'PUT' && puts() <= 2 ? { status, code: 'Stumble' } : undefined;
    await storage.write('a', 'two', { ifVersion: version });
    expect(await storage.read('a')).toBe('two');
    expect(puts()).toBe(3);
  });

  test('a server that stays busy is given up', async () => {
    const storage = on.open();
    on.server.fault = ({ method }) =>
      method === 'PUT' ? { status: 409, code: 'OperationAborted' } : undefined;
    expect(await codeOf(storage.write('a', 'one'))).toBe('BUSY');
    expect(puts()).toBe(5);
  });

  test('a save whose answer got lost is taken for done when it was', async () => {
    const storage = on.open();
    const { version } = await storage.write('a', 'one');
    on.server.requests.length = 0;
    on.server.fault = ({ method }) => {
      if (method !== 'PUT' || puts() > 1) return undefined;
      on.server.put('memory', 'a', 'two');
      return { status: 500, code: 'InternalError' };
    };
    const saved = await storage.write('a', 'two', { ifVersion: version });
    expect(saved.version).toBe((await storage.stat('a'))?.version);
  });

  test('a save whose answer got lost is a conflict when it was somebody else’s', async () => {
    const storage = on.open();
    const { version } = await storage.write('a', 'one');
    on.server.requests.length = 0;
    on.server.fault = ({ method }) => {
      if (method !== 'PUT' || puts() > 1) return undefined;
      on.server.put('memory', 'a', 'theirs');
      return { status: 500, code: 'InternalError' };
    };
    expect(await codeOf(storage.write('a', 'two', { ifVersion: version }))).toBe('CONFLICT');
  });
});
