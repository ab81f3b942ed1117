import { create } from 'zustand';
import type { DeletionTarget } from '#shared/contract/deletion.ts';
import { StoreError } from '#shared/errors.ts';
import type { Deleted } from '#shared/model/app.ts';
import { type Guarded, leastGuarded } from '#shared/model/guarantee.ts';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { announce } from '../client/events.ts';
import { ifAgreed } from '../meter/costly.ts';
import { useSettings } from '../settings/settings.ts';
import { mayClose } from '../shell/dirty.ts';
import { say, unsay } from '../shell/said.ts';
import { select, useSelection } from '../shell/selection.ts';
import { tabsWhere } from '../shell/store-tabs.ts';
import { dropTabs, openTab } from '../shell/tabs.ts';
import { startWork } from '../shell/work.ts';
import { storeById } from '../stores/stores.ts';
import { plural } from '../words/numbers.ts';
import { isAffected, joinTargets, keysOf } from './affected.ts';
import { whatWasDeleted, whatWasRestored } from './sentences.ts';

/** What a deletion would take. */
export interface Preview {
  what: string;
  files: number;
  bytes: number;
  /** Of a bucket, about so many; null where they cost nothing. */
  requests: number | null;
}

/** What is asked before a deletion. */
export interface Question {
  store: StoreId;
  targets: readonly DeletionTarget[];
  /** Null while it is counted. */
  preview: Preview | null;
  /** Why it cannot be deleted. */
  problem: string | null;
}

interface DeletionState {
  question: Question | null;
  /** What can be undone by Ctrl/Cmd+Z, the newest last. Each entry was deleted at one stroke. */
  undoable: readonly (readonly Deleted[])[];
  running: boolean;
}

/** What is being asked, deleted and undone. */
export const useDeletion = create<DeletionState>(() => ({ question: null, undoable: [], running: false }));

/** Deletes things of one store: asks first, unless the settings say otherwise. */
export async function askDelete(store: StoreId, targets: readonly DeletionTarget[]): Promise<void> {
  if (targets.length === 0) return;
  if (storeById(store)?.readOnly) {
    say({ kind: 'error', text: `“${storeById(store)?.name}” is open read-only, so nothing can be deleted.` });
    return;
  }
  const joined = joinTargets(targets);
  if (!useSettings.getState().confirmDelete) {
    await deleteNow(store, joined);
    return;
  }
  const question: Question = { store, targets: joined, preview: null, problem: null };
  useDeletion.setState({ question });
  const answer = await preview(store, joined);
  useDeletion.setState((state) =>
    state.question === question ? { question: { ...question, ...answer } } : state,
  );
}

async function preview(store: StoreId, targets: readonly DeletionTarget[]): Promise<Partial<Question>> {
  try {
    const parts = await Promise.all(targets.map((target) => client.deletion.preview({ store, target })));
    const sum = (count: (part: Preview) => number) => parts.reduce((total, part) => total + count(part), 0);
    const what = parts.length === 1 ? (parts[0]?.what ?? '') : plural(parts.length, 'thing');
    const isBucket = parts.some(({ requests }) => requests !== null);
    const requests = isBucket ? sum((part) => part.requests ?? 0) : null;
    return {
      preview: { what, files: sum((part) => part.files), bytes: sum((part) => part.bytes), requests },
    };
  } catch (error) {
    return { problem: describeError(error).message };
  }
}

/** The user does not want it. */
export function dismissQuestion(): void {
  useDeletion.setState({ question: null });
}

/** The user wants it. */
export async function confirmQuestion(): Promise<void> {
  const { question } = useDeletion.getState();
  dismissQuestion();
  // What it costs stood in the question.
  if (question) await deleteNow(question.store, question.targets, true);
}

async function deleteNow(
  store: StoreId,
  targets: readonly DeletionTarget[],
  costAgreed = false,
): Promise<void> {
  const tabs = tabsWhere((ref) => targets.some((target) => isAffected(ref, store, target)));
  if (!(await mayClose(tabs))) return;
  const controller = new AbortController();
  const work = startWork('Deleting', () => controller.abort());
  const deleted: Deleted[] = [];
  const guards: (Guarded | undefined)[] = [];
  useDeletion.setState({ running: true });
  unsay();
  let problem: string | null = null;
  try {
    for (const target of targets) {
      const isDone = await ifAgreed(async (agreed) => {
        const request = { store, target, agreed: agreed || costAgreed };
        const steps = await client.deletion.run(request, { signal: controller.signal });
        for await (const step of steps) {
          if (step.kind === 'done') {
            deleted.push(step.deleted);
            guards.push(step.guarded);
          } else work.update({ what: step.what, done: step.done, total: step.total });
        }
        return true;
      });
      if (!isDone) throw new StoreError('CANCELLED', 'Stopped.');
    }
  } catch (error) {
    const { cancelled, message } = describeError(error, controller.signal);
    problem = cancelled ? 'Stopped.' : message;
  } finally {
    work.end();
    useDeletion.setState({ running: false });
    announce({ kind: 'changed', store, keys: targets.flatMap(keysOf) });
  }
  if (problem === null) letGo(store, targets, tabs);
  if (deleted.length > 0) {
    useDeletion.setState(({ undoable }) => ({ undoable: [...undoable, deleted] }));
  }
  sayDeleted(store, { deleted, guarded: leastGuarded(guards) }, problem);
}

/** Closes and deselects what is gone. */
function letGo(store: StoreId, targets: readonly DeletionTarget[], tabs: readonly string[]): void {
  dropTabs(tabs);
  const { selected } = useSelection.getState();
  const isTab = selected && selected.kind !== 'store' && selected.kind !== 'workflow';
  if (isTab && targets.some((target) => isAffected(selected, store, target))) select(null);
}

function sayDeleted(
  store: StoreId,
  { deleted, guarded }: { deleted: readonly Deleted[]; guarded: Guarded | null },
  problem: string | null,
): void {
  const undo = { label: 'Undo', run: () => void undoDeletion(deleted) };
  if (problem === null) {
    const days = useSettings.getState().keepDeletedDays;
    say({ kind: 'undo', text: whatWasDeleted(deleted, days, guarded), actions: [undo] });
    return;
  }
  const recent = { label: 'Recently deleted', run: () => openTab({ kind: 'deleted', store }) };
  const rest =
    deleted.length > 0 ? `Deleted before that: ${deleted.map(({ what }) => what).join(', ')}.` : '';
  say({
    kind: problem === 'Stopped.' ? 'warning' : 'error',
    text: `${problem} ${rest || 'What had not been copied yet is still there.'}`,
    actions: deleted.length > 0 ? [undo, recent] : [recent],
  });
}

/** Brings back what was deleted. What exists by now is left alone, and named. Answers whether all went well. */
export async function undoDeletion(deleted: readonly Deleted[]): Promise<boolean> {
  if (useDeletion.getState().running) return false;
  useDeletion.setState({ running: true });
  const work = startWork('Bringing back');
  let restored = 0;
  const kept: string[] = [];
  try {
    for (const { id } of deleted) {
      const answer = await ifAgreed((agreed) => client.deletion.undo({ id, agreed }));
      if (!answer) return false;
      restored += answer.restored;
      kept.push(...answer.kept);
      forgetUndo(id);
    }
    say({ kind: kept.length > 0 ? 'warning' : 'info', text: whatWasRestored(restored, kept) });
    return true;
  } catch (error) {
    say({ kind: 'error', text: describeError(error).message });
    return false;
  } finally {
    work.end();
    useDeletion.setState({ running: false });
    for (const store of new Set(deleted.map((one) => one.store))) {
      announce({ kind: 'changed', store, keys: [] });
    }
  }
}

function forgetUndo(id: string): void {
  useDeletion.setState(({ undoable }) => ({
    undoable: undoable
      .map((batch) => batch.filter((one) => one.id !== id))
      .filter((batch) => batch.length > 0),
  }));
}

/** Undoes the newest deletion of this window. */
export function undoLast(): void {
  const last = useDeletion
    .getState()
    .undoable.findLast(([one]) => one && storeById(one.store)?.state === 'open');
  if (last) void undoDeletion(last);
}
