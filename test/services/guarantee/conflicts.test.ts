import { describe, expect, test } from 'vitest';
import { isStoreError } from '#shared/errors.ts';
import type { Guarded } from '#shared/model/guarantee.ts';
import type { Conditions } from '../../s3-server/conditions.ts';
import type { SeenRequest } from '../../s3-server.ts';
import { type OnBucket, onBucket } from '../on-bucket.ts';

const bucket = 'agents';
const page = { cursor: null, limit: 50 };
const large = new Uint8Array(9 * 1024 * 1024).fill(65);

const modes = ['honoured', 'unquoted', 'ignored', 'refused'] as const;
const operations = ['save', 'create', 'delete', 'large save', 'large new file'] as const;
type Operation = (typeof operations)[number];

const cases = modes.flatMap((mode) => [false, true].map((keepsVersions) => ({ mode, keepsVersions })));

interface Outcome {
  readonly guarded?: Guarded | undefined;
}

/** A bucket of a server that takes conditions so, and may keep versions. */
const bucketWith = ({ mode, keepsVersions }: { mode: Conditions; keepsVersions: boolean }) =>
  onBucket((server, name) => {
    server.conditions = mode;
    if (keepsVersions) server.keepVersions(name);
  });

const isNew = (operation: Operation) => operation === 'create' || operation === 'large new file';

/** One file that is opened, to be changed in one way: another for each way. */
async function openFile({ server, services, store, put }: OnBucket, operation: Operation) {
  const key = `sessions/a/default/${operation.replaceAll(' ', '-')}_summary.md`;
  const object = `memory/${key}`;
  if (!isNew(operation)) put(key, 'base');
  const base = isNew(operation) ? null : (await services.documents.open(store, key, {})).version;
  const condition = base === null ? { ifAbsent: true as const } : { ifVersion: base };
  const change = async (): Promise<Outcome> => {
    const { backend } = services.stores.writer(store, operation === 'delete' ? 'delete' : 'save');
    if (operation === 'delete') {
      const outcome: { guarded?: Guarded } = {};
      await backend.delete(key, {
        ...condition,
        onGuarded: (guarded) => Object.assign(outcome, { guarded }),
      });
      return outcome;
    }
    if (operation.startsWith('large')) return backend.writeBytes(key, large, condition);
    const save = { base, text: 'mine', saveId: `${operation}-of-mine` };
    return services.documents.save(store, key, save, {});
  };
  return {
    key,
    theirs: () => put(key, 'theirs'),
    stored: () => server.get(bucket, object)?.body.toString(),
    /** How it was guarded, or why it was refused. */
    outcome: () =>
      change().then(
        ({ guarded }) => guarded ?? null,
        (error: unknown) => (isStoreError(error) ? error.code : Promise.reject(error)),
      ),
    /** The texts that can still be had: from the bucket, its versions, or this app's history. */
    async everywhere() {
      server.fault = undefined;
      await services.keeper.noted();
      const { versions } = await services.history.timeline(store, key, page, {});
      const kept = versions.filter(({ kept }) => kept !== 'no');
      const texts = kept.map(async ({ id }) => (await services.history.read(store, key, id, {})).text);
      return [server.get(bucket, object)?.body.toString(), ...(await Promise.all(texts))];
    },
    /** Somebody else acts right before the change is carried out, or is refused for good. */
    inTheMoment(act: () => void) {
      let acted = false;
      server.fault = (request) => {
        const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = request.headers;
        const isRefused = server.conditions === 'refused' && (ifMatch ?? ifNoneMatch) !== undefined;
        if (acted || isRefused || request.key !== object || !changes(request)) return undefined;
        acted = true;
        act();
        return undefined;
      };
    },
  };
}

/** The request by which the object changes. */
function changes({ method, query }: SeenRequest): boolean {
  if (method === 'PUT') return query.partNumber === undefined;
  return method === 'POST' ? query.uploadId !== undefined : method === 'DELETE' && !query.uploadId;
}

describe('another client writes between opening and changing', () => {
  test.each(cases)('conditions $mode, versions kept: $keepsVersions', async (given) => {
    const on = await bucketWith(given);
    for (const operation of operations) {
      const file = await openFile(on, operation);
      file.theirs();
      expect(await file.outcome(), operation).toBe('CONFLICT');
      expect(file.stored(), operation).toBe('theirs');
      expect(await file.everywhere(), operation).toContain('theirs');
    }
  });
});

describe('another client writes in the moment between our last look and our change', () => {
  const checksNothing = (mode: Conditions) => mode === 'ignored' || mode === 'refused';

  const kept = cases.filter(({ mode, keepsVersions }) => keepsVersions || !checksNothing(mode));
  test.each(kept)('conditions $mode, versions kept: $keepsVersions: theirs stays', async (given) => {
    const on = await bucketWith(given);
    for (const operation of operations) {
      const file = await openFile(on, operation);
      file.inTheMoment(file.theirs);
      expect(await file.outcome(), operation).toBe('CONFLICT');
      expect(file.stored(), operation).toBe('theirs');
      expect(await file.everywhere(), operation).toContain('theirs');
    }
  });

  const unseen = cases.filter(({ mode, keepsVersions }) => !keepsVersions && checksNothing(mode));
  test.each(unseen)(
    'conditions $mode, no versions: says how long it could not see, and what there was is kept',
    async (given) => {
      const on = await bucketWith(given);
      for (const operation of operations) {
        const file = await openFile(on, operation);
        file.inTheMoment(file.theirs);
        const compared = { by: 'comparison', milliseconds: expect.any(Number) };
        expect(await file.outcome(), operation).toEqual(compared);
        if (!isNew(operation)) expect(await file.everywhere(), operation).toContain('base');
      }
    },
  );
});

describe('whoever saves over what others wrote after all', () => {
  test.each(modes)('keeps their text in the history, where conditions are %s', async (mode) => {
    const on = await bucketWith({ mode, keepsVersions: false });
    const { services, store } = on;
    const file = await openFile(on, 'save');
    file.theirs();
    expect(await file.outcome()).toBe('CONFLICT');
    const { version } = await services.documents.open(store, file.key, {});
    const save = { base: version, text: 'mine', saveId: 'over-theirs' };
    await services.documents.save(store, file.key, save, {});
    expect(await file.everywhere()).toEqual(expect.arrayContaining(['mine', 'theirs']));
  });
});

describe('a deletion of a whole session says how the file was guarded that was guarded least', () => {
  const compared = { by: 'comparison', milliseconds: expect.any(Number) };
  const first = 'sessions/a/default/a_summary.md';

  /** What it says; `prove` lets the server show at the first file how it takes conditions. */
  async function deleteSession({ server, services, store, put }: OnBucket, prove: boolean) {
    for (const key of [first, 'sessions/a/session.json']) put(key, 'base');
    let came = !prove;
    server.fault = (request) => {
      if (came || request.key !== `memory/${first}` || !changes(request)) return undefined;
      came = true;
      put(first, 'theirs');
      return undefined;
    };
    for await (const step of services.deletion.run(store, { kind: 'session', session: 'a' }, {}))
      if (step.kind === 'done') return step.guarded;
    throw new Error('The deletion did not end.');
  }

  test.each([
    ['honoured', false, compared],
    ['ignored', false, compared],
    ['ignored', true, { by: 'versions' }],
  ] as const)('conditions %s, versions kept: %s', async (mode, keepsVersions, guarded) => {
    const on = await bucketWith({ mode, keepsVersions });
    expect(await deleteSession(on, false)).toEqual(guarded);
  });

  test('by the server, once it was seen to refuse', async () => {
    const on = await bucketWith({ mode: 'honoured', keepsVersions: false });
    await deleteSession(on, true);
    expect(await deleteSession(on, false)).toEqual({ by: 'server' });
  });
});
