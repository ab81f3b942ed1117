import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AppEvents } from '#services/app/events.ts';
import { openHome } from '#services/app/home.ts';
import { openLog } from '#services/app/log.ts';
import { KnownGuarantees } from '#services/guarantee/known.ts';
import type { Observed } from '#storage/s3/conditions.ts';
import { temporaryFolder } from '../../support/home.ts';

const endpoint = 'https://minio.example.org:9000';
const proven: Partial<Observed> = { passedFresh: true, refusedStale: true };

/** The app, started on a home. */
async function started(home: string) {
  const known = new KnownGuarantees(openHome(home), new AppEvents(), openLog(join(home, 'app.log')));
  await known.load();
  return known;
}

const replaceAt = (known: KnownGuarantees, bucket: string, at: string | null = endpoint) =>
  known.of({ endpoint: at, bucket }).of('replace').guard;

describe('what was seen of a server', () => {
  test('is known at the next start, and to all who reach the bucket meanwhile', async () => {
    const home = temporaryFolder();
    const first = await started(home);
    first.of({ endpoint, bucket: 'a' }).of('replace').observe(proven);
    const here = { isRaced: false, isElsewhere: false };
    expect(replaceAt(first, 'a')).toEqual({ level: 'atomic', ground: 'quoted', proof: here });
    await first.written();
    expect(replaceAt(await started(home), 'a')).toEqual({ level: 'atomic', ground: 'quoted', proof: here });
  });

  test('goes for its other buckets, unless it was seen to differ among them', async () => {
    const home = temporaryFolder();
    const first = await started(home);
    first.of({ endpoint, bucket: 'a' }).of('replace').observe(proven);
    await first.written();
    const second = await started(home);
    expect(replaceAt(second, 'b')).toMatchObject({ level: 'atomic', proof: { isElsewhere: true } });
    second.of({ endpoint, bucket: 'b' }).of('replace').observe({ passedStale: true });
    await second.written();
    const third = await started(home);
    expect(replaceAt(third, 'a').level).toBe('atomic');
    expect(replaceAt(third, 'b')).toEqual({ level: 'checked', ground: 'ignored' });
    expect(replaceAt(third, 'c')).toEqual({ level: 'checked', ground: 'untried' });
  });

  test('elsewhere says nothing of races here, once it is seen here that a stale change is refused', async () => {
    const home = temporaryFolder();
    const first = await started(home);
    first
      .of({ endpoint, bucket: 'a' })
      .of('replace')
      .observe({ ...proven, raced: true });
    await first.written();
    const second = await started(home);
    expect(replaceAt(second, 'b').proof).toEqual({ isRaced: true, isElsewhere: true });
    second.of({ endpoint, bucket: 'b' }).of('replace').observe({ passedFresh: true });
    expect(replaceAt(second, 'b').proof).toEqual({ isRaced: true, isElsewhere: true });
    second.of({ endpoint, bucket: 'b' }).of('replace').observe({ refusedStale: true });
    await second.written();
    for (const each of [second, await started(home)])
      expect(replaceAt(each, 'b').proof).toEqual({ isRaced: false, isElsewhere: false });
  });

  test('goes for an endpoint however it is written, and for no gateway beside it on the same host', async () => {
    const known = await started(temporaryFolder());
    known
      .of({ endpoint: `${endpoint}/one`, bucket: 'a' })
      .of('replace')
      .observe(proven);
    expect(replaceAt(known, 'a', 'https://MINIO.example.org:9000/one/').level).toBe('atomic');
    for (const other of [`${endpoint}/two`, endpoint]) {
      expect(replaceAt(known, 'a', other)).toEqual({ level: 'checked', ground: 'untried' });
      expect(replaceAt(known, 'b', other)).toEqual({ level: 'checked', ground: 'untried' });
    }
  });

  test('before races were noted is still known', async () => {
    const home = temporaryFolder();
    const seen = {
      form: 'quoted',
      passedFresh: true,
      refusedStale: true,
      passedStale: false,
      passedSeveral: false,
    };
    const entry = { endpoint, bucket: 'a', server: null, observations: { replace: seen } };
    writeFileSync(join(home, 'guarantees.json'), JSON.stringify([entry]));
    expect(replaceAt(await started(home), 'a')).toMatchObject({ level: 'atomic', proof: { isRaced: false } });
  });

  test('does not go for another server, be it at the same address', async () => {
    const home = temporaryFolder();
    const first = await started(home);
    const guards = first.of({ endpoint, bucket: 'a' });
    guards.answeredBy('MinIO');
    guards.of('replace').observe(proven);
    await first.written();
    const second = await started(home);
    expect(replaceAt(second, 'a', 'https://other.example.org').level).toBe('checked');
    second.of({ endpoint, bucket: 'a' }).answeredBy('MinIO');
    expect(replaceAt(second, 'a').level).toBe('atomic');
    second.of({ endpoint, bucket: 'a' }).answeredBy('Ceph Object Gateway');
    expect(replaceAt(second, 'a')).toEqual({ level: 'checked', ground: 'untried' });
  });

  test('need not be seen of Amazon, unless it is seen otherwise', async () => {
    const home = temporaryFolder();
    const known = await started(home);
    expect(replaceAt(known, 'a', null)).toEqual({ level: 'atomic', ground: 'documented' });
    expect(replaceAt(known, 'a', 'https://s3.eu-west-1.amazonaws.com').ground).toBe('documented');
    known.of({ endpoint: null, bucket: 'a' }).of('replace').observe({ passedStale: true });
    expect(replaceAt(known, 'a', null)).toEqual({ level: 'checked', ground: 'ignored' });
  });

  test('leaves what another version of the app has noted', async () => {
    const home = temporaryFolder();
    writeFileSync(join(home, 'guarantees.json'), '[{"of":"the future"}]');
    const known = await started(home);
    known.of({ endpoint, bucket: 'a' }).of('delete').observe(proven);
    await known.written();
    const kept = JSON.parse(readFileSync(join(home, 'guarantees.json'), 'utf8'));
    expect(kept).toMatchObject([{ of: 'the future' }, { endpoint, bucket: 'a' }]);
  });
});
