import { type DragEvent, type KeyboardEvent, useEffect, useRef } from 'react';
import { DirtyDot } from '../components/DirtyDot.tsx';
import { Icon } from '../components/Icon.tsx';
import { ContextMenu, Menu, type MenuItem } from '../components/Menu.tsx';
import { useIsDirty } from './dirty.ts';
import type { Tab } from './tab-list.ts';
import { activateTab, closeTabs, keepTab, moveTab, useTabs } from './tabs.ts';
import { tabIcon, tabPath, tabTitle } from './views.tsx';

const dragType = 'application/x-agentflow-tab';

function menuOf(tab: Tab): MenuItem[] {
  const { tabs } = useTabs.getState();
  const index = tabs.findIndex((other) => other.id === tab.id);
  const idsOf = (some: readonly Tab[]) => some.map((other) => other.id);
  return [
    { label: 'Close', icon: 'close', keys: 'Alt+W', run: () => void closeTabs([tab.id]) },
    {
      label: 'Close others',
      disabled: tabs.length < 2,
      run: () => void closeTabs(idsOf(tabs.filter((other) => other.id !== tab.id))),
    },
    {
      label: 'Close to the right',
      disabled: index === tabs.length - 1,
      run: () => void closeTabs(idsOf(tabs.slice(index + 1))),
    },
    ...(tab.preview ? (['separator', { label: 'Keep open', run: () => keepTab(tab.id) }] as const) : []),
  ];
}

/** Whether a click was on a tab's cross. That is no button: a tab may hold none, and by keyboard Delete closes it. */
function isClose(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[data-close]') !== null;
}

function TabItem({ tab, index, active }: { tab: Tab; index: number; active: boolean }) {
  const dirty = useIsDirty(tab.id);
  const title = tabTitle(tab.ref);
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!active) return;
    const show = () => ref.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    show();
    window.addEventListener('resize', show);
    return () => window.removeEventListener('resize', show);
  }, [active]);
  const drop = (event: DragEvent) => {
    const id = event.dataTransfer.getData(dragType);
    if (id) moveTab(id, index);
  };
  const classes = ['tab'];
  if (active) classes.push('tab-active');
  if (tab.preview) classes.push('tab-preview');
  return (
    <ContextMenu items={() => menuOf(tab)}>
      <div
        ref={ref}
        role="tab"
        id={`tab-${tab.id}`}
        aria-selected={active}
        aria-controls="tab-panel"
        tabIndex={active ? 0 : -1}
        className={classes.join(' ')}
        title={tabPath(tab.ref)}
        draggable
        onDragStart={(event) => event.dataTransfer.setData(dragType, tab.id)}
        onDragOver={(event) => event.dataTransfer.types.includes(dragType) && event.preventDefault()}
        onDrop={drop}
        onMouseDown={(event) => {
          if (event.button === 0 && !isClose(event.target)) activateTab(tab.id);
        }}
        onClick={(event) => isClose(event.target) && void closeTabs([tab.id])}
        onAuxClick={(event) => event.button === 1 && void closeTabs([tab.id])}
        onDoubleClick={() => keepTab(tab.id)}
        onKeyDown={(event) => {
          if (event.key === 'Delete') void closeTabs([tab.id]);
        }}
      >
        <Icon name={tabIcon(tab.ref)} />
        <span className="tab-name">{title}</span>
        <span className="tab-end">
          {dirty && <DirtyDot />}
          <span className="tab-close" title="Close" data-close>
            <Icon name="close" />
          </span>
        </span>
      </div>
    </ContextMenu>
  );
}

/** Arrow keys move between tabs and show them. */
function onArrows(event: KeyboardEvent<HTMLDivElement>): void {
  const { tabs, active } = useTabs.getState();
  const index = tabs.findIndex((tab) => tab.id === active);
  const to = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: tabs.length - 1 }[event.key];
  const next = to === undefined || event.altKey ? undefined : tabs[to];
  if (!next) return;
  event.preventDefault();
  activateTab(next.id);
  const bar = event.currentTarget;
  requestAnimationFrame(() => bar.querySelector<HTMLElement>('[aria-selected="true"]')?.focus());
}

/** The row of open tabs. */
export function TabBar() {
  const tabs = useTabs((state) => state.tabs);
  const active = useTabs((state) => state.active);
  if (tabs.length === 0) return null;
  const all = tabs.map((tab) => ({
    label: tabTitle(tab.ref),
    icon: tabIcon(tab.ref),
    checked: tab.id === active,
    run: () => activateTab(tab.id),
  }));
  return (
    <div className="tabbar">
      <div className="tabbar-tabs" role="tablist" aria-label="Open tabs" tabIndex={-1} onKeyDown={onArrows}>
        {tabs.map((tab, index) => (
          <TabItem key={tab.id} tab={tab} index={index} active={tab.id === active} />
        ))}
      </div>
      <Menu items={all}>
        <button type="button" className="icon-button" aria-label="All tabs">
          <Icon name="chevron-down" />
        </button>
      </Menu>
    </div>
  );
}
