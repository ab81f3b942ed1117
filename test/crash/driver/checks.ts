import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { DraftContent } from '#shared/model/draft.ts';
import type { Timeline } from '#shared/model/history.ts';
import type { DraftModel } from './draft-model.ts';
import type { FileModel } from './file-model.ts';
import type { Host } from './host.ts';
import { stateOnDisk } from './outside.ts';
import { hashOf, type World } from './world.ts';

/** In milliseconds: for how long a file that was replaced is still looked at, which a kill cuts short. */
const lookedAt = 1000;

/** Every file is one of the texts that were written to it, and none that was written over for certain. */
export function checkFiles(world: World): void {
  for (const file of world.files) {
    const state = stateOnDisk(world, file);
    if (state !== null && !file.texts.has(state)) {
      const text = readFileSync(join(world.store, file.key), 'utf8');
      throw world.loss(`${file.key} is torn: ${text.slice(0, 300)}`, file);
    }
    const possible = file.possible();
    if (!possible.has(state)) {
      const expected = [...possible].map((one) => world.label(one)).join(' or ');
      throw world.loss(`${file.key} holds ${world.label(state)}, and should hold ${expected}.`, file);
    }
    file.settle(state);
  }
}

/** Every text that must not get lost is on disk or in the history. `thorough` reads the bytes of all of them. */
export async function checkHistory(
  world: World,
  host: Host,
  killedAt: number,
  thorough = false,
): Promise<void> {
  for (const file of world.files) {
    const onDisk = stateOnDisk(world, file);
    const wanted = [...file.duties.keys()].filter(
      (text) => text !== onDisk && (thorough || !file.kept.has(text)),
    );
    if (wanted.length === 0) continue;
    const kept = await keptTexts(world, host, file, thorough);
    for (const text of wanted) {
      if (kept.has(text)) file.kept.add(text);
      else if (wasLate(world, text, killedAt)) {
        file.duties.delete(text);
        world.counts.late += 1;
      } else {
        throw world.loss(`${world.label(text)} of ${file.key} (${file.duties.get(text)}) is lost.`, file);
      }
    }
  }
}

async function keptTexts(world: World, host: Host, file: FileModel, thorough: boolean): Promise<Set<string>> {
  const { store } = host;
  const { key } = file;
  const found = new Set<string>();
  const read = new Set<string>();
  let cursor: string | null = null;
  do {
    const asked = { store, key, cursor, limit: 500 };
    const page: Timeline = await host.call((client) => client.history.timeline(asked));
    for (const { id, hash, kept } of page.versions) {
      if (hash === null || kept === 'no') continue;
      if (!file.texts.has(hash))
        throw world.loss(`The history of ${key} has a text that nobody wrote.`, file);
      if (thorough && !read.has(hash)) {
        read.add(hash);
        const { text, fetchText } = await host.call((client) => client.history.read({ store, key, id }));
        if (!fetchText && hashOf(text ?? '') !== hash) {
          throw world.loss(`The history of ${key} gives another text for ${world.label(hash)}.`, file);
        }
      }
      for (const text of beginnings(world, hash)) found.add(text);
    }
    cursor = page.cursor;
  } while (cursor !== null);
  return found;
}

/** A text and those that it begins with: a file that grows has one version for all of them. */
function* beginnings(world: World, hash: string): Generator<string> {
  for (let text: string | undefined = hash; text !== undefined; text = world.grownFrom.get(text)) yield text;
  yield hashOf('');
}

/** Whether the kill came before the app looked once more at the file that the text went into. */
function wasLate(world: World, text: string, killedAt: number): boolean {
  const at = world.late.get(text);
  return at !== undefined && killedAt - at < lookedAt;
}

/** Every draft is back with its base and all that was acknowledged of it. */
export async function checkDrafts(world: World, host: Host): Promise<void> {
  const window = '00000000-0000-4000-8000-000000000000';
  const ids = new Set((await host.call((client) => client.drafts.list({ window }))).map(({ id }) => id));
  for (const draft of world.drafts.values()) {
    if (!ids.has(draft.id)) {
      if (draft.exists === 'yes') throw world.loss(`A draft of ${draft.file.key} is gone.`, draft.file);
      // It was saved or given up, so its text is where it was to go.
      if (draft.exists === 'settling') {
        if (draft.acknowledged > draft.settlingSeq) {
          throw world.loss(
            `A draft of ${draft.file.key} is gone, and with it what was typed since.`,
            draft.file,
          );
        }
        draft.file.isKnown(hashOf(draft.texts[draft.settlingSeq - 1] ?? ''));
      }
      world.drafts.delete(draft.id);
      continue;
    }
    const { id } = draft;
    checkDraft(world, draft, await host.call((client) => client.drafts.read({ id })));
  }
}

/** A draft has its base and all that was acknowledged of it; what else it has is acknowledged by that. */
export function checkDraft(world: World, draft: DraftModel, { seq, text, base }: DraftContent): void {
  if (seq < draft.acknowledged || seq > draft.seq) {
    throw world.loss(`A draft has batch ${seq} of ${draft.acknowledged} acknowledged.`, draft.file);
  }
  draft.texts.length = seq;
  draft.exists = 'yes';
  draft.acknowledged = seq;
  const found = [draft.base, draft.nextBase].find(
    (one) => one?.version === base.version && (!('text' in base.text) || base.text.text === one.text),
  );
  if (!found) throw world.loss(`A draft of ${draft.file.key} has another base.`, draft.file);
  draft.base = found;
  draft.nextBase = null;
  if ('text' in text && text.text !== draft.text) {
    throw world.loss(`A draft of ${draft.file.key} has another text.`, draft.file);
  }
}

/** Nothing of a process that has died is left in the store. */
export function checkSwept(world: World, alive: ReadonlySet<number>): void {
  const left = readdirSync(world.store).filter((name) => name.startsWith('.agentflow-tmp-'));
  const dead = left.filter((name) => {
    const pid = pidOf(join(world.store, name), name);
    return pid !== null && !alive.has(pid);
  });
  if (dead.length > 0) throw world.loss(`These were not cleared away: ${dead.join(', ')}`);
}

function pidOf(path: string, name: string): number | null {
  const isLock = name.startsWith('.agentflow-tmp-lock-');
  if (!existsSync(path) && !isLock) return null;
  try {
    const who = isLock && lstatSync(path).isSymbolicLink() ? readlinkSync(path) : name;
    return Number(/[0-9a-f]{8}\.(\d+)/.exec(who)?.[1] ?? 0);
  } catch {
    return null;
  }
}
