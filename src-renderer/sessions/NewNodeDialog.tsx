import { useId, useState } from 'react';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { announce } from '../client/events.ts';
import { Field } from '../components/Field.tsx';
import { FormDialog } from '../components/FormDialog.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { TextField } from '../components/TextField.tsx';
import type { TabOf } from '../shell/tab-ref.ts';
import { openTab } from '../shell/tabs.ts';
import { revealTab } from '../tree/reveal.ts';
import { closeDialog } from './dialogs.ts';
import { Suggestions } from './Suggestions.tsx';
import { useWorkflows } from './workflow-names.ts';
import './session-dialogs.css';

type Part = 'scratch' | 'summary';

const parts = [
  { value: 'summary', label: 'Summary' },
  { value: 'scratch', label: 'Scratch' },
] as const;

const purpose: Record<Part, string> = {
  summary: 'What later agents are given.',
  scratch: 'The node’s own working notes.',
};

interface NewNodeProps {
  store: StoreId;
  session: string;
  workflow: string;
}

/** Asks for a node's name and which of its files to make. */
export function NewNodeDialog({ store, session, workflow: given }: NewNodeProps) {
  const workflows = useWorkflows(store);
  const [workflow, setWorkflow] = useState(given);
  const [node, setNode] = useState('');
  const [part, setPart] = useState<Part>('summary');
  const [problem, setProblem] = useState<string | null>(null);
  const workflowList = useId();
  const nodeList = useId();
  const defined = workflows.find(({ name }) => name === workflow)?.nodes ?? [];

  const create = async () => {
    if (node === '') {
      setProblem('A node needs a name.');
      return false;
    }
    setProblem(null);
    const ref: TabOf<'node'> = { kind: 'node', store, session, workflow: workflow || 'default', node, part };
    try {
      const { key } = await client.sessions.createNode({ ...ref, part });
      announce({ kind: 'changed', store, keys: [key] });
      openTab(ref);
      revealTab(ref);
      return true;
    } catch (thrown) {
      const { code, message } = describeError(thrown);
      if (code !== 'EXISTS' && code !== 'INVALID_NAME') throw thrown;
      setProblem(message);
      return false;
    }
  };

  return (
    <FormDialog title="New node" verb="Create node" onClose={closeDialog} onSubmit={create}>
      <Field label="Workflow" hint="Left empty, it is “default”.">
        {(control) => (
          <TextField
            {...control}
            value={workflow}
            onChange={setWorkflow}
            list={workflowList}
            maxLength={1024}
            placeholder="default"
          />
        )}
      </Field>
      <Field label="Node" error={problem}>
        {(control) => (
          <TextField
            {...control}
            value={node}
            onChange={setNode}
            list={nodeList}
            maxLength={1024}
            autoFocus
          />
        )}
      </Field>
      <Field label="File" hint={`${purpose[part]} It starts empty.`}>
        {() => <Segmented wide label="File" value={part} options={parts} onChange={setPart} />}
      </Field>
      <Suggestions id={workflowList} values={workflows.map(({ name }) => name)} />
      <Suggestions id={nodeList} values={defined.map(({ id }) => id)} />
    </FormDialog>
  );
}
