import { useState } from 'react';
import { FormError } from '#ui/components/FormError.tsx';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { Button } from '../components/Button.tsx';
import { EmptyState } from '../components/EmptyState.tsx';
import type { OpenDocument } from '../documents/open-document.ts';
import { useReadOnly } from '../documents/read-only.ts';
import { SessionGone } from '../documents/SessionGone.tsx';
import { openHistory } from '../history/open-history.ts';
import { useTimeline } from '../history/use-timeline.ts';
import { isEnd } from '../history/version-words.ts';
import { useSessionGone } from '../sessions/session-gone.ts';
import type { TabOf } from '../shell/tab-ref.ts';
import { formatExact } from '../words/times.ts';

type Part = 'scratch' | 'summary';

const words = {
  scratch: {
    title: 'No scratch',
    text: 'A node that is given the results of other nodes gets them here when it runs. This one has none.',
    create: 'Create scratch',
  },
  summary: {
    title: 'No summary yet',
    text: 'What the node concludes is written here when it has run, and is what later agents are given.',
    create: 'Create summary',
  },
} as const;

/** The end of a file that was there once, as far as its history knows. */
function useEnd({ store, key }: OpenDocument) {
  const newest = useTimeline(store, key, 1).versions?.[0];
  return newest && isEnd(newest) ? newest : null;
}

/** Stands in the place of a node's file that does not exist: says what became of it, and offers to create it. */
export function MissingPart({
  node,
  part,
  document,
}: {
  node: TabOf<'node'>;
  part: Part;
  document: OpenDocument;
}) {
  const [problem, setProblem] = useState<string | null>(null);
  const readOnly = useReadOnly(document);
  const end = useEnd(document);
  const sessionGone = useSessionGone(node.store, node.session);
  if (sessionGone) return <SessionGone document={document} session={node.session} />;
  const create = async () => {
    setProblem(null);
    try {
      const { store, session, workflow, node: id } = node;
      await client.sessions.createNode({ store, session, workflow, node: id, part });
      await document.load();
    } catch (error) {
      setProblem(describeError(error).message);
    }
  };
  return (
    <EmptyState
      title={end ? `The ${part} was deleted` : words[part].title}
      actions={
        <>
          {end && (
            <Button
              variant="outline"
              icon="history"
              onClick={() => openHistory(document.store, document.key)}
            >
              Show its history
            </Button>
          )}
          {!readOnly && (
            <Button variant="outline" icon="plus" onClick={() => void create()}>
              {words[part].create}
            </Button>
          )}
        </>
      }
    >
      {end ? (
        <p>
          {end.reason === 'delete' ? 'You deleted it' : 'It was deleted outside'} on {formatExact(end.at)}.
          What it held can be looked at in its history, and restored from there.
        </p>
      ) : (
        <p>{words[part].text}</p>
      )}
      {problem && <FormError>{problem}</FormError>}
    </EmptyState>
  );
}
