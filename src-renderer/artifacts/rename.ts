import { create } from 'zustand';
import { artifactKey } from '#shared/format/layout.ts';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { announce } from '../client/events.ts';
import { useDirty } from '../shell/dirty.ts';
import { say } from '../shell/said.ts';
import { useSelection } from '../shell/selection.ts';
import { tabId } from '../shell/tab-ref.ts';
import { replaceTab, useTabs } from '../shell/tabs.ts';
import { storeById } from '../stores/stores.ts';

/** An artifact by its session and name. */
export interface ArtifactRef {
  store: StoreId;
  session: string;
  name: string;
}

/** The artifact whose new name is being asked for. */
export const useRenaming = create<{ artifact: ArtifactRef | null }>(() => ({ artifact: null }));

/** Asks for another name. An artifact with unsaved edits keeps its name until they are saved. */
export function askArtifactName(artifact: ArtifactRef): void {
  const key = artifactKey(artifact.session, artifact.name);
  const store = storeById(artifact.store);
  const unsaved = [...useDirty.getState().unsaved.values()].some(
    (entry) => entry.store === artifact.store && entry.key === key,
  );
  if (store?.readOnly)
    say({ kind: 'error', text: `“${store.name}” is open read-only, so nothing in it can be renamed.` });
  else if (unsaved)
    say({ kind: 'warning', text: `“${artifact.name}” has unsaved edits. Save them, then rename it.` });
  else useRenaming.setState({ artifact });
}

export function stopAsking(): void {
  useRenaming.setState({ artifact: null });
}

/** Gives an artifact another name; its tab and the selection follow. */
export async function renameArtifact({ store, session, name }: ArtifactRef, to: string): Promise<void> {
  const { key } = await client.sessions.renameArtifact({ store, session, from: name, to });
  const oldKey = artifactKey(session, name);
  announce({ kind: 'changed', store, keys: [oldKey, key] });
  const before = { kind: 'file', store, key: oldKey } as const;
  const after = { kind: 'file', store, key } as const;
  const { tabs } = useTabs.getState();
  if (tabs.some(({ id }) => id === tabId(before))) replaceTab(tabId(before), after);
  const { selected } = useSelection.getState();
  if (selected?.kind === 'file' && selected.store === store && selected.key === oldKey)
    useSelection.setState({ selected: after });
}
