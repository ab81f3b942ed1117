import type { Services } from '#services/index.ts';
import type { StoreError } from '#shared/errors.ts';
import type { Random } from '../support/random.ts';
import type { Kind } from './bounds.ts';
import { discardDraft, saveDraft } from './operations/drafts.ts';
import {
  remove,
  removeAndUndo,
  removeSession,
  rename,
  restore,
  upload,
  uploadInParts,
} from './operations/files.ts';
import { list, lookAtHistory, open } from './operations/looks.ts';
import { createNode, createSession, setStatus } from './operations/sessions.ts';
import { create, save } from './operations/texts.ts';

/** A file's bytes; null for no file. */
export type State = Buffer | null;

/** What a file has to be: a state, or one of which something is true. */
export type Expected = State | ((state: State) => boolean);

/** A person at work on a store, and what lies in it as nobody but the test can see. */
export interface Desk {
  readonly services: Services;
  readonly store: string;
  readonly random: Random;
  /** The file as the server has it. */
  stored(key: string): State;
  keys(): readonly string[];
  /** What the bucket keeps of a file, newest first, by id; nothing where it keeps no versions. */
  versions(key: string): readonly { readonly id: string; readonly bytes: State }[];
  /** Whether a file was in this state during this operation, before something changed it. */
  had(key: string, state: Buffer): boolean;
  /** Somebody else writes. */
  intrude(key: string, text: string): void;
  /** A file was said to be gone, and is; what is done after that may fail. */
  acknowledgeGone(key: string): void;
  /** A text has to be in the file's history in the end. */
  keep(key: string, text: string): void;
}

/** What a person tries. */
export interface Operation {
  readonly kind: Kind;
  /**
   * Does it, and says what has to be there then, by key. Rejects with another error than a StoreError where something
   * else is wrong.
   */
  run(): Promise<ReadonlyMap<string, Expected>>;
  /** What it may make of any file, besides what was there before; left out: anything. */
  readonly leaves?: readonly State[];
  /** Whether a failure says in words that these files were changed all the same. */
  readonly tells?: (error: StoreError, changed: readonly string[]) => boolean;
  /** What a success says about whether somebody came between. */
  readonly claims?: () => string | undefined;
}

/** Nothing is to be changed. */
export const nothing: ReadonlyMap<string, Expected> = new Map();

const summaries = Array.from({ length: 6 }, (_, n) => `sessions/s${n % 3}/default/node${n}_summary.md`);
const artifacts = ['report', 'table'].map((name) => `sessions/s0/artifacts/${name}.txt`);

type Work = (desk: Desk, key: string) => Operation;

/** How often, of a hundred times, each is tried. */
const shares: readonly [number, Work][] = [
  [30, either(save)],
  [7, either(saveDraft)],
  [2, discardDraft],
  [8, existing(remove)],
  [8, either(removeAndUndo)],
  [2, (desk) => removeSession(desk, `s${desk.random.below(3)}`)],
  [8, anywhere(restore)],
  [5, anywhere(upload)],
  [3, (desk) => uploadInParts(desk, desk.random.pick(artifacts))],
  [3, (desk) => rename(desk, desk.stored(artifacts[0] ?? '') === null ? artifacts.toReversed() : artifacts)],
  [3, (desk) => createSession(desk, newSession(desk))],
  [3, (desk) => setStatus(desk, madeSession(desk))],
  [2, (desk) => createNode(desk, newSession(desk), `node${desk.random.below(3)}`)],
  [8, anywhere(open)],
  [4, lookAtHistory],
  [4, list],
];

const drawn = shares.flatMap(([share, operation]) => Array.from({ length: share }, () => operation));

/** The next thing to do, drawn by chance. */
export function nextOperation(desk: Desk): Operation {
  const key = desk.random.pick(summaries);
  const next = desk.random.pick(drawn);
  return next(desk, key);
}

function newSession({ random }: Desk): string {
  return `new${random.below(4)}`;
}

/** One that is there, if any is. */
function madeSession({ keys, random }: Desk): string {
  const made = keys().filter((key) => key.startsWith('sessions/new') && key.endsWith('/session.json'));
  return made.length === 0 ? 'new0' : (random.pick(made).split('/')[1] ?? '');
}

/** Does it with what is there, an artifact at times. */
function existing(work: Work): Work {
  return (desk, key) => {
    const there = [...artifacts, key, key].filter((one) => desk.stored(one) !== null);
    return there.length === 0 ? create(desk, key) : work(desk, desk.random.pick(there));
  };
}

/** Does it with an artifact at times, which may be large. */
function anywhere(work: Work): Work {
  return (desk, key) => work(desk, desk.random.chance(0.3) ? desk.random.pick(artifacts) : key);
}

/** Where there is no file, there is nothing else to do than to create one. */
function either(work: Work): Work {
  return (desk, key) => (desk.stored(key) === null ? create(desk, key) : work(desk, key));
}
