import { useMemo } from 'react';
import { Icon } from '../components/Icon.tsx';
import { Menu } from '../components/Menu.tsx';
import { nameOfKey, shortId } from '../shell/names.ts';
import { type Selected, useSelection } from '../shell/selection.ts';
import { useStore } from '../stores/stores.ts';
import { rowMenu } from '../tree/row-actions.ts';
import { FactSection } from './FactList.tsx';
import { FileInspector } from './FileInspector.tsx';
import { itemOf } from './item-of.ts';
import { NodeInspector } from './NodeInspector.tsx';
import { SessionInspector, WorkflowInspector } from './SessionInspector.tsx';
import { StoreInspector } from './StoreInspector.tsx';
import { useSettled } from './settled.ts';
import './inspector.css';

/** What of the selected things has facts. */
type Inspected = Exclude<
  Selected,
  { kind: 'drafts' | 'settings' | 'connect' | 'welcome' | 'deleted' | 'past' | 'edits' | 'usage' | 'merge' }
>;

/** What the facts are about; null where there are none. */
function inspectedOf(selected: Selected | null): Inspected | null {
  switch (selected?.kind) {
    case undefined:
    case 'drafts':
    case 'settings':
    case 'welcome':
      return null;
    case 'connect':
      return selected.store === undefined ? null : { kind: 'store', store: selected.store };
    case 'deleted':
    case 'past':
    case 'edits':
    case 'usage':
      return { kind: 'store', store: selected.store };
    case 'merge':
      return { kind: 'file', store: selected.store, key: selected.key };
    default:
      return selected;
  }
}

const words: Partial<Record<Selected['kind'], { title: string; text: string }>> = {
  drafts: {
    title: 'Drafts',
    text: 'What you type is kept on this machine, with the text that it is based on, until you save or discard it. A discarded draft stays in the history of its file.',
  },
  settings: {
    title: 'Settings',
    text: 'They apply to every store and every window of the app on this machine. Nothing of them lies in a store.',
  },
};

function titleOf(selected: Inspected, storeName: string): string {
  switch (selected.kind) {
    case 'store':
      return storeName;
    case 'session':
      return shortId(selected.session);
    case 'workflow':
      return selected.workflow;
    case 'node':
      return selected.node;
    case 'record':
      return 'session.json';
    case 'conversation':
    case 'file':
    case 'history':
      return nameOfKey(selected.key);
  }
}

function Facts({ selected }: { selected: Inspected }) {
  const store = useStore(selected.store);
  if (!store) return null;
  if (selected.kind === 'store') return <StoreInspector store={store} />;
  if (store.state !== 'open') {
    return (
      <FactSection>
        <p className="inspector-text">{store.name} is not connected, so nothing more is known.</p>
      </FactSection>
    );
  }
  switch (selected.kind) {
    case 'session':
      return <SessionInspector {...selected} />;
    case 'workflow':
      return <WorkflowInspector {...selected} />;
    case 'node':
      return <NodeInspector node={selected} />;
    case 'record':
      return <FileInspector store={selected.store} fileKey={`sessions/${selected.session}/session.json`} />;
    case 'conversation':
    case 'file':
      return <FileInspector store={selected.store} fileKey={selected.key} />;
    case 'history':
      return <FileInspector store={selected.store} fileKey={selected.key} history={false} />;
  }
}

function Inspected({ selected }: { selected: Inspected }) {
  const settled = useSettled(selected);
  // The menu depends on the store: whether it is open, whether it is read-only.
  const store = useStore(selected.store);
  const title = titleOf(selected, store?.name ?? '');
  const item = itemOf(selected);
  return (
    <>
      <div className="panel-head inspector-head">
        <h2 className="ellipsis" title={title}>
          {title}
        </h2>
        <span className="spacer" />
        {item && (
          <Menu items={rowMenu([item])}>
            <button type="button" className="icon-button" aria-label="What can be done">
              <Icon name="more" />
            </button>
          </Menu>
        )}
      </div>
      <div className="inspector-body">
        {settled === selected && <Facts key={JSON.stringify(selected)} selected={selected} />}
      </div>
    </>
  );
}

/** What is no part of a store: a word about it, where there is one to say. */
function Uninspected({ selected }: { selected: Selected | null }) {
  const about = selected && words[selected.kind];
  return (
    <>
      <div className="panel-head inspector-head">
        <h2 className={about ? undefined : 'inspector-none'}>{about?.title ?? 'Nothing selected'}</h2>
      </div>
      {about && (
        <FactSection>
          <p className="inspector-text">{about.text}</p>
        </FactSection>
      )}
    </>
  );
}

/** Facts about what is selected. */
export default function Inspector() {
  const selected = useSelection((state) => state.selected);
  const inspected = useMemo(() => inspectedOf(selected), [selected]);
  return (
    <section className="inspector" aria-label="Inspector" data-region="inspector">
      {inspected ? <Inspected selected={inspected} /> : <Uninspected selected={selected} />}
    </section>
  );
}
