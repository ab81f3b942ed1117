import { useState } from 'react';
import type { SessionContents } from '#shared/model/session.ts';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { announce } from '../client/events.ts';
import { Button } from '../components/Button.tsx';
import { Icon } from '../components/Icon.tsx';
import { Menu } from '../components/Menu.tsx';
import { Notice } from '../components/Notice.tsx';
import { StatusGlyph, statusOf } from '../components/StatusGlyph.tsx';
import { openTab } from '../shell/tabs.ts';
import { useStore } from '../stores/stores.ts';
import { formatBytes } from '../words/numbers.ts';
import { PartHead } from './PartHead.tsx';
import { metadataOf } from './record-metadata.ts';
import { useSmallText } from './use-small-text.ts';

interface RecordSummaryProps {
  store: StoreId;
  contents: SessionContents;
}

const statuses = ['active', 'completed', 'error'];

/** What the session's record says. Its status can be changed here. */
export function RecordSummary({ store, contents }: RecordSummaryProps) {
  const { id, facts, record } = contents;
  const text = useSmallText(store, record);
  const metadata = text.state === 'read' ? metadataOf(text.text) : [];
  const openRecord = () => openTab({ kind: 'record', store, session: id });
  // What is wrong with it, or that there is none, is said above all.
  if (!record || facts.problem !== null) return null;
  return (
    <section className="session-part session-record" aria-label="Record">
      <PartHead title="Record" note={`session.json, ${formatBytes(record.size)}`}>
        <Button onClick={openRecord}>Open</Button>
      </PartHead>
      <dl className="record-facts">
        <dt>Agent</dt>
        <dd>{facts.agent || <span className="text-3">none</span>}</dd>
        <dt>Workflow</dt>
        <dd>{facts.workflow || <span className="text-3">none</span>}</dd>
        <dt>Status</dt>
        <dd>
          <StatusChoice store={store} contents={contents} />
        </dd>
        {facts.createdAt !== null && (
          <>
            <dt>Created</dt>
            <dd className="mono ellipsis" title={facts.createdAt}>
              {facts.createdAt}
            </dd>
          </>
        )}
        {metadata.map(({ key, value }, index) => (
          <MetadataRow key={`${key} ${index.toString()}`} name={key} value={value} />
        ))}
      </dl>
    </section>
  );
}

function MetadataRow({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="mono ellipsis" title={name}>
        {name}
      </dt>
      <dd className="mono ellipsis" title={value}>
        {value}
      </dd>
    </>
  );
}

function StatusChoice({ store, contents: { id, facts } }: RecordSummaryProps) {
  const readOnly = useStore(store)?.readOnly ?? true;
  const [problem, setProblem] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const glyph = <StatusGlyph status={statusOf(facts.status, facts.problem !== null)} />;
  const word = facts.status || 'none';
  if (readOnly)
    return (
      <span className="status-word">
        {glyph} {word}
      </span>
    );
  const choose = async (status: string) => {
    setProblem(null);
    setSaving(true);
    try {
      await client.sessions.setStatus({ store, session: id, status });
      announce({ kind: 'changed', store, keys: [`sessions/${id}/session.json`] });
    } catch (error) {
      setProblem(describeError(error).message);
    } finally {
      setSaving(false);
    }
  };
  const others = statuses.includes(facts.status) || !facts.status ? statuses : [facts.status, ...statuses];
  return (
    <>
      <Menu
        align="start"
        items={others.map((status) => ({
          label: status,
          checked: status === facts.status,
          run: () => void choose(status),
        }))}
      >
        <button
          type="button"
          className="status-choice"
          aria-label={`Status ${word}, change it`}
          disabled={saving}
        >
          {glyph} {word} <Icon name="chevron-down" />
        </button>
      </Menu>
      {problem && <Notice kind="error">{problem}</Notice>}
    </>
  );
}
