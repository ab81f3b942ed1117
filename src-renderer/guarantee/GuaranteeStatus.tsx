import { Popover } from 'radix-ui';
import { useState } from 'react';
import type { Store } from '#shared/model/store.ts';
import { Link } from '../components/Button.tsx';
import { Icon } from '../components/Icon.tsx';
import { Tooltip } from '../components/Tooltip.tsx';
import { openTab } from '../shell/tabs.ts';
import { setReadOnly } from '../stores/actions.ts';
import { GuaranteeList } from './GuaranteeList.tsx';
import { isUntried, levelWords } from './words.ts';
import './guarantee.css';

/** What a save is worth in a store, or why there is none; opens what each change is worth. */
export function GuaranteeStatus({ store }: { store: Store }) {
  const [isOpen, setOpen] = useState(false);
  const { guarantee, readOnlyReason } = store;
  if (!guarantee && !store.readOnly) return null;
  if (readOnlyReason === 'chosen' || !guarantee) {
    return (
      <span className="status-item">
        <Icon name="lock" />
        read-only
      </span>
    );
  }
  const denied = readOnlyReason === 'credentials';
  const act = (run: () => void) => {
    setOpen(false);
    run();
  };
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Tooltip text={denied ? deniedWords : guarantee.explanation} side="top">
        <Popover.Trigger asChild>
          <button type="button" className="status-item">
            <Icon name={denied ? 'lock' : guarantee.level === 'none' ? 'warning' : 'shield'} />
            {denied ? 'read-only' : levelWords[guarantee.level]}
          </button>
        </Popover.Trigger>
      </Tooltip>
      <Popover.Portal>
        <Popover.Content
          className="guarantee-popover"
          side="top"
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={denied ? 'Why the store is read-only' : 'What a change is worth here'}
        >
          {denied ? (
            <>
              <p>{deniedWords} Nothing was written to find that out.</p>
              <Link onClick={() => act(() => void setReadOnly(store.id, false))}>
                Try to change it anyway
              </Link>
            </>
          ) : (
            <>
              <h2>What a change is worth here</h2>
              <GuaranteeList guarantee={guarantee} />
            </>
          )}
          {store.location.kind === 's3' && (denied || isUntried(guarantee)) && (
            <Link onClick={() => act(() => openTab({ kind: 'connect', store: store.id }))}>
              {denied ? 'Test the connection' : 'Find out more by a test of the connection'}
            </Link>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

const deniedWords = 'These credentials may not write here.';
