import { type ComponentType, lazy } from 'react';
import type { IconName } from '../components/Icon.tsx';
import { storeById } from '../stores/stores.ts';
import { fileIcon, historyUser, nameOfKey, shortId } from './names.ts';
import type { TabKind, TabOf, TabRef } from './tab-ref.ts';

interface View<K extends TabKind> {
  /** Loaded when a tab of the kind is first shown. */
  component: ComponentType<{ tab: TabOf<K>; tabId: string }>;
  title: (ref: TabOf<K>) => string;
  icon: (ref: TabOf<K>) => IconName;
  /** The whole name, for the tooltip. */
  path: (ref: TabOf<K>) => string;
}

const views: { [K in TabKind]: View<K> } = {
  session: {
    component: lazy(() => import('../sessions/SessionView.tsx')),
    title: (ref) => shortId(ref.session),
    icon: () => 'session',
    path: (ref) => `sessions/${ref.session}`,
  },
  node: {
    component: lazy(() => import('../nodes/NodeView.tsx')),
    title: (ref) => ref.node || '(no name)',
    icon: () => 'node',
    path: (ref) => `sessions/${ref.session}/${ref.workflow}/${ref.node}`,
  },
  record: {
    component: lazy(() => import('../records/RecordView.tsx')),
    title: (ref) => `Record of ${shortId(ref.session)}`,
    icon: () => 'record',
    path: (ref) => `sessions/${ref.session}/session.json`,
  },
  conversation: {
    component: lazy(() => import('../conversations/ConversationView.tsx')),
    title: (ref) => historyUser(ref.key) ?? 'Messages',
    icon: () => 'messages',
    path: (ref) => ref.key,
  },
  file: {
    component: lazy(() => import('../artifacts/FileView.tsx')),
    title: (ref) => nameOfKey(ref.key),
    icon: (ref) => fileIcon(ref.key),
    path: (ref) => ref.key,
  },
  history: {
    component: lazy(() => import('../history/HistoryView.tsx')),
    title: (ref) => `History of ${nameOfKey(ref.key)}`,
    icon: () => 'history',
    path: (ref) => `History of ${ref.key}`,
  },
  merge: {
    component: lazy(() => import('../merge/MergeView.tsx')),
    title: (ref) => `${ref.edit === null ? 'Merge of' : 'Apply again:'} ${nameOfKey(ref.key)}`,
    icon: () => 'merge',
    path: (ref) => `${ref.edit === null ? 'Merge of' : 'A replaced edit of'} ${ref.key}`,
  },
  edits: {
    component: lazy(() => import('../edits/EditsView.tsx')),
    title: () => 'Edits',
    icon: () => 'scratch',
    path: (ref) => `Edits in ${storeById(ref.store)?.name ?? 'a store'}`,
  },
  deleted: {
    component: lazy(() => import('../deletion/DeletedView.tsx')),
    title: () => 'Recently deleted',
    icon: () => 'history',
    path: (ref) => `Recently deleted from ${storeById(ref.store)?.name ?? 'a store'}`,
  },
  usage: {
    component: lazy(() => import('../meter/UsageView.tsx')),
    title: () => 'Requests',
    icon: () => 'table',
    path: (ref) => `Requests to ${storeById(ref.store)?.name ?? 'a store'}`,
  },
  past: {
    component: lazy(() => import('../past/PastView.tsx')),
    title: (ref) => (ref.id === undefined ? 'Deleted sessions' : `Deleted: ${shortId(ref.id)}`),
    icon: () => 'trash',
    path: (ref) => `Kept by ${storeById(ref.store)?.name ?? 'a bucket'} of ${ref.id ?? 'deleted sessions'}`,
  },
  drafts: {
    component: lazy(() => import('../drafts/DraftsView.tsx')),
    title: () => 'Drafts',
    icon: () => 'scratch',
    path: () => 'Drafts',
  },
  settings: {
    component: lazy(() => import('../settings/SettingsView.tsx')),
    title: () => 'Settings',
    icon: () => 'settings',
    path: () => 'Settings',
  },
  connect: {
    component: lazy(() => import('../connections/ConnectView.tsx')),
    title: (ref) => storeById(ref.store ?? null)?.name ?? 'New connection',
    icon: () => 'key',
    path: (ref) => `Connection: ${storeById(ref.store ?? null)?.name ?? 'new'}`,
  },
  welcome: {
    component: lazy(() => import('../stores/WelcomeView.tsx')),
    title: () => 'Welcome',
    icon: () => 'mark',
    path: () => 'Welcome',
  },
};

function viewOf(ref: TabRef): View<TabKind> {
  return views[ref.kind] as View<TabKind>;
}

export const tabTitle = (ref: TabRef): string => viewOf(ref).title(ref);
export const tabIcon = (ref: TabRef): IconName => viewOf(ref).icon(ref);
export const tabPath = (ref: TabRef): string => viewOf(ref).path(ref);

/** What a tab shows. */
export function TabView({ tab, tabId }: { tab: TabRef; tabId: string }) {
  const { component: Component } = viewOf(tab);
  return <Component tab={tab} tabId={tabId} />;
}
