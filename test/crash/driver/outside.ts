import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { FileModel, State } from './file-model.ts';
import { hashOf, nameOf, type World } from './world.ts';

/** Somebody else who writes to the store: as Python's `open('w')`, as `open('a')`, by a rename, or deletes. */
export function writeOutside(world: World, file: FileModel): void {
  const { random } = world;
  const way = random.below(10);
  world.counts.outside += 1;
  mkdirSync(dirname(pathOf(world, file)), { recursive: true });
  // A file with two names is written in place: what comes between the check and the write is lost.
  if (world.linked.has(file) && file.isBusy) return;
  if (way < 4) overwrite(world, file);
  else if (way < 7) append(world, file);
  // So is what is renamed between two calls of a save. How often that is, is measured elsewhere.
  else if (file.isBusy || world.linked.has(file)) overwrite(world, file);
  else if (way < 9) replace(world, file);
  else remove(world, file);
}

export function pathOf(world: World, file: FileModel): string {
  return join(world.store, file.key);
}

/** What the file holds on disk. */
export function stateOnDisk(world: World, file: FileModel): State {
  const path = pathOf(world, file);
  return existsSync(path) ? hashOf(readFileSync(path)) : null;
}

function overwrite(world: World, file: FileModel): void {
  const text = world.newText('outside');
  const fd = openSync(pathOf(world, file), 'a+');
  try {
    const over = contentOf(fd);
    ftruncateSync(fd, 0);
    writeSync(fd, text);
    note(world, file, 'writes', hashOf(text), over);
    noteLate(world, file, fd, hashOf(text));
  } finally {
    closeSync(fd);
  }
}

function append(world: World, file: FileModel): void {
  const fd = openSync(pathOf(world, file), 'a+');
  try {
    const over = contentOf(fd);
    writeSync(fd, `appended ${world.random.next()}\n`);
    const all = contentOf(fd);
    const hash = all === null ? '' : hashOf(all);
    world.name(hash, `${world.label(over && hashOf(over)).slice(1, -1)} and more`);
    if (over !== null) world.grownFrom.set(hash, hashOf(over));
    note(world, file, 'appends', hash, over);
    noteLate(world, file, fd, hash);
  } finally {
    closeSync(fd);
  }
}

function replace(world: World, file: FileModel): void {
  const text = world.newText('outside');
  const fresh = join(world.outside, 'new');
  const path = pathOf(world, file);
  writeFileSync(fresh, text);
  const over = existsSync(path) ? readFileSync(path) : null;
  renameSync(fresh, path);
  note(world, file, 'renames over it', hashOf(text), over);
}

function remove(world: World, file: FileModel): void {
  const path = pathOf(world, file);
  if (!existsSync(path)) return;
  const over = readFileSync(path);
  unlinkSync(path);
  note(world, file, 'deletes', null, over);
}

/** Gives the files that are written in place their second name; that of a file which is gone is of no use. */
export function linkAgain(world: World): void {
  for (const file of world.linked) {
    const path = pathOf(world, file);
    const other = join(world.outside, nameOf(file));
    rmSync(other, { force: true });
    if (existsSync(path)) linkSync(path, other);
  }
}

function contentOf(fd: number): Buffer | null {
  const { size } = fstatSync(fd);
  return size === 0 ? null : readFileSync(`/proc/self/fd/${fd}`);
}

function note(world: World, file: FileModel, how: string, text: State, over: Buffer | null): void {
  const before = over && hashOf(over);
  const operation = file.begin(`outside ${how} ${world.label(text)}`, world.now(), text);
  file.end(operation, world.now(), 'done');
  file.wroteOutside(text, before);
  world.step(`${nameOf(file)}: outside ${how} ${world.label(text)} over ${world.label(before)}`);
}

/** A file may have been replaced between opening and writing: what was written has no name then. */
function noteLate(world: World, file: FileModel, fd: number, hash: string): void {
  const path = pathOf(world, file);
  if (existsSync(path) && statSync(path).ino === fstatSync(fd).ino) return;
  world.late.set(hash, Date.now());
  world.step(`${nameOf(file)}: ${world.label(hash)} went into a file that has no name any more`);
}
