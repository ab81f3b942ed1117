import { useState } from 'react';
import { FormError } from '#ui/components/FormError.tsx';
import { jsonProblem } from './record-edits.ts';
import type { Entry } from './record-form.ts';

interface ValueFieldProps {
  entry: Entry;
  label: string;
  readOnly: boolean;
  /** Called with text, or with JSON that is right. */
  onChange: (value: string) => void;
}

/** A value as text or as JSON. JSON that is not right yet stays here, with what is wrong beneath. */
export function ValueField({ entry, label, readOnly, onChange }: ValueFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const problem = draft === null ? null : jsonProblem(draft);
  const type = (value: string) => {
    const wrong = entry.kind === 'json' && jsonProblem(value) !== null;
    setDraft(wrong ? value : null);
    if (!wrong) onChange(value);
  };
  return (
    <>
      <textarea
        className={entry.kind === 'json' ? 'value-field mono' : 'value-field'}
        aria-label={label}
        aria-invalid={problem ? true : undefined}
        rows={1}
        spellCheck={false}
        readOnly={readOnly}
        value={draft ?? entry.value}
        onChange={(event) => type(event.target.value)}
      />
      {problem && <FormError>{problem} It is not taken over until it is right.</FormError>}
    </>
  );
}
