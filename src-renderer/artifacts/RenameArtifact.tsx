import { useState } from 'react';
import { baseName } from '#shared/format/keys.ts';
import { describeError } from '../client/errors.ts';
import { Field } from '../components/Field.tsx';
import { FormDialog } from '../components/FormDialog.tsx';
import { TextField } from '../components/TextField.tsx';
import { type ArtifactRef, renameArtifact, stopAsking, useRenaming } from './rename.ts';
import { artifactNameProblem } from './upload/upload-names.ts';

/** Selects the name without its folders and its extension, which rarely change. */
function selectStem(input: HTMLInputElement): void {
  const start = input.value.length - baseName(input.value).length;
  const dot = input.value.lastIndexOf('.');
  input.setSelectionRange(start, dot > start ? dot : input.value.length);
}

function Asked({ artifact }: { artifact: ArtifactRef }) {
  const [name, setName] = useState(artifact.name);
  const [problem, setProblem] = useState<string | null>(null);
  const rename = async () => {
    const wrong = name === artifact.name ? 'This is its name already.' : artifactNameProblem(name);
    setProblem(wrong);
    if (wrong !== null) return false;
    try {
      await renameArtifact(artifact, name);
      return true;
    } catch (error) {
      const { code, message } = describeError(error);
      if (code !== 'EXISTS' && code !== 'INVALID_NAME') throw error;
      setProblem(message);
      return false;
    }
  };
  return (
    <FormDialog
      title={`Rename ${baseName(artifact.name)}`}
      verb="Rename"
      width={480}
      onClose={stopAsking}
      onSubmit={rename}
    >
      <Field
        label="Name"
        hint="A “/” puts it into a folder. What refers to it by its old name is not changed."
        error={problem}
      >
        {(control) => (
          <TextField
            {...control}
            mono
            value={name}
            onChange={setName}
            maxLength={4096}
            onFocus={(event) => selectStem(event.currentTarget)}
          />
        )}
      </Field>
    </FormDialog>
  );
}

/** Asks for another name for an artifact. */
export function RenameArtifact() {
  const artifact = useRenaming((state) => state.artifact);
  return artifact && <Asked key={`${artifact.session}/${artifact.name}`} artifact={artifact} />;
}
