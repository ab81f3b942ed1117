import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Owners } from '#services/drafts/owners.ts';
import { temporaryFolder, temporaryServices } from '../../support/home.ts';
import { openWindow } from './window.ts';

/** The app's services in a process of their own, with a window that keeps a draft of the given text. */
async function startOther(home: string, draft: string, text: string): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'child.ts'), [home, draft, text]);
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'message');
  return child;
}

describe('two windows of one process', () => {
  test('have one owner for each draft', async () => {
    const services = temporaryServices();
    const [first, second] = [await openWindow(services), await openWindow(services)];
    const draft = randomUUID();
    await first.keep(draft, 'typed');
    expect(await second.take()).toEqual({ draft: null, elsewhere: true });
    expect(await second.adopt(draft)).toBeNull();
    expect(await second.list()).toMatchObject([{ id: draft, owner: 'other' }]);
    await second.drop(draft);
    expect(await first.list()).toMatchObject([{ id: draft, owner: 'me' }]);
  });

  test('leave a draft to the other once theirs is closed', async () => {
    const services = temporaryServices();
    const [first, second] = [await openWindow(services), await openWindow(services)];
    const draft = randomUUID();
    await first.keep(draft, 'typed');
    await first.close();
    expect(await second.list()).toMatchObject([{ owner: 'nobody' }]);
    expect(await second.take()).toMatchObject({ draft: { id: draft }, elsewhere: false });
  });

  test('may each have a draft of the same file', async () => {
    const services = temporaryServices();
    const [first, second] = [await openWindow(services), await openWindow(services)];
    const drafts = [randomUUID(), randomUUID()] as const;
    await first.keep(drafts[0], 'by the first');
    await second.keep(drafts[1], 'by the second');
    expect(await first.take()).toMatchObject({ draft: { id: drafts[0] }, elsewhere: true });
    expect(await second.take()).toMatchObject({ draft: { id: drafts[1] }, elsewhere: true });
  });

  test('begin drafts of their own where the other has gone on with one meanwhile', async () => {
    const services = temporaryServices();
    const first = await openWindow(services);
    const draft = randomUUID();
    await first.keep(draft, 'typed');
    await first.close();
    const second = await openWindow(services);
    await second.take();
    const awake = await openWindow(services, first.id);
    expect(await awake.change(draft, 2, [], 5)).toBe('resync');
    expect(await awake.keep(draft, 'typed more', 2)).toBe('taken');
  });

  test('are told apart though one was copied from the other', async () => {
    const services = temporaryServices();
    const window = await openWindow(services);
    expect(window.greeting).toBe('mine');
    expect((await openWindow(services, window.id)).greeting).toBe('taken');
  });
});

describe('a window', () => {
  test('has its draft again after a reload', async () => {
    const services = temporaryServices();
    const before = await openWindow(services);
    const draft = randomUUID();
    await before.keep(draft, 'typed');
    await before.close();
    const after = await openWindow(services, before.id);
    expect(after.greeting).toBe('mine');
    expect(await after.take()).toMatchObject({ draft: { id: draft } });
  });

  test('goes on with its draft after the process was started anew', async () => {
    const home = temporaryFolder();
    const old = temporaryServices(home);
    const before = await openWindow(old);
    const draft = randomUUID();
    await before.keep(draft, 'typed');
    await old.close();
    const after = await openWindow(temporaryServices(home), before.id);
    expect(await after.list()).toMatchObject([{ owner: 'me' }]);
    expect(await after.keep(draft, 'typed more', 2)).toBe('kept');
    expect(await after.list()).toMatchObject([{ id: draft, length: 10, owner: 'me' }]);
  });

  test('gets the newest of those that nobody holds, and the others stay', async () => {
    const services = temporaryServices();
    const drafts = [randomUUID(), randomUUID()] as const;
    const dead = await openWindow(services);
    await dead.keep(drafts[0], 'older');
    await new Promise((resolve) => setTimeout(resolve, 5));
    await dead.keep(drafts[1], 'newer');
    await dead.close();
    const window = await openWindow(services);
    expect(await window.take()).toMatchObject({ draft: { id: drafts[1] } });
    expect(await window.list()).toMatchObject([
      { id: drafts[1], owner: 'me' },
      { id: drafts[0], owner: 'nobody' },
    ]);
    expect(await window.adopt(drafts[0])).toMatchObject({ id: drafts[0], text: { text: 'older' } });
  });

  test('can let go of a draft for another', async () => {
    const services = temporaryServices();
    const [first, second] = [await openWindow(services), await openWindow(services)];
    const draft = randomUUID();
    await first.keep(draft, 'typed');
    await first.release(draft);
    expect(await second.take()).toMatchObject({ draft: { id: draft } });
  });
});

describe('two processes', () => {
  test('have one owner for each draft, until one of them is killed', async () => {
    const home = temporaryFolder();
    const draft = randomUUID();
    const child = await startOther(home, draft, 'typed in the other process');
    const window = await openWindow(temporaryServices(home));
    expect(await window.take()).toEqual({ draft: null, elsewhere: true });
    expect(await window.list()).toMatchObject([{ id: draft, owner: 'other' }]);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await window.take()).toMatchObject({
      draft: { id: draft, text: { text: 'typed in the other process' } },
      elsewhere: false,
    });
  });

  test('hand a draft to one of them alone, though both ask at once', async () => {
    const home = temporaryFolder();
    const dead = temporaryServices(home);
    const draft = randomUUID();
    await (await openWindow(dead)).keep(draft, 'typed');
    await dead.close();
    const windows = [await openWindow(temporaryServices(home)), await openWindow(temporaryServices(home))];
    const taken = await Promise.all(windows.map((window) => window.take()));
    expect(taken.filter(({ draft: got }) => got !== null)).toHaveLength(1);
  });
});

describe('the locks of processes', () => {
  test('are cleared away once their processes are long gone', () => {
    const folder = temporaryFolder();
    const alive = new Owners(folder);
    alive.hold();
    onTestFinished(() => alive.close());
    const [dead, fresh] = [randomUUID(), randomUUID()];
    for (const id of [dead, fresh]) writeFileSync(join(folder, `${id}.db`), '');
    const long = new Date(Date.now() - 2 * 86_400_000);
    for (const id of [dead, alive.id]) utimesSync(join(folder, `${id}.db`), long, long);
    new Owners(folder).tidy();
    expect(readdirSync(folder).toSorted()).toEqual([`${alive.id}.db`, `${fresh}.db`].toSorted());
  });
});

describe('before the process ends', () => {
  test('each window is asked to write down what it has, and waited for', async () => {
    const services = temporaryServices();
    const window = await openWindow(services);
    const order: string[] = [];
    const flushing = services.drafts.windows.flush(2000).then(() => order.push('ended'));
    expect((await window.events.next()).value).toEqual({ kind: 'flush' });
    order.push('written');
    services.drafts.windows.flushed(window.id);
    await flushing;
    expect(order).toEqual(['written', 'ended']);
  });

  test('a window that does not answer is not waited for long', async () => {
    const services = temporaryServices();
    await openWindow(services);
    await services.drafts.windows.flush(20);
  });
});
