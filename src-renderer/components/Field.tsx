import { type ReactNode, useId } from 'react';
import { FormError } from './FormError.tsx';

/** What a control takes from its field, to be spread on it. */
export interface FieldControl {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean | undefined;
}

interface FieldProps {
  label: string;
  /** What the field is called in code that looks for it, to put the focus there. */
  name?: string;
  /** One plain sentence beneath. */
  hint?: ReactNode;
  /** What is wrong, and what to do; takes the hint's place. */
  error?: string | null | undefined;
  children: (control: FieldControl) => ReactNode;
}

/** A label, a control and a hint, aligned in a form's two columns. */
export function Field({ label, name, hint, error, children }: FieldProps) {
  const id = useId();
  const described = error || hint ? `${id}-hint` : undefined;
  return (
    <div className="form-field" data-field={name}>
      <label className="form-label" htmlFor={id}>
        {label}
      </label>
      <div className="form-control">
        {children({ id, 'aria-describedby': described, 'aria-invalid': error ? true : undefined })}
        {error ? (
          <FormError id={described}>{error}</FormError>
        ) : (
          hint && (
            <p id={described} className="form-hint">
              {hint}
            </p>
          )
        )}
      </div>
    </div>
  );
}
