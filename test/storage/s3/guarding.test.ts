import { describe, expect, test } from 'vitest';
import { Guards } from '#storage/s3/guards.ts';
import type { Right } from '../../s3-server/rights.ts';
import type { SeenRequest } from '../../s3-server.ts';
import { codeOf, failureOf } from '../contract/helpers.ts';
import { onServer } from './on-server.ts';

const on = onServer();
const megabyte = 1024 * 1024;
const large = (fill: number) => new Uint8Array(9 * megabyte).fill(fill);

/** Megabytes as they come from a stream. */
async function* streamed(fill: number) {
  for (let i = 0; i < 9; i++) yield new Uint8Array(megabyte).fill(fill);
}

const isPut = ({ method }: SeenRequest) => method === 'PUT';
const isComplete = ({ method, query }: SeenRequest) => method === 'POST' && query.uploadId !== undefined;
const isDelete = ({ method, query }: SeenRequest) => method === 'DELETE' && query.uploadId === undefined;

/** The first request of a kind is carried out, and its answer gets lost. */
function loseAnswer(is: (request: SeenRequest) => boolean, carryOut: () => void): void {
  let lost = false;
  on.server.fault = (request) => {
    if (lost || !is(request)) return undefined;
    lost = true;
    carryOut();
    return 'cut';
  };
}

/** Somebody else acts right before each request of a kind is carried out. */
function rightBefore(is: (request: SeenRequest) => boolean, act: () => void): void {
  on.server.fault = (request) => {
    if (is(request)) act();
    return undefined;
  };
}

describe('a change whose answer got lost is recognised as our own', () => {
  test('a new file', async () => {
    loseAnswer(isPut, () => on.server.put('memory', 'a', 'mine'));
    const saved = await on.open().write('a', 'mine', { ifAbsent: true });
    expect(saved.version).toBe((await on.open().stat('a'))?.version);
  });

  test('a deletion', async () => {
    const storage = on.open();
    const { version } = await storage.write('a', 'one');
    loseAnswer(isDelete, () => on.server.remove('memory', 'a'));
    expect(await storage.delete('a', { ifVersion: version })).toBe(true);
  });

  test.each(['honoured', 'ignored', 'refused', 'unquoted'] as const)(
    'an upload in parts, where conditions are %s, which the server then knows no more',
    async (mode) => {
      const storage = on.open();
      const { version } = await storage.write('a', 'one');
      on.server.conditions = mode;
      let lost = 0;
      on.server.fault = (request) => {
        if (!isComplete(request) || (mode === 'unquoted' && request.headers['if-match']?.startsWith('"')))
          return undefined;
        if (mode === 'refused' && request.headers['if-match']) return undefined;
        lost += 1;
        if (lost > 1) return { status: 404, code: 'NoSuchUpload' };
        on.server.put('memory', 'a', large(7));
        return 'cut';
      };
      const saved = await storage.writeBytes('a', streamed(7), { ifVersion: version });
      expect(lost).toBeGreaterThan(0);
      expect(saved.version).toBe((await storage.stat('a'))?.version);
    },
  );

  test('a save that a race with itself refused', async () => {
    const storage = on.open();
    const { version } = await storage.write('a', 'one');
    let puts = 0;
    on.server.fault = (request) => {
      if (!isPut(request)) return undefined;
      puts += 1;
      if (puts > 1) return undefined;
      on.server.put('memory', 'a', 'two');
      return { status: 409, code: 'ConditionalRequestConflict' };
    };
    await storage.write('a', 'two', { ifVersion: version });
    expect(puts).toBe(1);
  });

  test('a save that the server was too busy to answer for, each time', async () => {
    const storage = on.open();
    const { version } = await storage.write('a', 'one');
    on.server.fault = (request) => {
      if (!isPut(request)) return undefined;
      on.server.put('memory', 'a', 'two');
      return { status: 500, code: 'InternalError' };
    };
    await storage.write('a', 'two', { ifVersion: version });
    expect(await storage.read('a')).toBe('two');
  });

  test('and where that cannot be found out, it is said', async () => {
    const storage = on.open();
    const { version } = await storage.write('a', 'one');
    let failing = false;
    on.server.fault = (request) => {
      failing ||= isPut(request);
      return failing ? { status: 503, code: 'SlowDown' } : undefined;
    };
    const failure = await failureOf(storage.write('a', 'two', { ifVersion: version }));
    expect([failure.code, failure.message]).toEqual(['BUSY', expect.stringContaining('may have been done')]);
  });
});

describe('a text that others write between our tries', () => {
  test.each(['ignored', 'refused'] as const)('is not overwritten where conditions are %s', async (mode) => {
    on.server.conditions = mode;
    const storage = on.open();
    const { version } = await storage.write('a', 'base');
    let stumbled = false;
    on.server.fault = (request) => {
      if (stumbled || !isPut(request) || (mode === 'refused' && request.headers['if-match']))
        return undefined;
      stumbled = true;
      on.server.put('memory', 'a', 'theirs');
      return { status: 500, code: 'InternalError' };
    };
    expect(await codeOf(storage.write('a', 'mine', { ifVersion: version }))).toBe('CONFLICT');
    expect(await storage.read('a')).toBe('theirs');
  });

  test.each(['honoured', 'ignored', 'refused', 'unquoted'] as const)(
    'or while parts go up is found before they are put together, where conditions are %s',
    async (mode) => {
      on.server.conditions = mode;
      const storage = on.open();
      const { version } = await storage.write('a', 'base');
      let written = false;
      rightBefore(
        ({ query }) => query.partNumber === '2' && !written,
        () => {
          written = true;
          on.server.put('memory', 'a', 'theirs');
        },
      );
      expect(await codeOf(storage.writeBytes('a', large(1), { ifVersion: version }))).toBe('CONFLICT');
      expect(await storage.read('a')).toBe('theirs');
      expect(on.server.requests.some(({ method, query }) => method === 'DELETE' && query.uploadId)).toBe(
        true,
      );
    },
  );
});

describe('what a save says of how it was guarded', () => {
  test('compared, with the time in which others could not be seen', async () => {
    const { guarded } = await on.open().write('a', 'one', { ifAbsent: true });
    expect(guarded).toEqual({ by: 'comparison', milliseconds: expect.any(Number) });
  });

  test('by the server, once it was seen to refuse', async () => {
    const storage = on.open();
    const { version } = await storage.write('a', 'one', { ifAbsent: true });
    const fresh = await storage.write('a', 'two', { ifVersion: version });
    rightBefore(isPut, () => on.server.put('memory', 'a', 'theirs'));
    expect(await codeOf(storage.write('a', 'mine', { ifVersion: fresh.version }))).toBe('CONFLICT');
    on.server.fault = undefined;
    const now = await storage.readBytes('a');
    expect((await storage.write('a', 'mine', { ifVersion: now.version })).guarded).toEqual({ by: 'server' });
    expect(storage.capabilities.guards).toMatchObject({
      create: { level: 'checked', ground: 'untried' },
      replace: { level: 'atomic', ground: 'quoted' },
      delete: { level: 'checked', ground: 'untried' },
    });
  });

  test('by versions, where the bucket keeps them, and a server that lets stale changes through is found out', async () => {
    on.server.createBucket('kept');
    on.server.keepVersions('kept');
    on.server.conditions = 'ignored';
    const storage = on.open({ bucket: 'kept' });
    const { version } = await storage.write('a', 'one');
    const second = await storage.write('a', 'two', { ifVersion: version });
    expect(second.guarded).toEqual({ by: 'versions' });
    let came = false;
    rightBefore(
      (request) => isPut(request) && !came,
      () => {
        came = true;
        on.server.put('kept', 'a', 'theirs');
      },
    );
    expect(await codeOf(storage.write('a', 'mine', { ifVersion: second.version }))).toBe('CONFLICT');
    expect(storage.capabilities.guards?.replace).toEqual({ level: 'checked', ground: 'ignored' });
  });

  test('nothing, where no condition was asked for', async () => {
    expect((await on.open().write('a', 'one')).guarded).toBeUndefined();
  });
});

describe('with few rights', () => {
  const deny = (...rights: Right[]) => {
    for (const right of rights) on.server.denied.add(right);
  };

  /** As S3 does for those who may not list: what is not there is refused like what may not be read. */
  function hideWhatIsMissing(): void {
    on.server.fault = ({ method, key }) =>
      (method === 'HEAD' || method === 'GET') && key !== '' && !on.server.get('memory', key)
        ? { status: 403, code: 'AccessDenied' }
        : undefined;
  }

  test('a missing file is missing to who may list below a prefix only', async () => {
    hideWhatIsMissing();
    const storage = on.open();
    expect(await storage.stat('a')).toBeNull();
    expect(await codeOf(storage.read('a'))).toBe('NOT_FOUND');
    await storage.write('a', 'new', { ifAbsent: true });
    expect(await storage.read('a')).toBe('new');
  });

  test('one who may not list creates nothing on a server that may not refuse a second file', async () => {
    hideWhatIsMissing();
    deny('s3:ListBucket');
    const storage = on.open();
    const failure = await failureOf(storage.write('a', 'new', { ifAbsent: true }));
    expect([failure.code, failure.message]).toEqual(['FORBIDDEN', expect.stringContaining('s3:ListBucket')]);
    expect(on.server.requests.some(isPut)).toBe(false);
    expect(storage.capabilities.guards?.create.level).toBe('none');
  });

  test('and creates it where the server is known to refuse one', async () => {
    const proven = { form: 'quoted', passedFresh: true, refusedStale: true } as const;
    const guards = new Guards(false);
    guards.of('create').observe(proven);
    const storage = on.open({ guards });
    hideWhatIsMissing();
    deny('s3:ListBucket');
    const { guarded } = await storage.write('a', 'new', { ifAbsent: true });
    expect(guarded).toEqual({ by: 'server' });
    deny('s3:GetObject');
    expect(await codeOf(storage.write('a', 'other', { ifAbsent: true }))).toBe('CONFLICT');
    expect(on.server.get('memory', 'a')?.body.toString()).toBe('new');
  });

  test('keys that are wrong are not taken for keys that may not look', async () => {
    const credentials = { accessKeyId: 'wrong', secretAccessKey: 'wrong' };
    expect(await codeOf(on.open({ credentials }).stat('a'))).toBe('SIGN_IN');
  });
});
