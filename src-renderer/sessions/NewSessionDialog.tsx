import { useId, useState } from 'react';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { announce } from '../client/events.ts';
import { Field } from '../components/Field.tsx';
import { FormDialog } from '../components/FormDialog.tsx';
import { TextField } from '../components/TextField.tsx';
import { openTab } from '../shell/tabs.ts';
import { useStore } from '../stores/stores.ts';
import { revealTab } from '../tree/reveal.ts';
import { closeDialog } from './dialogs.ts';
import { MetadataFields } from './MetadataFields.tsx';
import { type MetadataProblem, type MetadataRow, readMetadata } from './metadata.ts';
import { Suggestions } from './Suggestions.tsx';
import { useWorkflows } from './workflow-names.ts';
import './session-dialogs.css';

const unique = (names: readonly (string | null)[]) => [...new Set(names)].filter((name) => name !== null);

/** Asks for what a new session needs. */
export function NewSessionDialog({ store }: { store: StoreId }) {
  const place = useStore(store)?.name;
  const workflows = useWorkflows(store);
  const [id, setId] = useState('');
  const [idProblem, setIdProblem] = useState<string | null>(null);
  const [agent, setAgent] = useState('');
  const [workflow, setWorkflow] = useState('');
  const [rows, setRows] = useState<readonly MetadataRow[]>([]);
  const [rowProblem, setRowProblem] = useState<MetadataProblem | null>(null);
  const workflowList = useId();
  const agentList = useId();

  const create = async () => {
    const reading = readMetadata(rows);
    if (reading.metadata === null) {
      setRowProblem(reading.problem);
      return false;
    }
    setIdProblem(null);
    setRowProblem(null);
    try {
      const { metadata } = reading;
      const made = await client.sessions.create({
        store,
        ...(id === '' ? {} : { id }),
        agent,
        workflow,
        metadata,
      });
      announce({ kind: 'changed', store, keys: [`sessions/${made.id}/session.json`] });
      const ref = { kind: 'session', store, session: made.id } as const;
      openTab(ref);
      revealTab(ref);
      return true;
    } catch (thrown) {
      const { code, message } = describeError(thrown);
      if (code !== 'EXISTS' && code !== 'INVALID_NAME') throw thrown;
      setIdProblem(message);
      return false;
    }
  };

  return (
    <FormDialog
      title="New session"
      description={`Writes a session record to ${place ?? 'the store'}. Nothing that exists is touched.`}
      verb="Create session"
      onClose={closeDialog}
      onSubmit={create}
    >
      <Field label="Id" hint="Left empty, a new UUID is made." error={idProblem}>
        {(control) => <TextField {...control} mono value={id} onChange={setId} maxLength={1024} />}
      </Field>
      <Field label="Agent">
        {(control) => (
          <TextField {...control} value={agent} onChange={setAgent} list={agentList} maxLength={500} />
        )}
      </Field>
      <Field label="Workflow">
        {(control) => (
          <TextField
            {...control}
            value={workflow}
            onChange={setWorkflow}
            list={workflowList}
            maxLength={500}
          />
        )}
      </Field>
      <div className="form-field">
        <span className="form-label">Metadata</span>
        <MetadataFields rows={rows} onChange={setRows} problem={rowProblem} />
      </div>
      <Suggestions
        id={agentList}
        values={unique(workflows.flatMap(({ nodes }) => nodes.map((node) => node.agent)))}
      />
      <Suggestions id={workflowList} values={workflows.map(({ name }) => name)} />
    </FormDialog>
  );
}
