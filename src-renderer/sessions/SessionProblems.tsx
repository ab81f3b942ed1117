import type { SessionContents } from '#shared/model/session.ts';
import type { StoreId } from '#shared/model/store.ts';
import { Link } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { openTab } from '../shell/tabs.ts';

const shown = 5;

/** What is wrong with a session, in words, above all else. */
export function SessionProblems({ store, contents }: { store: StoreId; contents: SessionContents }) {
  const { id, facts, record, problems, truncated } = contents;
  const openRecord = record && (
    <Link onClick={() => openTab({ kind: 'record', store, session: id })}>Open the record</Link>
  );
  return (
    <>
      {facts.problem && (
        <Notice kind="warning" actions={openRecord}>
          {facts.problem}
        </Notice>
      )}
      {facts.innerId !== null && (
        <Notice kind="warning" actions={openRecord}>
          The record says that its id is <span className="mono">{facts.innerId}</span>. The folder’s name
          counts.
        </Notice>
      )}
      {problems.slice(0, shown).map((problem) => (
        <Notice key={problem.key} kind="warning">
          <span className="mono">{problem.key}</span>: {problem.message}
        </Notice>
      ))}
      {problems.length > shown && (
        <Notice kind="warning">{problems.length - shown} more files could not be read.</Notice>
      )}
      {truncated && (
        <Notice kind="warning">
          This session holds more files than are listed here. The rest is not shown.
        </Notice>
      )}
    </>
  );
}
