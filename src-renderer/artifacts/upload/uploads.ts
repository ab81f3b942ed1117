import { create } from 'zustand';
import { artifactKey } from '#shared/format/layout.ts';
import type { StoreId } from '#shared/model/store.ts';
import { describeError } from '../../client/errors.ts';
import { announce } from '../../client/events.ts';
import { shortId } from '../../shell/names.ts';
import { say } from '../../shell/said.ts';
import { startWork } from '../../shell/work.ts';
import { formatBytes, plural } from '../../words/numbers.ts';
import { fetchHead } from '../blobs.ts';
import { type Answer, askAboutConflict, type Rest } from './conflicts.ts';
import { putBlob } from './put-blob.ts';
import { artifactNameProblem, type NamedFile, numberedName } from './upload-names.ts';

/** One file on its way into a session. */
export interface Upload {
  id: number;
  store: StoreId;
  session: string;
  name: string;
  file: File;
  state: 'waiting' | 'sending' | 'failed';
  /** Bytes sent. */
  sent: number;
  /** Why it failed, in words. */
  problem: string | null;
}

/** Files that are on their way, and those that did not arrive. */
export const useUploads = create<{ uploads: readonly Upload[] }>(() => ({ uploads: [] }));

let lastId = 0;

function change(id: number, part: Partial<Upload>): void {
  useUploads.setState(({ uploads }) => ({
    uploads: uploads.map((upload) => (upload.id === id ? { ...upload, ...part } : upload)),
  }));
}

/** Takes an upload off the list. */
export function dismissUpload(id: number): void {
  useUploads.setState(({ uploads }) => ({ uploads: uploads.filter((upload) => upload.id !== id) }));
}

/** Stops every upload to a session that has not arrived yet. */
export function stopUploads(store: StoreId, session: string): void {
  for (const batch of batches) if (batch.store === store && batch.session === session) batch.stop.abort();
}

interface Batch {
  store: StoreId;
  session: string;
  stop: AbortController;
  onProgress: (id: number, sent: number) => void;
  /** What was answered for all further names that are taken. */
  rest: Rest;
}

const batches = new Set<Batch>();

/** Sends one file. Answers whether it was stored: not where the user leaves the old one. */
async function send(batch: Batch, upload: Upload): Promise<boolean> {
  const { store, session, stop } = batch;
  let { name } = upload;
  let replace: string | null = null;
  for (let number = 2; ; ) {
    const key = artifactKey(session, name);
    try {
      const onProgress = (sent: number) => batch.onProgress(upload.id, sent);
      await putBlob(store, key, upload.file, { replace, onProgress, signal: stop.signal });
      announce({ kind: 'changed', store, keys: [key] });
      return true;
    } catch (error) {
      const { code } = describeError(error, stop.signal);
      if (stop.signal.aborted || code !== 'CONFLICT') throw error;
      const existing = await fetchHead(store, key, stop.signal, 1);
      const answer: Answer = await askAboutConflict(batch.rest, { ...upload, name, existing }, stop.signal);
      if (answer === 'skip') return false;
      replace = answer === 'replace' ? existing.version : null;
      if (answer === 'keep-both') {
        name = numberedName(upload.name, number);
        number += 1;
      }
    }
  }
}

/** Sends files one after the other, and says what became of them. */
async function sendAll(batch: Batch, uploads: readonly Upload[]): Promise<void> {
  let stored = 0;
  let failed = 0;
  for (const upload of uploads) {
    if (batch.stop.signal.aborted) dismissUpload(upload.id);
    else
      try {
        change(upload.id, { state: 'sending', sent: 0, problem: null });
        if (await send(batch, upload)) stored += 1;
        dismissUpload(upload.id);
      } catch (error) {
        const { message } = describeError(error);
        if (batch.stop.signal.aborted) dismissUpload(upload.id);
        else {
          failed += 1;
          change(upload.id, { state: 'failed', problem: message });
        }
      }
  }
  tell(batch, uploads, { stored, failed });
}

function tell(
  { session, stop }: Batch,
  uploads: readonly Upload[],
  { stored, failed }: { stored: number; failed: number },
): void {
  const where = `session ${shortId(session)}`;
  const [first] = uploads;
  if (failed > 0 && first)
    say({
      kind: 'error',
      text:
        uploads.length === 1
          ? `“${first.name}” was not uploaded to ${where}. ${useUploads.getState().uploads.find(({ id }) => id === first.id)?.problem ?? ''}`
          : `${plural(failed, 'file')} of ${uploads.length} could not be uploaded to ${where}. Its overview says why.`,
    });
  else if (stop.signal.aborted)
    say({ kind: 'info', text: `Stopped: ${plural(stored, 'file')} uploaded to ${where}.` });
  else if (stored > 0) say({ kind: 'info', text: `${plural(stored, 'file')} uploaded to ${where}.` });
}

async function run(store: StoreId, session: string, uploads: readonly Upload[]): Promise<void> {
  const stop = new AbortController();
  const total = uploads.reduce((sum, { file }) => sum + file.size, 0);
  const sent = new Map<number, number>();
  const work = startWork(
    `Uploading ${uploads.length === 1 ? uploads[0]?.name : plural(uploads.length, 'file')}`,
    () => stop.abort(),
  );
  const onProgress = (id: number, bytes: number) => {
    sent.set(id, bytes);
    const done = [...sent.values()].reduce((sum, count) => sum + count, 0);
    change(id, { sent: bytes });
    work.update({ done, total, figures: `${formatBytes(Math.min(done, total))} of ${formatBytes(total)}` });
  };
  const batch: Batch = { store, session, stop, onProgress, rest: { answer: null, left: uploads.length } };
  batches.add(batch);
  try {
    await sendAll(batch, uploads);
  } finally {
    batches.delete(batch);
    work.end();
  }
}

/** Uploads files to a session. A name that is taken is asked about; nothing is replaced unasked. */
export async function uploadFiles(
  store: StoreId,
  session: string,
  files: readonly NamedFile[],
): Promise<void> {
  const wrong = files.find(({ name }) => artifactNameProblem(name) !== null);
  if (wrong) {
    say({
      kind: 'error',
      text: `“${wrong.name}” cannot be an artifact’s name, so nothing was uploaded. ${artifactNameProblem(wrong.name)}`,
    });
    return;
  }
  const uploads = files.map(({ file, name }): Upload => {
    lastId += 1;
    return { id: lastId, store, session, name, file, state: 'waiting', sent: 0, problem: null };
  });
  useUploads.setState((state) => ({ uploads: [...state.uploads, ...uploads] }));
  await run(store, session, uploads);
}

/** Tries a failed upload again. */
export async function retryUpload(upload: Upload): Promise<void> {
  await run(upload.store, upload.session, [upload]);
}
