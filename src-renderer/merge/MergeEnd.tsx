import { useEffect, useRef } from 'react';
import { Button } from '../components/Button.tsx';
import { EmptyState } from '../components/EmptyState.tsx';
import { nameOfKey } from '../shell/names.ts';
import type { MergeSession } from './merge-session.ts';
import type { Outcome } from './merge-task.ts';
import { outcomeWords, sideWords } from './merge-words.ts';

interface MergeEndProps {
  session: MergeSession;
  outcome: Outcome;
  onOpenFile: () => void;
  onClose: () => void;
}

/** Says how the merge ended, and what was kept. */
export function MergeEnd({ session, outcome, onOpenFile, onClose }: MergeEndProps) {
  const open = useRef<HTMLButtonElement>(null);
  useEffect(() => open.current?.focus(), []);
  const { title, text } = outcomeWords(outcome, sideWords(session.task.key));
  return (
    <EmptyState
      title={title}
      actions={
        <>
          <Button ref={open} variant="primary" large onClick={onOpenFile}>
            Open {nameOfKey(session.task.key)}
          </Button>
          <Button variant="outline" large onClick={onClose}>
            Close this tab
          </Button>
        </>
      }
    >
      <p>{text}</p>
    </EmptyState>
  );
}
