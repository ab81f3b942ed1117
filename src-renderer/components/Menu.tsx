import { ContextMenu as RadixContext, DropdownMenu as RadixMenu } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';
import { KeyCaps } from './KeyCaps.tsx';

/** One line of a menu; `separator` is a hairline. */
export type MenuItem =
  | 'separator'
  | {
      label: string;
      icon?: IconName | undefined;
      keys?: string | undefined;
      disabled?: boolean;
      /** Takes something away: written in red. */
      danger?: boolean;
      /** Part of a choice: shows a tick. */
      checked?: boolean;
      run: () => void;
    };

type Parts = typeof RadixMenu | typeof RadixContext;

function Items({ items, parts }: { items: readonly MenuItem[]; parts: Parts }) {
  return items.map((item, index) => {
    if (item === 'separator') {
      const above = items[index - 1];
      const name = typeof above === 'object' ? above.label : 'top';
      return <parts.Separator key={`below ${name}`} className="menu-separator" />;
    }
    const icon = item.checked ? 'check' : item.icon;
    return (
      <parts.Item
        key={item.label}
        className={item.danger ? 'menu-item menu-item-danger' : 'menu-item'}
        disabled={item.disabled ?? false}
        onSelect={item.run}
      >
        {icon ? <Icon name={icon} /> : <span className="menu-gap" />}
        <span className="menu-label">{item.label}</span>
        {item.keys && <KeyCaps keys={item.keys} />}
      </parts.Item>
    );
  });
}

interface MenuProps {
  items: readonly MenuItem[];
  /** One element that opens it. */
  children: ReactElement;
  align?: 'start' | 'end';
}

/** A menu beneath a button. */
export function Menu({ items, children, align = 'end' }: MenuProps) {
  return (
    <RadixMenu.Root>
      <RadixMenu.Trigger asChild>{children}</RadixMenu.Trigger>
      <RadixMenu.Portal>
        <RadixMenu.Content className="menu" align={align} sideOffset={4} collisionPadding={8}>
          <Items items={items} parts={RadixMenu} />
        </RadixMenu.Content>
      </RadixMenu.Portal>
    </RadixMenu.Root>
  );
}

interface ContextMenuProps {
  /** Asked when it opens. */
  items: () => readonly MenuItem[];
  children: ReactNode;
}

/** The menu of a right click, Shift+F10 or the menu key. */
export function ContextMenu({ items, children }: ContextMenuProps) {
  return (
    <RadixContext.Root>
      <RadixContext.Trigger asChild>{children}</RadixContext.Trigger>
      <RadixContext.Portal>
        <RadixContext.Content className="menu" collisionPadding={8}>
          <LazyItems items={items} />
        </RadixContext.Content>
      </RadixContext.Portal>
    </RadixContext.Root>
  );
}

function LazyItems({ items }: { items: () => readonly MenuItem[] }) {
  return <Items items={items()} parts={RadixContext} />;
}
