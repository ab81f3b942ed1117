import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';

/** Says below a control, or below a text, what was wrong with what was asked for. */
export function FormError({ id, children }: { id?: string | undefined; children: ReactNode }) {
  return (
    <p id={id} className="form-error" role="alert">
      <Icon name="error" />
      <span>{children}</span>
    </p>
  );
}
