import { beforeEach, describe, expect, test } from 'vitest';
import { Guards } from '#storage/s3/guards.ts';
import { failureOf } from '../contract/helpers.ts';
import { onServer } from './on-server.ts';

const on = onServer();

const changes = ({ method }: { method: string }) => method === 'PUT' || method === 'DELETE';

/** The first change is done or not, its answer gets lost, and somebody else writes before it is sent again. */
function loseAndReplace(done: () => void): void {
  let isLost = false;
  on.server.fault = (request) => {
    if (isLost || !changes(request)) return undefined;
    isLost = true;
    done();
    on.server.put('memory', 'a', 'theirs');
    return { status: 500, code: 'InternalError' };
  };
}

describe.each(['honoured', 'ignored', 'refused', 'unquoted'] as const)('where conditions are %s', (mode) => {
  test.each([
    ['done', () => on.server.put('memory', 'a', 'mine')],
    ['not done', () => {}],
  ])('a save whose answer got lost may have been %s before somebody replaced it', async (_, done) => {
    const storage = on.open();
    const { version } = await storage.write('a', 'base');
    on.server.conditions = mode;
    loseAndReplace(done);
    const { code, data } = await failureOf(storage.write('a', 'mine', { ifVersion: version }));
    expect({ code, mayBeDone: data.mayBeDone }).toEqual({ code: 'CONFLICT', mayBeDone: true });
    expect(on.server.get('memory', 'a')?.body.toString()).toBe('theirs');
  });

  test('so may a new file', async () => {
    const storage = on.open();
    on.server.conditions = mode;
    loseAndReplace(() => on.server.put('memory', 'a', 'mine'));
    const { code, data } = await failureOf(storage.write('a', 'mine', { ifAbsent: true }));
    expect({ code, mayBeDone: data.mayBeDone }).toEqual({ code: 'CONFLICT', mayBeDone: true });
    expect(on.server.get('memory', 'a')?.body.toString()).toBe('theirs');
  });

  test('so may a deletion', async () => {
    const storage = on.open();
    const { version } = await storage.write('a', 'base');
    on.server.conditions = mode;
    loseAndReplace(() => on.server.remove('memory', 'a'));
    const { code, data } = await failureOf(storage.delete('a', { ifVersion: version }));
    expect({ code, mayBeDone: data.mayBeDone }).toEqual({ code: 'CONFLICT', mayBeDone: true });
    expect(on.server.get('memory', 'a')?.body.toString()).toBe('theirs');
  });

  test('a save that was refused, because somebody had come before, was not done', async () => {
    const storage = on.open();
    const { version } = await storage.write('a', 'base');
    on.server.conditions = mode;
    on.server.put('memory', 'a', 'theirs');
    const { code, data } = await failureOf(storage.write('a', 'mine', { ifVersion: version }));
    expect({ code, mayBeDone: data.mayBeDone }).toEqual({ code: 'CONFLICT', mayBeDone: undefined });
  });
});

describe('where the bucket’s versions alone tell that somebody came between', () => {
  let bucket = '';
  let buckets = 0;

  beforeEach(() => {
    buckets += 1;
    bucket = `replaced-${buckets}`;
    on.server.createBucket(bucket);
    on.server.keepVersions(bucket);
  });

  /** Somebody acts right before the save is carried out for the first time, of two tries. */
  function twice(firstTry: () => void, between: () => void): void {
    let tries = 0;
    on.server.fault = ({ method }) => {
      if (method !== 'PUT') return undefined;
      tries += 1;
      if (tries > 1) between();
      else firstTry();
      return tries > 1 ? undefined : { status: 500, code: 'InternalError' };
    };
  }

  test.each(['ignored', 'refused'] as const)(
    'a save that was done, lost, deleted and written over may have been done (conditions are %s)',
    async (mode) => {
      on.server.conditions = mode;
      const storage = on.open({ bucket });
      await storage.write('other', 'shows what becomes of conditions', { ifAbsent: true });
      twice(
        () => {
          on.server.put(bucket, 'a', 'mine');
          on.server.remove(bucket, 'a');
        },
        () => on.server.put(bucket, 'a', 'theirs'),
      );
      const { code, data, message } = await failureOf(storage.write('a', 'mine', { ifAbsent: true }));
      expect({ code, mayBeDone: data.mayBeDone }).toEqual({ code: 'CONFLICT', mayBeDone: true });
      expect(message).not.toMatch(/Nothing was changed/);
      expect(on.server.get(bucket, 'a')?.body.toString()).toBe('theirs');
    },
  );

  test('one that was sent once was not done', async () => {
    on.server.conditions = 'ignored';
    const storage = on.open({ bucket });
    let hasCome = false;
    on.server.fault = ({ method }) => {
      if (method === 'PUT' && !hasCome) on.server.put(bucket, 'a', 'theirs');
      hasCome ||= method === 'PUT';
      return undefined;
    };
    const { code, data } = await failureOf(storage.write('a', 'mine', { ifAbsent: true }));
    expect({ code, mayBeDone: data.mayBeDone }).toEqual({ code: 'CONFLICT', mayBeDone: undefined });
  });
});

test('a race that was lost to somebody else is no doubt about one’s own save', async () => {
  const storage = on.open();
  const { version } = await storage.write('a', 'base');
  on.server.fault = (request) => {
    if (!changes(request)) return undefined;
    on.server.put('memory', 'a', 'theirs');
    return { status: 409, code: 'ConditionalRequestConflict' };
  };
  const { code, data } = await failureOf(storage.write('a', 'mine', { ifVersion: version }));
  expect({ code, mayBeDone: data.mayBeDone }).toEqual({ code: 'CONFLICT', mayBeDone: undefined });
});

test.each(['OperationAborted', 'ConditionalRequestConflict'])(
  'a race that is lost with %s is looked into once each time',
  async (name) => {
    const storage = on.open();
    const { version } = await storage.write('a', 'base');
    on.server.requests.length = 0;
    on.server.fault = (request) => (changes(request) ? { status: 409, code: name } : undefined);
    const { code } = await failureOf(storage.write('a', 'mine', { ifVersion: version }));
    const methods = on.server.requests.map(({ method }) => method);
    const sends = methods.filter((method) => method === 'PUT').length;
    expect({ code, sends, reads: methods.filter((method) => method === 'GET').length - 1 }).toEqual({
      code: 'BUSY',
      sends: 5,
      reads: 5,
    });
  },
);

test('a new file that was done, lost and written over may have been done, though later tries are refused for good', async () => {
  const guards = new Guards(true);
  const storage = on.open({ guards });
  let isLost = false;
  on.server.fault = (request) => {
    if (!changes(request)) return undefined;
    if (isLost) return { status: 409, code: 'ConditionalRequestConflict' };
    isLost = true;
    on.server.put('memory', 'a', 'mine');
    on.server.put('memory', 'a', 'theirs');
    return { status: 500, code: 'InternalError' };
  };
  const { data } = await failureOf(storage.write('a', 'mine', { ifAbsent: true }));
  expect(data.mayBeDone).toBe(true);
  expect(on.server.get('memory', 'a')?.body.toString()).toBe('theirs');
});
