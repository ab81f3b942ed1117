import { create } from 'zustand';
import type { PastFile } from '#shared/model/past-session.ts';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { announce } from '../client/events.ts';
import { ifAgreed } from '../meter/costly.ts';
import { startWork } from '../shell/work.ts';
import { foundAgain } from './past-search.ts';

/** What became of a restore. */
export type Outcome =
  | { kind: 'done'; restored: number; kept: readonly string[] }
  | { kind: 'stopped' }
  | { kind: 'failed'; message: string };

/** Sessions that are being brought back, so that none is twice at once. */
export const useRestoring = create<{ running: ReadonlySet<string> }>(() => ({ running: new Set() }));

export const restoringId = (store: StoreId, session: string) => JSON.stringify([store, session]);

/** Brings files of a session back as the bucket keeps them. Null where the user does not want what it costs. */
export async function restorePast(
  store: StoreId,
  session: string,
  files: readonly PastFile[],
): Promise<Outcome | null> {
  const controller = new AbortController();
  const { signal } = controller;
  const id = restoringId(store, session);
  const work = startWork('Bringing back', () => controller.abort());
  useRestoring.setState(({ running }) => ({ running: new Set(running).add(id) }));
  const wanted = files.map(({ key, id: state, size }) => ({ key, id: state, size }));
  try {
    return await ifAgreed(async (agreed): Promise<Outcome> => {
      for await (const step of await client.past.restore(
        { store, session, files: wanted, agreed },
        { signal },
      )) {
        if (step.kind === 'done') {
          if (step.restored > 0) foundAgain(store, session);
          return step;
        }
        work.update({ what: step.what, done: step.done, total: step.total });
      }
      return { kind: 'stopped' };
    });
  } catch (error) {
    const { cancelled, message } = describeError(error, signal);
    return cancelled ? { kind: 'stopped' } : { kind: 'failed', message };
  } finally {
    work.end();
    useRestoring.setState(({ running }) => ({ running: new Set([...running].filter((one) => one !== id)) }));
    announce({ kind: 'changed', store, keys: [`sessions/${session}`] });
  }
}
