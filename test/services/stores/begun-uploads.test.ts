import { expect, test } from 'vitest';
import { AppEvents } from '#services/app/events.ts';
import { openHome } from '#services/app/home.ts';
import { openLog } from '#services/app/log.ts';
import { Owners } from '#services/drafts/owners.ts';
import { BegunUploads } from '#services/stores/begun-uploads.ts';
import { temporaryFolder } from '../../support/home.ts';

const upload = { bucket: 'agents', object: 'memory/big.bin', id: 'upload-1' };

/** The uploads of one process of several on a home. */
function processOn(folder: string) {
  const owners = new Owners(`${folder}/owners`);
  const events = new AppEvents();
  const uploads = new BegunUploads({
    home: openHome(folder),
    owners,
    events,
    log: openLog(`${folder}/app.log`),
  });
  return { events, uploads, end: () => owners.close() };
}

test('an upload whose process has ended is an orphan of its store, one that is under way is not', async () => {
  const folder = temporaryFolder();
  const [first, second] = [processOn(folder), processOn(folder)];
  await first.uploads.notesFor('s3-a').begun(upload);
  const seen = () => second.uploads.notesFor('s3-a').orphans();
  expect(await seen()).toEqual([]);
  first.end();
  expect(await seen()).toMatchObject([upload]);
  expect(await second.uploads.notesFor('s3-b').orphans()).toEqual([]);
  await second.uploads.notesFor('s3-a').ended(upload);
  expect(await seen()).toEqual([]);
});

test('what could not be removed in this very process is an orphan, so that it goes when its store is opened again', async () => {
  const { uploads } = processOn(temporaryFolder());
  const notes = uploads.notesFor('s3-a');
  await notes.begun(upload);
  expect(await notes.orphans()).toEqual([]);
  notes.left(upload);
  expect(await uploads.notesFor('s3-a').orphans()).toMatchObject([upload]);
});

test('parts that could not be removed are told of by where they lie', async () => {
  const { events, uploads } = processOn(temporaryFolder());
  const told: unknown[] = [];
  events.onEmit((event) => told.push(event));
  uploads.notesFor('s3-a').left(upload);
  expect(told).toEqual([{ kind: 'parts-left', store: 's3-a', place: 's3://agents/memory/big.bin' }]);
});
