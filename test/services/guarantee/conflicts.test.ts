import { describe, expect, test } from 'vitest';
import { isStoreError } from '#shared/errors.ts';
import type { Guarded } from '#shared/model/guarantee.ts';
import type { Conditions } from '../../s3-server/conditions.ts';
import type { SeenRequest } from '../../s3-server.ts';
import { onBucket } from '../on-bucket.ts';

const bucket = 'agents';
const key = 'sessions/a/default/plan_summary.md';
const object = `memory/${key}`;
const page = { cursor: null, limit: 50 };
const large = new Uint8Array(9 * 1024 * 1024).fill(65);

const modes = ['honoured', 'unquoted', 'ignored', 'refused'] as const;
const operations = ['save', 'create', 'delete', 'large save', 'large new file'] as const;
type Operation = (typeof operations)[number];

const cases = modes.flatMap((mode) =>
  [false, true].flatMap((keepsVersions) =>
    operations.map((operation) => ({ mode, keepsVersions, operation })),
  ),
);

interface Outcome {
  readonly guarded?: Guarded | undefined;
}

const isNew = (operation: Operation) => operation === 'create' || operation === 'large new file';

async function setUp(mode: Conditions, keepsVersions: boolean, operation: Operation) {
  const on = await onBucket((server, name) => {
    server.conditions = mode;
    if (keepsVersions) server.keepVersions(name);
  });
  const { server, services, store, put } = on;
  if (!isNew(operation)) put(key, 'base');
  const base = isNew(operation) ? null : (await services.documents.open(store, key, {})).version;
  const condition = base === null ? { ifAbsent: true as const } : { ifVersion: base };
  const change = async (): Promise<Outcome> => {
    const { backend } = services.stores.writer(store, operation === 'delete' ? 'delete' : 'save');
    if (operation === 'delete') {
      await backend.delete(key, condition);
      return {};
    }
    if (operation.startsWith('large')) return backend.writeBytes(key, large, condition);
    const save = { base, text: 'mine', saveId: 'a-save-of-mine' };
    return services.documents.save(store, key, save, {});
  };
  /** The texts that can still be had: from the bucket, its versions, or this app's history. */
  const everywhere = async () => {
    server.fault = undefined;
    await services.keeper.noted();
    const { versions } = await services.history.timeline(store, key, page, {});
    const kept = versions.filter(({ kept }) => kept !== 'no');
    const texts = kept.map(async ({ id }) => (await services.history.read(store, key, id, {})).text);
    return [server.get(bucket, object)?.body.toString(), ...(await Promise.all(texts))];
  };
  return { ...on, change, everywhere };
}

/** The request by which the object changes. */
function changes({ method, query }: SeenRequest): boolean {
  if (method === 'PUT') return query.partNumber === undefined;
  return method === 'POST' ? query.uploadId !== undefined : method === 'DELETE' && !query.uploadId;
}

const outcomeOf = (change: Promise<Outcome>) =>
  change.then(
    ({ guarded }) => guarded ?? null,
    (error: unknown) => (isStoreError(error) ? error.code : Promise.reject(error)),
  );

describe('another client writes between opening and changing', () => {
  test.each(cases)('$operation, conditions $mode, versions kept: $keepsVersions', async (of) => {
    const { put, change, everywhere, server } = await setUp(of.mode, of.keepsVersions, of.operation);
    put(key, 'theirs');
    expect(await outcomeOf(change())).toBe('CONFLICT');
    expect(server.get(bucket, object)?.body.toString()).toBe('theirs');
    expect(await everywhere()).toContain('theirs');
  });
});

describe('another client writes in the moment between our last look and our change', () => {
  const checksNothing = (mode: Conditions) => mode === 'ignored' || mode === 'refused';

  /** Right before the change is carried out, or is refused for good. */
  function inTheMoment(mode: Conditions, act: () => void, fault: (find: Fault) => void): void {
    let acted = false;
    fault((request) => {
      const refused = mode === 'refused' && (request.headers['if-match'] ?? request.headers['if-none-match']);
      if (!acted && !refused && changes(request)) {
        acted = true;
        act();
      }
      return undefined;
    });
  }
  type Fault = (request: SeenRequest) => undefined;

  const kept = cases.filter(({ mode, keepsVersions }) => keepsVersions || !checksNothing(mode));
  test.each(kept)(
    '$operation, conditions $mode, versions kept: $keepsVersions: theirs stays',
    async ({ mode, keepsVersions, operation }) => {
      const { put, change, everywhere, server } = await setUp(mode, keepsVersions, operation);
      inTheMoment(
        mode,
        () => put(key, 'theirs'),
        (fault) => {
          server.fault = fault;
        },
      );
      expect(await outcomeOf(change())).toBe('CONFLICT');
      expect(server.get(bucket, object)?.body.toString()).toBe('theirs');
      expect(await everywhere()).toContain('theirs');
    },
  );

  const unseen = cases.filter(({ mode, keepsVersions }) => !keepsVersions && checksNothing(mode));
  test.each(unseen.filter(({ operation }) => operation !== 'delete'))(
    '$operation, conditions $mode, no versions: says how long it could not see, and what there was is kept',
    async ({ mode, keepsVersions, operation }) => {
      const { put, change, everywhere, server } = await setUp(mode, keepsVersions, operation);
      inTheMoment(
        mode,
        () => put(key, 'theirs'),
        (fault) => {
          server.fault = fault;
        },
      );
      expect(await outcomeOf(change())).toEqual({ by: 'comparison', milliseconds: expect.any(Number) });
      if (!isNew(operation)) expect(await everywhere()).toContain('base');
    },
  );
});

describe('whoever saves over what others wrote after all', () => {
  test.each(modes)('keeps their text in the history, where conditions are %s', async (mode) => {
    const { services, store, put, change, everywhere } = await setUp(mode, false, 'save');
    put(key, 'theirs');
    expect(await outcomeOf(change())).toBe('CONFLICT');
    const { version } = await services.documents.open(store, key, {});
    await services.documents.save(store, key, { base: version, text: 'mine', saveId: 'over-theirs' }, {});
    expect(await everywhere()).toEqual(expect.arrayContaining(['mine', 'theirs']));
  });
});
