import { useId } from 'react';
import { type StoreColour, storeColours } from '#shared/model/store.ts';
import { Checkbox } from '../components/Checkbox.tsx';
import { Field } from '../components/Field.tsx';
import { TextField } from '../components/TextField.tsx';
import '../stores/colours.css';
import { useStores } from '../stores/stores.ts';
import type { Shown } from './shown.ts';

interface ColourChoiceProps {
  value: StoreColour | null;
  onChange: (colour: StoreColour | null) => void;
}

function ColourChoice({ value, onChange }: ColourChoiceProps) {
  const name = useId();
  return (
    <div className="colour-choice" role="radiogroup" aria-label="Colour">
      {[null, ...storeColours].map((colour) => (
        <label key={colour} className="colour-option" title={colour ?? 'none'}>
          <input
            type="radio"
            name={name}
            className={`store-colour store-colour-${colour ?? 'none'}`}
            aria-label={colour ?? 'none'}
            checked={value === colour}
            onChange={() => onChange(colour)}
          />
        </label>
      ))}
    </div>
  );
}

interface ShownFieldsProps<T extends Shown> {
  form: T;
  onChange: (form: T) => void;
  /** What it is called where no name is given. */
  usualName: string;
}

/** What a connection is called, where it stands in the list, and whether it may be written to. */
export function ShownFields<T extends Shown>({ form, onChange, usualName }: ShownFieldsProps<T>) {
  const folders = useId();
  const stores = useStores((state) => state.stores);
  const known = new Set(stores?.map(({ folder }) => folder).filter((folder) => folder !== ''));
  return (
    <>
      <Field label="Name">
        {(control) => (
          <TextField
            {...control}
            placeholder={usualName}
            value={form.name}
            onChange={(name) => onChange({ ...form, name })}
            maxLength={200}
          />
        )}
      </Field>
      <Field label="Group" hint="A heading of the list. A new name makes a new one.">
        {(control) => (
          <>
            <TextField
              {...control}
              list={folders}
              placeholder="none"
              value={form.folder}
              onChange={(folder) => onChange({ ...form, folder })}
              maxLength={200}
            />
            <datalist id={folders}>
              {[...known].map((folder) => (
                <option key={folder} value={folder} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <Field label="Colour">
        {() => <ColourChoice value={form.colour} onChange={(colour) => onChange({ ...form, colour })} />}
      </Field>
      <div className="form-indent">
        <Checkbox checked={form.readOnly} onChange={(readOnly) => onChange({ ...form, readOnly })}>
          Open read-only: nothing can be written or deleted
        </Checkbox>
      </div>
    </>
  );
}
