import type { FormEvent, ReactNode, Ref } from 'react';
import type { Store } from '#shared/model/store.ts';
import { Notice } from '../components/Notice.tsx';
import type { Xray } from '../xray/use-xray.ts';
import { ConnectActions } from './ConnectActions.tsx';
import { ConnectHead } from './ConnectHead.tsx';

interface ConnectFormProps {
  ref?: Ref<HTMLFormElement>;
  /** The connection that is changed; null: a new one. */
  store: Store | null;
  tabId: string;
  /** The form says that nothing may be written. */
  readOnly: boolean;
  /** Whether there is something to save. */
  edited: boolean;
  /** Why it could not be connected or saved. */
  refused: string | null;
  onConnect: (readOnly: boolean) => void;
  onSave: () => void;
  /** Left out where there is nothing to test. */
  xray?: Xray;
  /** A few words beside what can be done. */
  note?: string | undefined;
  children: ReactNode;
}

/** The frame of a connection's form: which one it is, its fields, and what can be done with it, always in sight. */
export function ConnectForm({
  ref,
  store,
  tabId,
  refused,
  onConnect,
  children,
  ...actions
}: ConnectFormProps) {
  return (
    <>
      <ConnectHead store={store} tabId={tabId} />
      <form
        ref={ref}
        className="connect"
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          onConnect(actions.readOnly);
        }}
      >
        <div className="connect-columns">{children}</div>
        {refused && <Notice kind="error">{refused}</Notice>}
        <ConnectActions {...actions} onConnect={onConnect} />
      </form>
    </>
  );
}
