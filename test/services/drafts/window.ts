import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { Services } from '#services/index.ts';
import type { TextChange } from '#shared/format/text-changes.ts';

export const file = { store: 'folder-0a1b2c', key: 'sessions/s/default/plan_summary.md' };

/** A window of the app, as it stands towards main. */
export async function openWindow({ drafts }: Services, id = randomUUID()) {
  const closing = new AbortController();
  const events = drafts.windows.attend(id, randomUUID(), closing.signal);
  const first = await events.next();
  const close = async () => {
    const ended = events.next();
    closing.abort();
    await ended;
  };
  onTestFinished(close);
  const named = { window: id };
  return {
    id,
    events,
    close,
    greeting: first.value?.kind,
    keep: (draft: string, text: string, seq = 1, base = 'base', version = 'v1') =>
      drafts.keep({
        ...named,
        ...file,
        id: draft,
        base: { version, text: base },
        text,
        bom: false,
        seq,
      }),
    change: (draft: string, seq: number, changes: TextChange[], length: number) =>
      drafts.change({ ...named, id: draft, seq, changes, length }),
    take: () => drafts.take({ ...named, ...file }),
    adopt: (draft: string) => drafts.adopt({ ...named, id: draft }),
    drop: (draft: string) => drafts.drop({ ...named, id: draft }),
    release: (draft: string) => drafts.release({ ...named, id: draft }),
    discard: (draft: string | null, text: string) => drafts.discard({ ...named, ...file, id: draft, text }),
    list: () => drafts.list(id),
  };
}

export const insert = (offset: number, text: string): TextChange => ({ offset, length: 0, text });
