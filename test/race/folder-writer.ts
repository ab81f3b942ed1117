/**
 * Writes to one file of a folder until it is told to end: in place as Python's `open('w')` does, appending, or by a
 * rename. Then prints what must not be lost: the texts that somebody else took the place of, and the last one.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  ftruncateSync,
  linkSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WriterReport } from './report.ts';

const [path = '', spare = '', way = ''] = process.argv.slice(2);
const displaced = new Set<string>();
let texts = 0;
let last = '';

/** What is found here is written over now, unseen maybe; if it is not the last text, somebody has displaced that. */
function found(bytes: Uint8Array): void {
  const text = hashOf(bytes);
  if (text !== last && last !== '') displaced.add(last);
  // It was put back.
  displaced.delete(text);
}

function wrote(bytes: Uint8Array | string): void {
  texts += 1;
  last = hashOf(bytes);
}

function hashOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function contentOf(fd: number): Buffer {
  const bytes = Buffer.alloc(fstatSync(fd).size);
  return bytes.subarray(0, readSync(fd, bytes, 0, bytes.length, 0));
}

/** A file that is replaced and removed between the look at its name and the link has no name any more: ENOENT. */
function keepAside(aside: string): void {
  for (;;) {
    try {
      linkSync(path, aside);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}

const ways: Record<string, () => void> = {
  rewrite() {
    const fd = openSync(path, 'a+');
    found(contentOf(fd));
    const text = `theirs ${texts} ${Math.random()}\n`.repeat(20);
    ftruncateSync(fd, 0);
    writeSync(fd, text);
    wrote(text);
    closeSync(fd);
  },
  append() {
    const fd = openSync(path, 'a+');
    found(contentOf(fd));
    writeSync(fd, `theirs ${texts} ${Math.random()}\n`);
    wrote(contentOf(fd));
    closeSync(fd);
    // A file that only grows would be slow before long.
    if (texts % 200 === 0) ways.rewrite?.();
  },
  rename() {
    const text = `theirs ${texts} ${Math.random()}\n`.repeat(20);
    writeFileSync(spare, text);
    keepAside(`${spare}-over`);
    renameSync(spare, path);
    found(readFileSync(`${spare}-over`));
    unlinkSync(`${spare}-over`);
    wrote(text);
  },
};

let ending = false;
process.once('SIGTERM', () => {
  ending = true;
});
// White space before the report: it has begun.
process.stdout.write('\n');
while (!ending) {
  ways[way]?.();
  // At full speed, with a rest now and then, in which a person can save.
  const pace = Math.random();
  if (pace < 0.2) await sleep(40 * Math.random());
  else if (pace < 0.4) await new Promise((resolve) => setImmediate(resolve));
}
displaced.add(last);
const report: WriterReport = { texts, mustBeKept: [...displaced] };
process.stdout.write(JSON.stringify(report));
