import { setJsonValue } from '#shared/format/patch-json.ts';
import { parsePythonTime } from '#shared/format/python-time.ts';
import { Button, Link } from '../components/Button.tsx';
import { Field } from '../components/Field.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { TextField } from '../components/TextField.tsx';
import type { TextBuffer } from '../documents/buffer.ts';
import { EntryRows } from './EntryRows.tsx';
import { setJsonSource } from './record-edits.ts';
import type { Entry, RecordForm as Form } from './record-form.ts';
import { useFieldEdits } from './use-record-text.ts';
import { ValueField } from './ValueField.tsx';

/** A conversation is no matter for a field. */
const holdsMessages = ({ key, value }: Entry) => key === 'messages' && value.startsWith('[');

interface RecordFormProps {
  buffer: TextBuffer;
  text: string;
  form: Form;
  readOnly: boolean;
  /** Shows the `messages` that the record holds. */
  onMessages: () => void;
}

const statuses = ['active', 'completed', 'error'].map((value) => ({ value, label: value }));

interface TextRowProps {
  label: string;
  name: string;
  entry: Entry | undefined;
  hint?: string | undefined;
  readOnly: boolean;
  mono?: boolean;
  set: (name: string, value: string) => void;
  setSource: (name: string, source: string) => void;
}

/** One of the library's fields. What is no text in the file is shown and edited as the JSON that it is. */
function FieldRow({ label, name, entry, hint, readOnly, mono = false, set, setSource }: TextRowProps) {
  const notText = entry?.kind === 'json';
  return (
    <Field label={label} hint={notText ? 'This is no text in the file; it is shown as JSON.' : hint}>
      {(control) =>
        notText ? (
          <ValueField
            entry={entry}
            label={label}
            readOnly={readOnly}
            onChange={(source) => setSource(name, source)}
          />
        ) : (
          <TextField
            {...control}
            mono={mono}
            placeholder={entry ? '' : 'not in the record'}
            readOnly={readOnly}
            value={entry?.value ?? ''}
            onChange={(value) => set(name, value)}
          />
        )
      }
    </Field>
  );
}

/** A record as a form. Every change patches the text where the value stands, and nothing else of it. */
export function RecordForm({ buffer, text, form, readOnly, onMessages }: RecordFormProps) {
  const edit = useFieldEdits(buffer);
  const set = (name: string, value: string) => edit(name, setJsonValue(text, [name], value));
  const setSource = (name: string, source: string) => edit(name, setJsonSource(text, [name], source));
  const row = (name: string) => ({ name, entry: form.fields.get(name), readOnly, set, setSource });
  const status = form.fields.get('status');
  const created = form.fields.get('created_at');
  const oddTime = created?.kind === 'text' && parsePythonTime(created.value) === null;
  const metadata = form.fields.get('metadata');
  return (
    <form className="record-form" onSubmit={(event) => event.preventDefault()}>
      <FieldRow label="Id" mono {...row('id')} />
      <FieldRow label="Agent" {...row('agent')} />
      <FieldRow label="Workflow" {...row('workflow')} />
      <FieldRow
        label="Status"
        {...row('status')}
        hint={status ? undefined : 'Where it is missing, the library reads “active”.'}
      />
      <div className="record-statuses">
        <Segmented
          label="Known statuses"
          value={status?.value ?? ''}
          options={statuses.map((option) => ({ ...option, disabled: readOnly }))}
          onChange={(value) => set('status', value)}
        />
      </div>
      <FieldRow
        label="Created at"
        mono
        {...row('created_at')}
        hint={
          oddTime
            ? 'This is no ISO time; the session is sorted by the time of its file instead.'
            : 'An ISO time, e.g. 2026-03-09T12:00:00.123456+00:00.'
        }
      />
      <h3>Metadata</h3>
      {form.metadata ? (
        <EntryRows
          label="Metadata"
          entries={form.metadata}
          path={['metadata']}
          text={text}
          readOnly={readOnly}
          onEdit={edit}
        />
      ) : metadata ? (
        <FieldRow label="Value" {...row('metadata')} />
      ) : (
        <Button
          icon="plus"
          className="entry-add"
          disabled={readOnly}
          onClick={() => edit('metadata', setJsonValue(text, ['metadata'], {}))}
        >
          Add metadata
        </Button>
      )}
      {form.others.length > 0 && (
        <>
          <h3>Other keys</h3>
          {form.others.some(holdsMessages) && (
            <p className="record-hint">
              The record holds <b>messages</b>. <Link onClick={onMessages}>Show them as a conversation</Link>
            </p>
          )}
          <p className="record-hint">
            The library does not know these, and drops them when it rewrites the record. This app keeps them.
          </p>
          <EntryRows
            label="Other keys"
            entries={form.others.filter((entry) => !holdsMessages(entry))}
            path={[]}
            text={text}
            readOnly={readOnly}
            onEdit={edit}
          />
        </>
      )}
    </form>
  );
}
