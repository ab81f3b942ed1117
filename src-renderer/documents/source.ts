import { ORPCError } from '@orpc/client';
import type { Document, Saved } from '#shared/model/document.ts';
import type { FileFacts } from '#shared/model/session.ts';
import type { StoreId } from '#shared/model/store.ts';
import { blobError } from '../artifacts/blobs.ts';
import { client } from '../client/client.ts';
import { announce } from '../client/events.ts';
import { sendText } from '../client/hand-over.ts';
import { windowId } from '../drafts/window-id.ts';

/** A file as it is now: its facts, and its text where it is text that can be shown whole. */
export interface Reading {
  facts: Document;
  text: string | null;
}

export interface SaveRequest {
  /** The version it must still have; null: it must not exist. */
  base: string | null;
  text: string;
  /** The same id is never carried out twice. */
  saveId: string;
  /** What stands in the file's history as the reason; left out: a save. */
  why?: 'merge';
  /** What may be lost beside the text, as a refusal has named it before. */
  mayLose?: readonly string[];
  /** The state of the draft that is saved; left out where there is none. */
  draft?: { id: string; seq: number } | null;
}

/** Where documents come from and go to. */
export interface DocumentSource {
  read(store: StoreId, key: string, signal?: AbortSignal): Promise<Reading>;
  save(store: StoreId, key: string, request: SaveRequest): Promise<Saved>;
  /** Null for each that is gone. */
  versions(store: StoreId, keys: readonly string[]): Promise<(FileFacts | null)[]>;
}

/** Changed between two requests: ask again. */
const movedOn = 412;

async function fetchText(url: string, signal?: AbortSignal): Promise<string | null> {
  const response = await fetch(url, signal ? { signal } : {});
  if (response.status === movedOn) return null;
  if (!response.ok) throw blobError(response.status, await response.text());
  const bytes = await response.arrayBuffer();
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

async function read(store: StoreId, key: string, signal?: AbortSignal): Promise<Reading> {
  const options = signal ? { signal } : {};
  for (;;) {
    const facts = await client.documents.open({ store, key }, options);
    if (!facts.fetchText) return { facts, text: facts.text };
    const text = await fetchText(facts.url, signal);
    if (text !== null) return { facts, text };
  }
}

const attempts = 4;

/** A save whose answer was lost with the connection is asked again under its id, which answers what became of it. */
async function save(store: StoreId, key: string, request: SaveRequest): Promise<Saved> {
  for (let attempt = 1; ; attempt++) {
    try {
      const draft = request.draft ? { ...request.draft, window: await windowId() } : null;
      const saved = await sendText(request.text, (text) =>
        client.documents.save({
          store,
          key,
          ...request,
          mayLose: [...(request.mayLose ?? [])],
          text,
          draft,
        }),
      );
      announce({ kind: 'changed', store, keys: [key] });
      return saved;
    } catch (error) {
      if (isAnswer(error) || attempt === attempts) throw error;
    }
  }
}

/** True where main itself refused, and not the way to it. */
export function isAnswer(error: unknown): boolean {
  return error instanceof ORPCError;
}

/** Documents of the app, by its calls to main. */
export const appSource: DocumentSource = {
  read,
  save,
  versions: (store, keys) => client.documents.versions({ store, keys: [...keys] }),
};
