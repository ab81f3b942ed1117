import { useId } from 'react';
import { FormError } from '#ui/components/FormError.tsx';
import { Checkbox } from '../components/Checkbox.tsx';
import { TextField } from '../components/TextField.tsx';
import { useStore } from '../stores/stores.ts';
import { aboutOf, type Choice, lacksBucket } from './import-choice.ts';

interface ImportRowProps {
  choice: Choice;
  onChange: (choice: Choice) => void;
}

/** One connection that could be added. */
export function ImportRow({ choice, onChange }: ImportRowProps) {
  const { candidate, chosen, bucket, problem } = choice;
  const known = useStore(candidate.known);
  const note = useId();
  return (
    <li className="import-row">
      <Checkbox
        checked={chosen}
        disabled={candidate.location === null}
        aria-describedby={note}
        onChange={(next) => onChange({ ...choice, chosen: next, problem: null })}
      >
        {candidate.name}
      </Checkbox>
      {lacksBucket(candidate) && (
        <TextField
          mono
          placeholder="bucket, or s3://bucket/prefix"
          aria-label={`Bucket for ${candidate.name}`}
          aria-invalid={problem !== null || undefined}
          value={bucket}
          onChange={(text) =>
            onChange({ ...choice, bucket: text, chosen: text.trim() !== '', problem: null })
          }
          maxLength={4096}
        />
      )}
      <p id={note} className="import-note">
        {aboutOf(candidate)}
        {known && ` In the list as “${known.name}”: this would be a second connection to it.`}
      </p>
      {problem && <FormError>{problem}</FormError>}
    </li>
  );
}
