import { useRef, useState } from 'react';
import { Button } from '../components/Button.tsx';
import { Dialog } from '../components/Dialog.tsx';
import { useOpening } from './open.ts';
import './stores.css';

type Choice = NonNullable<ReturnType<typeof useOpening.getState>['choice']>;

function Asked({ choice }: { choice: Choice }) {
  const { place, candidates, answer } = choice;
  const [chosen, setChosen] = useState(0);
  const first = useRef<HTMLInputElement>(null);
  const root = candidates[chosen]?.path;
  return (
    <Dialog
      open
      onClose={() => answer(null)}
      width={560}
      title="Which of these is the store?"
      description={`More than one place in ${place} looks like one. Opening it writes nothing.`}
      initialFocus={first}
      actions={
        <>
          <Button variant="outline" large onClick={() => answer(null)}>
            Cancel
          </Button>
          <Button variant="primary" large disabled={root === undefined} onClick={() => answer(root ?? null)}>
            Open
          </Button>
        </>
      }
    >
      <div role="radiogroup" aria-label="Places that look like a store" className="root-choice">
        {candidates.map((candidate, index) => (
          <label key={candidate.path} className="root-candidate">
            <input
              ref={index === 0 ? first : undefined}
              type="radio"
              name="root"
              checked={index === chosen}
              onChange={() => setChosen(index)}
              onKeyDown={(event) => event.key === 'Enter' && answer(candidate.path)}
            />
            <span className="mono ellipsis">{nameOf(candidate.path)}</span>
            <span className="text-3 small">{candidate.why}</span>
          </label>
        ))}
      </div>
    </Dialog>
  );
}

function nameOf(path: string): string {
  if (path === '') return 'This place itself';
  return path === '..' ? 'The place above it' : `${path}/`;
}

/** Asks which of several places is the root of the store. */
export function RootChoice() {
  const choice = useOpening((state) => state.choice);
  return choice && <Asked choice={choice} />;
}
