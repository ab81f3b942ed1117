import { useRef } from 'react';
import { removeJsonKey, setJsonValue } from '#shared/format/patch-json.ts';
import { Button } from '../components/Button.tsx';
import { IconButton } from '../components/IconButton.tsx';
import { Select } from '../components/Select.tsx';
import { KeyField } from './KeyField.tsx';
import { freeKey, jsonProblem, renameJsonKey, setJsonSource } from './record-edits.ts';
import type { Entry } from './record-form.ts';
import { ValueField } from './ValueField.tsx';

interface EntryRowsProps {
  /** e.g. “Metadata”. */
  label: string;
  entries: readonly Entry[];
  /** Where the keys stand in the record. */
  path: readonly string[];
  text: string;
  readOnly: boolean;
  /** Takes the patched text; `field` names what was edited. */
  onEdit: (field: string, text: string) => void;
}

const kinds = [
  { value: 'text', label: 'Text' },
  { value: 'json', label: 'JSON' },
] as const;

/** The text with a value as text, or as the JSON that it reads as. */
function withKind(text: string, path: readonly string[], entry: Entry, kind: Entry['kind']): string {
  if (kind === 'text') return setJsonValue(text, path, entry.value);
  return jsonProblem(entry.value) === null
    ? setJsonSource(text, path, entry.value)
    : setJsonValue(text, path, null);
}

/** Keys and values of an object, a row each, edited where they stand in the text. */
export function EntryRows({ label, entries, path, text, readOnly, onEdit }: EntryRowsProps) {
  const list = useRef<HTMLFieldSetElement>(null);
  const taken = entries.map((entry) => entry.key);
  // A row stays itself while its key is typed: it is named by its place.
  const rows = entries.map((entry, place) => ({ entry, place }));
  const add = () => {
    onEdit(`${label} add`, setJsonValue(text, [...path, freeKey(taken)], ''));
    requestAnimationFrame(() => {
      const added = list.current?.querySelector<HTMLInputElement>('.entry-row:last-of-type input');
      added?.focus();
      added?.select();
    });
  };
  return (
    <fieldset className="entry-rows" aria-label={label} ref={list}>
      {rows.map(({ entry, place }) => {
        const at = [...path, entry.key];
        const set = (value: string) =>
          entry.kind === 'text' ? setJsonValue(text, at, value) : setJsonSource(text, at, value);
        return (
          <div key={place} className="entry-row">
            <KeyField
              label={`Key ${place + 1} of ${label}`}
              value={entry.key}
              taken={taken}
              readOnly={readOnly}
              onChange={(key) => onEdit(`${label} ${place} key`, renameJsonKey(text, at, key))}
            />
            <Select
              aria-label={`Kind of ${entry.key}`}
              value={entry.kind}
              options={kinds}
              disabled={readOnly}
              onChange={(kind) => onEdit(`${label} ${place} kind`, withKind(text, at, entry, kind))}
            />
            <div className="entry-value">
              <ValueField
                key={entry.kind}
                entry={entry}
                label={`Value of ${entry.key}`}
                readOnly={readOnly}
                onChange={(value) => onEdit(`${label} ${place}`, set(value))}
              />
              {entry.twice && (
                <p className="form-hint">This key stands more than once; the last one counts.</p>
              )}
            </div>
            <IconButton
              icon="close"
              label={`Remove ${entry.key}`}
              disabled={readOnly}
              onClick={() => onEdit(`${label} remove`, removeJsonKey(text, at))}
            />
          </div>
        );
      })}
      <Button icon="plus" className="entry-add" disabled={readOnly} onClick={add}>
        Add a key
      </Button>
    </fieldset>
  );
}
