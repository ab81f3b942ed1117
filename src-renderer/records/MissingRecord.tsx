import { useState } from 'react';
import { printPythonJson } from '#shared/format/python-json.ts';
import { pythonIsoFormat } from '#shared/format/python-time.ts';
import { FormError } from '#ui/components/FormError.tsx';
import { describeError } from '../client/errors.ts';
import { Button } from '../components/Button.tsx';
import { EmptyState } from '../components/EmptyState.tsx';
import type { OpenDocument } from '../documents/open-document.ts';
import { useReadOnly } from '../documents/read-only.ts';
import { SessionGone } from '../documents/SessionGone.tsx';
import { useSessionGone } from '../sessions/session-gone.ts';

/** A record as the library would create it now. */
function newRecord(id: string): string {
  const created_at = pythonIsoFormat(Date.now());
  return printPythonJson({ id, created_at, agent: '', workflow: '', status: 'active', metadata: {} });
}

/** Stands in the place of a record that does not exist, and offers to create it. */
export function MissingRecord({ document, session }: { document: OpenDocument; session: string }) {
  const [problem, setProblem] = useState<string | null>(null);
  const readOnly = useReadOnly(document);
  const sessionGone = useSessionGone(document.store, session);
  if (sessionGone) return <SessionGone document={document} session={session} />;
  const create = () =>
    document.create(newRecord(session)).catch((error) => setProblem(describeError(error).message));
  return (
    <EmptyState
      title="No record"
      actions={
        !readOnly && (
          <Button variant="outline" icon="plus" onClick={() => void create()}>
            Create the record
          </Button>
        )
      }
    >
      <p>
        There is no session.json. Runs of a workflow write none: the library treats this session as missing,
        but reads its notes.
      </p>
      {problem && <FormError>{problem}</FormError>}
    </EmptyState>
  );
}
