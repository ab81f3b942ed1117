import { Group, Panel, Separator } from 'react-resizable-panels';
import { DocumentHead } from '../components/DocumentHead.tsx';
import { useActivePane } from '../documents/active-pane.ts';
import { DocumentPane } from '../documents/DocumentPane.tsx';
import { useDocument } from '../documents/documents.ts';
import { useReadOnly } from '../documents/read-only.ts';
import { SaveButton } from '../documents/SaveButton.tsx';
import { HistoryButton } from '../history/HistoryButton.tsx';
import { sessionCrumbs } from '../shell/crumbs.ts';
import type { TabOf } from '../shell/tab-ref.ts';
import { MissingPart } from './MissingPart.tsx';
import { nodeKeys } from './node-keys.ts';
import './nodes.css';

/** A node: scratch and summary side by side, both live. */
export default function NodeView({ tab, tabId }: { tab: TabOf<'node'>; tabId: string }) {
  const keys = nodeKeys(tab);
  const scratch = useDocument(tab.store, keys.scratch, tabId);
  const summary = useDocument(tab.store, keys.summary, tabId);
  const readOnly = useReadOnly(summary);
  const used = useActivePane(({ pane }) => pane?.document.key);
  const [session] = sessionCrumbs(tab.store, tab.session).slice(1);
  const crumbs = [...(session ? [session] : []), { label: tab.workflow }, { label: tab.node || '(no name)' }];
  return (
    <div className="document-view">
      <DocumentHead crumbs={crumbs}>
        <HistoryButton store={tab.store} fileKey={used === keys.scratch ? keys.scratch : keys.summary} />
        {!readOnly && <SaveButton tab={tabId} store={tab.store} />}
      </DocumentHead>
      <Group className="node-panes" orientation="horizontal">
        <Panel id="scratch" minSize="20%" defaultSize="46%">
          <DocumentPane
            document={scratch}
            title="Scratch"
            kind="scratch"
            focus={tab.part === 'scratch'}
            missing={<MissingPart node={tab} part="scratch" document={scratch} />}
          />
        </Panel>
        <Separator className="frame-separator" aria-label="Width of scratch and summary" />
        <Panel id="summary" minSize="20%">
          <DocumentPane
            document={summary}
            title="Summary"
            kind="summary"
            focus={tab.part !== 'scratch'}
            missing={<MissingPart node={tab} part="summary" document={summary} />}
          />
        </Panel>
      </Group>
    </div>
  );
}
