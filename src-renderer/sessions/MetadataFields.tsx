import { useRef } from 'react';
import { FormError } from '#ui/components/FormError.tsx';
import { Button } from '../components/Button.tsx';
import { IconButton } from '../components/IconButton.tsx';
import { TextField } from '../components/TextField.tsx';
import { kindOfValue, type MetadataProblem, type MetadataRow } from './metadata.ts';

interface MetadataFieldsProps {
  rows: readonly MetadataRow[];
  onChange: (rows: readonly MetadataRow[]) => void;
  /** What is wrong with one of the rows. */
  problem: MetadataProblem | null;
}

/** Keys and values, a row each. */
export function MetadataFields({ rows, onChange, problem }: MetadataFieldsProps) {
  const list = useRef<HTMLFieldSetElement>(null);
  const change = (id: number, part: Partial<MetadataRow>) =>
    onChange(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  const add = () => {
    const id = Math.max(0, ...rows.map((row) => row.id)) + 1;
    onChange([...rows, { id, key: '', value: '' }]);
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-row="${id}"] input`)?.focus(),
    );
  };
  return (
    <fieldset className="metadata-fields" aria-label="Metadata" ref={list}>
      {rows.map((row, index) => (
        <div key={row.id} className="metadata-row" data-row={row.id}>
          <TextField
            mono
            aria-label={`Key ${index + 1}`}
            placeholder="key"
            value={row.key}
            aria-invalid={problem?.row === row.id && problem.part === 'key'}
            onChange={(key) => change(row.id, { key })}
          />
          <TextField
            mono
            aria-label={`Value ${index + 1}`}
            placeholder="value"
            value={row.value}
            aria-invalid={problem?.row === row.id && problem.part === 'value'}
            onChange={(value) => change(row.id, { value })}
          />
          <span className="metadata-kind">{row.value !== '' && kindOfValue(row.value)}</span>
          <IconButton
            icon="close"
            label={`Remove ${row.key || `row ${index + 1}`}`}
            onClick={() => onChange(rows.filter((other) => other.id !== row.id))}
          />
          {problem?.row === row.id && <FormError>{problem.text}</FormError>}
        </div>
      ))}
      <Button icon="plus" className="metadata-add" onClick={add}>
        Add a key
      </Button>
    </fieldset>
  );
}
