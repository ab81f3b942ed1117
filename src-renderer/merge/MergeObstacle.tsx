import { useState } from 'react';
import { useStore } from 'zustand';
import { FormError } from '#ui/components/FormError.tsx';
import { describeError } from '../client/errors.ts';
import { Button } from '../components/Button.tsx';
import { EmptyState } from '../components/EmptyState.tsx';
import { copyText } from '../shell/clipboard.ts';
import { nameOfKey } from '../shell/names.ts';
import type { MergeSession } from './merge-session.ts';
import type { Obstacle } from './merge-task.ts';

interface MergeObstacleProps {
  session: MergeSession;
  obstacle: Obstacle;
  onOpenFile: () => void;
  onClose: () => void;
}

function wordsOf(obstacle: Obstacle, name: string): { title: string; text: string; write: string | null } {
  switch (obstacle.kind) {
    case 'gone':
      return {
        title: `${name} is not there any more`,
        text: 'It was deleted or moved outside. There is nothing to merge with; your text can be saved as a new file.',
        write: 'Save my text as a new file',
      };
    case 'not-text':
      return {
        title: `${name} cannot be merged any more`,
        text: `${obstacle.message} Your text can be put in its place; what is there now stays in History.`,
        write: 'Put my text back',
      };
    case 'nothing':
      return {
        title: 'There is nothing to merge',
        text: `The edits of ${name} that were to be merged are saved or dropped by now.`,
        write: null,
      };
  }
}

/** Says why the texts cannot be merged, and what can be done with mine. */
export function MergeObstacle({ session, obstacle, onOpenFile, onClose }: MergeObstacleProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const saving = useStore(session.state, (state) => state.saving);
  const name = nameOfKey(session.task.key);
  const { title, text, write } = wordsOf(obstacle, name);
  const carryOut = async (work: () => Promise<unknown>) => {
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(describeError(error).message);
    }
  };
  return (
    <EmptyState
      title={title}
      actions={
        <>
          {write && (
            <Button
              variant="primary"
              large
              disabled={saving}
              onClick={() => void carryOut(() => session.ending.writeMine())}
            >
              {write}
            </Button>
          )}
          {write && (
            <Button
              variant="outline"
              large
              onClick={() => void carryOut(async () => copyText(await session.ending.mineText()))}
            >
              Copy my text
            </Button>
          )}
          <Button variant="outline" large onClick={obstacle.kind === 'gone' ? onClose : onOpenFile}>
            {obstacle.kind === 'gone' ? 'Close this tab' : `Open ${name}`}
          </Button>
        </>
      }
    >
      <p>{text}</p>
      {problem && <FormError>{problem}</FormError>}
    </EmptyState>
  );
}
