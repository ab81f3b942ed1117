import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, type RefObject, useState } from 'react';

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** One or two sentences beneath the title. */
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the way out first. */
  actions: ReactNode;
  /** Where focus starts; for a deletion that is Cancel. Otherwise the first control. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** 400 for a question, 560 for a form. */
  width?: number;
}

type ContentProps = Omit<DialogProps, 'open' | 'onClose'>;

function Content({ title, description, children, actions, initialFocus, width = 400 }: ContentProps) {
  // It was opened by a command and has no trigger that the library could give the focus back to.
  const [opener] = useState(() => document.activeElement);
  return (
    <Radix.Content
      className="dialog"
      style={{ width }}
      {...(description ? {} : { 'aria-describedby': undefined })}
      onOpenAutoFocus={(event) => {
        if (!initialFocus?.current) return;
        event.preventDefault();
        initialFocus.current.focus();
      }}
      onCloseAutoFocus={(event) => {
        event.preventDefault();
        if (opener instanceof HTMLElement) opener.focus();
      }}
    >
      <Radix.Title className="dialog-title">{title}</Radix.Title>
      {description && <Radix.Description className="dialog-text">{description}</Radix.Description>}
      {children && <div className="dialog-body">{children}</div>}
      <div className="dialog-actions">{actions}</div>
    </Radix.Content>
  );
}

/** Asks before something happens. Esc and a click outside close it without doing anything; the focus goes back. */
export function Dialog({ open, onClose, ...content }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="scrim" />
        <Content {...content} />
      </Radix.Portal>
    </Radix.Root>
  );
}
