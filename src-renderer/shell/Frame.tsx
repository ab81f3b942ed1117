import { useEffect } from 'react';
import { Group, Panel, type PanelImperativeHandle, Separator, usePanelRef } from 'react-resizable-panels';
import { ConnectionList } from '../connections/ConnectionList.tsx';
import { useList } from '../connections/list-state.ts';
import Inspector from '../inspector/Inspector.tsx';
import { useStores } from '../stores/stores.ts';
import { Sidebar } from '../tree/Sidebar.tsx';
import { Centre } from './Centre.tsx';
import { inspectorOpen, useLayout } from './layout.ts';
import { SaidNotice } from './SaidNotice.tsx';
import { useActiveTab } from './tabs.ts';

/** On first run the welcome page has the window to itself. */
function useSolo(): boolean {
  const kind = useActiveTab()?.ref.kind;
  const noneOpen = useStores(
    ({ stores }) => stores !== null && !stores.some((store) => store.state === 'open'),
  );
  return noneOpen && (kind === undefined || kind === 'welcome');
}

function keepWidths(sidebar: PanelImperativeHandle | null, inspector: PanelImperativeHandle | null): void {
  const tight = useLayout.getState().width === 'tight';
  const left = sidebar?.getSize().inPixels;
  const right = inspector?.getSize().inPixels;
  useLayout.setState({
    ...(left ? { [tight ? 'sidebarWidthTight' : 'sidebarWidth']: Math.round(left) } : {}),
    ...(right ? { inspectorWidth: Math.round(right) } : {}),
  });
}

/** Sidebar, centre and inspector, with the hairlines between them to drag. */
export function Frame() {
  const solo = useSolo();
  const tight = useLayout((state) => state.width === 'tight');
  const showSidebar = useLayout((state) => state.sidebarOpen) && !solo;
  const active = useActiveTab();
  // A connection has an X-ray in the place of the inspector, and the list of connections in that of the tree.
  const connecting = active?.ref.kind === 'connect';
  const listed = useList(({ treeBeside }) => connecting && treeBeside !== active.id);
  const showInspector = useLayout(inspectorOpen) && !solo && !connecting;
  const sidebar = usePanelRef();
  const inspector = usePanelRef();
  useEffect(() => {
    // The inspector may come or go by the same change: each set of panels keeps its own widths, and is set a frame later.
    const frame = requestAnimationFrame(() => {
      const { sidebarWidth, sidebarWidthTight } = useLayout.getState();
      sidebar.current?.resize(tight ? sidebarWidthTight : sidebarWidth);
    });
    return () => cancelAnimationFrame(frame);
  }, [tight, sidebar]);
  const { sidebarWidth, sidebarWidthTight, inspectorWidth } = useLayout.getState();
  return (
    <Group
      className="frame"
      role="main"
      onLayoutChanged={(_, { isUserInteraction }) => {
        if (isUserInteraction) keepWidths(sidebar.current, inspector.current);
      }}
    >
      {showSidebar && (
        <>
          <Panel
            id="sidebar"
            panelRef={sidebar}
            defaultSize={tight ? sidebarWidthTight : sidebarWidth}
            minSize={200}
            maxSize="50%"
            groupResizeBehavior="preserve-pixel-size"
          >
            <div className="sidebar-panel">
              {listed ? <ConnectionList /> : <Sidebar />}
              <SaidNotice />
            </div>
          </Panel>
          <Separator className="frame-separator" aria-label="Width of the sidebar" />
        </>
      )}
      <Panel id="centre" minSize={320} className="centre-panel">
        {!showSidebar && <SaidNotice />}
        <Centre />
      </Panel>
      {showInspector && (
        <>
          <Separator className="frame-separator" aria-label="Width of the inspector" />
          <Panel
            id="inspector"
            panelRef={inspector}
            defaultSize={inspectorWidth}
            minSize={200}
            maxSize="40%"
            groupResizeBehavior="preserve-pixel-size"
          >
            <Inspector />
          </Panel>
        </>
      )}
    </Group>
  );
}
