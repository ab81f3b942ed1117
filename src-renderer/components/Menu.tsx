import { ContextMenu as RadixContext, DropdownMenu as RadixMenu } from 'radix-ui';
import { type ReactElement, type ReactNode, useRef } from 'react';
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

/** Does what was chosen once the menu has given the focus back, so that a dialog knows where to return it to. */
function useAfterClose() {
  const chosen = useRef<(() => void) | null>(null);
  return {
    choose: (run: () => void) => {
      chosen.current = run;
    },
    onCloseAutoFocus: () => {
      if (chosen.current) queueMicrotask(chosen.current);
      chosen.current = null;
    },
  };
}

interface ItemsProps {
  items: readonly MenuItem[];
  parts: Parts;
  choose: (run: () => void) => void;
}

function Items({ items, parts, choose }: ItemsProps) {
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
        onSelect={() => choose(item.run)}
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
  const { choose, onCloseAutoFocus } = useAfterClose();
  return (
    <RadixMenu.Root>
      <RadixMenu.Trigger asChild>{children}</RadixMenu.Trigger>
      <RadixMenu.Portal>
        <RadixMenu.Content
          className="menu"
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={onCloseAutoFocus}
        >
          <Items items={items} parts={RadixMenu} choose={choose} />
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
  const { choose, onCloseAutoFocus } = useAfterClose();
  return (
    <RadixContext.Root>
      <RadixContext.Trigger asChild>{children}</RadixContext.Trigger>
      <RadixContext.Portal>
        <RadixContext.Content className="menu" collisionPadding={8} onCloseAutoFocus={onCloseAutoFocus}>
          <LazyItems items={items} choose={choose} />
        </RadixContext.Content>
      </RadixContext.Portal>
    </RadixContext.Root>
  );
}

function LazyItems({ items, choose }: { items: () => readonly MenuItem[]; choose: ItemsProps['choose'] }) {
  return <Items items={items()} parts={RadixContext} choose={choose} />;
}
