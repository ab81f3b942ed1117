import { baseName } from '#shared/format/keys.ts';
import type { SessionContents } from '#shared/model/session.ts';
import type { Store } from '#shared/model/store.ts';
import { allCommands, isEnabled, keysOf, runCommand } from '../commands/commands.ts';
import { fileIcon, shortId } from '../shell/names.ts';
import type { TabRef } from '../shell/tab-ref.ts';
import { openTab, useTabs } from '../shell/tabs.ts';
import { tabIcon, tabPath, tabTitle } from '../shell/views.tsx';
import { useStores } from '../stores/stores.ts';
import { goToSession, isListedInPart } from '../tree/go-to-session.ts';
import { revealRow, revealTab } from '../tree/reveal.ts';
import { rowId } from '../tree/rows.ts';
import type { StoreData } from '../tree/store-data.ts';
import { dataOf } from '../tree/tree-store.ts';
import { Best, type Candidate, type Group, score } from './search.ts';

/** Which groups are looked through. */
export type Scope = 'all' | 'sessions' | 'nodes' | 'artifacts' | 'commands';

const groupsOf: Record<Scope, readonly Group[]> = {
  all: ['Open', 'Nodes', 'Sessions', 'Agents', 'Artifacts', 'Files', 'Stores', 'Commands'],
  sessions: ['Sessions'],
  nodes: ['Nodes'],
  artifacts: ['Artifacts'],
  commands: ['Commands'],
};

export interface Results {
  groups: { group: Group; candidates: Candidate[] }[];
  shown: number;
  matches: number;
}

type Offer = (
  group: Group,
  name: string,
  context: string,
  make: () => Omit<Candidate, 'group' | 'name' | 'context'>,
) => void;

function go(ref: TabRef): () => void {
  return () => {
    openTab(ref);
    revealTab(ref);
  };
}

function offerContents(offer: Offer, store: Store, contents: SessionContents): void {
  const session = contents.id;
  for (const workflow of contents.workflows)
    for (const node of workflow.nodes)
      offer('Nodes', node.id, `${shortId(session)} / ${workflow.name}`, () => ({
        id: rowId.below(rowId.below(rowId.session(store.id, session), 'w', workflow.name), 'n', node.id),
        icon: 'node',
        run: go({ kind: 'node', store: store.id, session, workflow: workflow.name, node: node.id }),
      }));
  const prefix = `sessions/${session}/artifacts/`;
  for (const { key } of contents.artifacts)
    offer('Artifacts', key.slice(prefix.length), shortId(session), () => ({
      id: `${store.id} ${key}`,
      icon: fileIcon(key),
      run: go({ kind: 'file', store: store.id, key }),
    }));
}

function offerSessions(offer: Offer, words: readonly string[], store: Store, data: StoreData): void {
  // Without words all would match: the first stand for them.
  const ids = words.length === 0 ? data.ids.slice(0, 5) : data.ids;
  for (const id of ids) {
    const facts = data.facts.get(id);
    const context = facts ? [facts.agent, facts.workflow].filter(Boolean).join(' / ') : '';
    // There may be 100,000: what does not match is left out before anything is made for it.
    if (score(words, id, context) === null) continue;
    offer('Sessions', id, context, () => ({
      id: rowId.session(store.id, id),
      icon: 'session',
      run: go({ kind: 'session', store: store.id, session: id }),
    }));
  }
}

function offerSections(offer: Offer, store: Store, data: StoreData): void {
  const sections = data.sections.value;
  if (!sections) return;
  const file = (group: Group, name: string, key: string) =>
    offer(group, name, key, () => ({
      id: `${store.id} ${key}`,
      icon: group === 'Agents' ? 'agent' : fileIcon(key),
      run: go({ kind: 'file', store: store.id, key }),
    }));
  for (const agent of sections.agents) {
    if (agent.prompt) file('Agents', agent.name, agent.prompt.key);
    for (const { key } of [...agent.memories, ...agent.otherFiles]) file('Files', baseName(key), key);
  }
  for (const { name, file: definition } of sections.workflows) file('Files', name, definition.key);
  for (const { key } of sections.contextFiles) file('Files', baseName(key), key);
  for (const { user, file: history } of sections.history)
    offer('Files', user, history.key, () => ({
      id: `${store.id} ${history.key}`,
      icon: 'messages',
      run: go({ kind: 'conversation', store: store.id, key: history.key }),
    }));
}

function offerOpenTabs(offer: Offer): void {
  for (const tab of useTabs.getState().tabs)
    offer('Open', tabTitle(tab.ref), tabPath(tab.ref), () => ({
      id: tab.id,
      icon: tabIcon(tab.ref),
      run: go(tab.ref),
    }));
}

function offerCommands(offer: Offer): void {
  for (const command of allCommands()) {
    if (command.hidden || !isEnabled(command)) continue;
    offer('Commands', command.title, command.group, () => ({
      id: command.id,
      icon: command.icon ?? 'prompt',
      keys: keysOf(command.id),
      run: () => void runCommand(command.id),
    }));
  }
}

/** A session that a bucket has not listed yet can be gone to by its whole id. */
function offerUnlisted(offer: Offer, text: string, store: Store, data: StoreData): void {
  if (!isListedInPart(store) || !/^[^\s/]+$/.test(text) || data.known.has(text)) return;
  offer('Sessions', text, `asks ${store.name} for this id, 1 request`, () => ({
    id: `${rowId.session(store.id, text)} unlisted`,
    icon: 'search',
    run: () => {},
    look: async (signal) => {
      if (await goToSession(store, text, signal)) return null;
      return `There is no session “${text}” in ${store.name}. Ids are told apart by upper and lower case.`;
    },
  }));
}

/** The best of all that is known, for some words of a text. */
export function find(text: string, words: readonly string[], scope: Scope): Results {
  const groups = groupsOf[scope];
  const limit = scope === 'all' ? (words.length === 0 ? 5 : 8) : 100;
  const best = new Map(groups.map((group) => [group, new Best<Candidate>(limit)]));
  const offer: Offer = (group, name, context, make) => {
    best.get(group)?.offer(score(words, name, context), () => ({ group, name, context, ...make() }));
  };
  const wants = (...some: Group[]) => some.some((group) => groups.includes(group));
  if (wants('Open')) offerOpenTabs(offer);
  for (const store of useStores.getState().stores ?? []) {
    if (wants('Stores'))
      offer('Stores', store.name, store.place, () => ({
        id: store.id,
        icon: store.location.kind === 's3' ? 'bucket' : 'folder',
        run: () => revealRow(rowId.store(store.id), []),
      }));
    if (store.state !== 'open') continue;
    const data = dataOf(store.id);
    if (wants('Nodes', 'Artifacts'))
      for (const { value } of data.contents.values()) if (value) offerContents(offer, store, value);
    if (wants('Sessions')) {
      offerSessions(offer, words, store, data);
      offerUnlisted(offer, text, store, data);
    }
    if (wants('Agents', 'Files')) offerSections(offer, store, data);
  }
  if (wants('Commands')) offerCommands(offer);
  const found = [...best].map(([group, kept]) => ({ group, candidates: kept.values, matches: kept.matches }));
  return {
    groups: found.filter(({ candidates }) => candidates.length > 0),
    shown: found.reduce((sum, { candidates }) => sum + candidates.length, 0),
    matches: found.reduce((sum, { matches }) => sum + matches, 0),
  };
}
