import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, type RefObject, useRef } from 'react';

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

/** Asks before something happens. Esc and a click outside close it without doing anything. */
export function Dialog(props: DialogProps) {
  const { open, onClose, title, description, children, actions, initialFocus, width = 400 } = props;
  const opener = useRef<Element | null>(null);
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="scrim" />
        <Radix.Content
          className="dialog"
          style={{ width }}
          {...(description ? {} : { 'aria-describedby': undefined })}
          onOpenAutoFocus={(event) => {
            opener.current = document.activeElement;
            if (!initialFocus?.current) return;
            event.preventDefault();
            initialFocus.current.focus();
          }}
          onCloseAutoFocus={(event) => {
            // It was opened by a command and has no trigger that the library could give the focus back to.
            event.preventDefault();
            if (opener.current instanceof HTMLElement) opener.current.focus();
          }}
        >
          <Radix.Title className="dialog-title">{title}</Radix.Title>
          {description && <Radix.Description className="dialog-text">{description}</Radix.Description>}
          {children && <div className="dialog-body">{children}</div>}
          <div className="dialog-actions">{actions}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
