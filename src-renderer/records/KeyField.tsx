import { useState } from 'react';
import { FormError } from '#ui/components/FormError.tsx';
import { TextField } from '../components/TextField.tsx';

interface KeyFieldProps {
  value: string;
  /** Keys that stand beside it. */
  taken: readonly string[];
  label: string;
  readOnly: boolean;
  onChange: (key: string) => void;
}

/** The name of a key. A name that another key has stays here until it is another one. */
export function KeyField({ value, taken, label, readOnly, onChange }: KeyFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const isTaken = (key: string) => key !== value && taken.includes(key);
  const type = (key: string) => {
    setDraft(isTaken(key) ? key : null);
    if (!isTaken(key)) onChange(key);
  };
  return (
    <div className="entry-value">
      <TextField
        mono
        aria-label={label}
        aria-invalid={draft === null ? undefined : true}
        readOnly={readOnly}
        value={draft ?? value}
        onChange={type}
      />
      {draft !== null && <FormError>There is a key “{draft}” already.</FormError>}
    </div>
  );
}
