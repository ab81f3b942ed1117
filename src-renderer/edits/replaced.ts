import { create } from 'zustand';
import type { Edit } from '#shared/model/history.ts';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { onEvent, onReconnected } from '../client/events.ts';
import { useStores } from '../stores/stores.ts';

interface ReplacedState {
  /** By store and key: edits that somebody else wrote over, and that nobody has dealt with. */
  replaced: ReadonlyMap<StoreId, ReadonlyMap<string, Edit>>;
  /** Edits whose replacement was accepted just now, by store and key: it can be taken back in its place. */
  kept: ReadonlyMap<string, Edit>;
  /** Why the last one could not be accepted, by store and key. */
  problems: ReadonlyMap<string, string>;
}

/** Edits that were replaced. */
export const useReplaced = create<ReplacedState>(() => ({
  replaced: new Map(),
  kept: new Map(),
  problems: new Map(),
}));

const idOf = (store: StoreId, key: string) => `${store}\n${key}`;

const without = <T>(map: ReadonlyMap<string, T>, id: string) =>
  new Map([...map].filter(([other]) => other !== id));

/** The edit of a file that was replaced, if there is one. */
export function useReplacedEdit(store: StoreId, key: string | null | undefined): Edit | undefined {
  return useReplaced(({ replaced }) => (key == null ? undefined : replaced.get(store)?.get(key)));
}

/** Whether an edit below a folder was replaced. The folder ends with a slash. */
export function useReplacedBelow(store: StoreId, folder: string): boolean {
  return useReplaced(({ replaced }) => {
    for (const key of replaced.get(store)?.keys() ?? []) if (key.startsWith(folder)) return true;
    return false;
  });
}

async function read(store: StoreId): Promise<void> {
  try {
    const edits = await client.edits.replaced({ store });
    useReplaced.setState(({ replaced }) => ({
      replaced: new Map(replaced).set(store, new Map(edits.map((edit) => [edit.key, edit]))),
    }));
  } catch {
    // The store's row says why it cannot be reached; what was known stays.
  }
}

/** Events come in swarms: so many ms after the first, all is asked for at once. */
const pause = 150;
const planned = new Map<StoreId, ReturnType<typeof setTimeout>>();

function plan(store: StoreId): void {
  if (planned.has(store)) return;
  const timer = setTimeout(() => {
    planned.delete(store);
    void read(store);
  }, pause);
  planned.set(store, timer);
}

const openStores = () =>
  (useStores.getState().stores ?? []).filter(({ state }) => state === 'open').map(({ id }) => id);

/** Keeps up with what is replaced in the stores that are open. Called once. */
export function followReplaced(): void {
  const known = new Set<StoreId>();
  const look = () => {
    const open = openStores();
    for (const store of open) if (!known.has(store)) plan(store);
    known.clear();
    for (const store of open) known.add(store);
  };
  look();
  useStores.subscribe(look);
  onEvent('edits', ({ store }) => plan(store));
  onReconnected(() => openStores().forEach(plan));
}

/** Accepts what somebody else wrote (true), or opens the matter again (false). */
export async function settle(store: StoreId, edit: Edit, settled: boolean): Promise<void> {
  const id = idOf(store, edit.key);
  try {
    await client.edits.settle({ store, id: edit.id, settled });
    useReplaced.setState(({ kept, problems }) => ({
      kept: settled ? new Map(kept).set(id, edit) : without(kept, id),
      problems: without(problems, id),
    }));
  } catch (error) {
    const { message } = describeError(error);
    useReplaced.setState(({ problems }) => ({ problems: new Map(problems).set(id, message) }));
  }
  await read(store);
}

/** Says of an edit that what somebody else wrote was accepted just now. */
export function noteKept(store: StoreId, edit: Edit): void {
  useReplaced.setState(({ kept }) => ({ kept: new Map(kept).set(idOf(store, edit.key), edit) }));
}

/** Takes away what was said about an edit that was settled just now. */
export function forgetKept(store: StoreId, key: string): void {
  useReplaced.setState(({ kept }) => ({ kept: without(kept, idOf(store, key)) }));
}

/** Why an edit of a store could not be settled the last time, with a way to take the message away. */
export function useSettleProblem(store: StoreId): { problem: string | null; dismiss: () => void } {
  const id = useReplaced(({ problems }) =>
    [...problems.keys()].find((candidate) => candidate.startsWith(`${store}\n`)),
  );
  const problem = useReplaced(({ problems }) => (id === undefined ? null : (problems.get(id) ?? null)));
  const dismiss = () =>
    id !== undefined && useReplaced.setState(({ problems }) => ({ problems: without(problems, id) }));
  return { problem, dismiss };
}

/** What was settled just now, and why the last attempt failed. */
export function useSettling(
  store: StoreId,
  key: string,
): { kept: Edit | undefined; problem: string | undefined } {
  const id = idOf(store, key);
  const kept = useReplaced((state) => state.kept.get(id));
  const problem = useReplaced((state) => state.problems.get(id));
  return { kept, problem };
}
