import { useEffect, useRef, useState } from 'react';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { Button } from '../components/Button.tsx';
import { FormDialog } from '../components/FormDialog.tsx';
import { Notice } from '../components/Notice.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { SkeletonRows } from '../components/Skeleton.tsx';
import { say } from '../shell/said.ts';
import { refreshStores } from '../stores/stores.ts';
import { plural } from '../words/numbers.ts';
import { ImportRow } from './ImportRow.tsx';
import { type Choice, choicesOf, nameOf, placeOf } from './import-choice.ts';
import { useList } from './list-state.ts';

const close = () => useList.setState({ dialog: null });

const sources = [
  { value: 'machine', label: 'This machine' },
  { value: 'file', label: 'A file' },
] as const;

type Source = (typeof sources)[number]['value'];

/** Adds what was chosen, one after the other; answers the choices that are left, each with why. */
async function addAll(choices: readonly Choice[]): Promise<{ left: Choice[]; added: number }> {
  const left: Choice[] = [];
  let added = 0;
  for (const choice of choices) {
    const place = choice.chosen ? placeOf(choice) : { problem: null };
    if ('problem' in place) {
      left.push({ ...choice, problem: place.problem ?? choice.candidate.problem });
      continue;
    }
    const { folder, colour, readOnly } = choice.candidate;
    const name = nameOf(choice, place.location);
    try {
      await client.connections.save({
        store: null,
        name,
        folder,
        colour,
        readOnly,
        location: place.location,
      });
      added += 1;
    } catch (error) {
      left.push({ ...choice, problem: describeError(error).message });
    }
  }
  await refreshStores();
  return { left, added };
}

function Import() {
  const [source, setSource] = useState<Source>('machine');
  const [choices, setChoices] = useState<readonly Choice[] | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [adding, setAdding] = useState(0);
  const file = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (source !== 'machine') return;
    const controller = new AbortController();
    client.connections.found(undefined, { signal: controller.signal }).then(
      (found) => setChoices(choicesOf(found)),
      (error) => controller.signal.aborted || setRefused(describeError(error).message),
    );
    return () => controller.abort();
  }, [source]);
  const choose = (next: Source) => {
    setSource(next);
    setChoices(null);
    setRefused(null);
  };
  const read = async (chosen: File | undefined) => {
    if (!chosen) return;
    setRefused(null);
    try {
      setChoices(choicesOf(await client.connections.readExport({ text: await chosen.text() })));
    } catch (error) {
      setChoices(null);
      setRefused(describeError(error).message);
    }
  };
  const submit = async () => {
    const { left, added } = await addAll(choices ?? []);
    setChoices(left);
    setAdding(adding + added);
    if (left.some((choice) => choice.chosen)) return false;
    if (adding + added > 0)
      say({ kind: 'info', text: `${plural(adding + added, 'connection was', 'connections were')} added.` });
    return adding + added > 0;
  };
  const chosen = choices?.filter((choice) => choice.chosen).length ?? 0;
  return (
    <FormDialog
      title="Import connections"
      description="What is in the list already stays as it is. No secret is read: keys are asked for when you connect."
      verb={chosen === 0 ? 'Add' : `Add ${plural(chosen, 'connection')}`}
      width={640}
      onClose={close}
      onSubmit={submit}
    >
      <div className="import-source">
        <Segmented label="Import from" value={source} options={sources} onChange={choose} />
        {source === 'file' && (
          <>
            <Button variant="outline" onClick={() => file.current?.click()}>
              Choose a file…
            </Button>
            <input
              ref={file}
              hidden
              type="file"
              aria-label="File of connections"
              accept=".json,application/json"
              onChange={(event) => void read(event.target.files?.[0])}
            />
          </>
        )}
      </div>
      {refused && <Notice kind="error">{refused}</Notice>}
      {!choices && !refused && source === 'machine' && <SkeletonRows label="Looking" rows={4} />}
      {choices?.length === 0 && adding === 0 && (
        <p className="text-2">
          {source === 'file'
            ? 'This file holds no connection.'
            : 'Neither S3_* nor AWS_* variables are set where the app was started, and the shared AWS config files name no profile.'}
        </p>
      )}
      {choices && choices.length > 0 && (
        <ul className="import-list" aria-label="What was found">
          {choices.map((choice) => (
            <ImportRow
              key={choice.id}
              choice={choice}
              onChange={(next) => setChoices(choices.map((each) => (each.id === next.id ? next : each)))}
            />
          ))}
        </ul>
      )}
    </FormDialog>
  );
}

/** Asks which connections to add: from a file, or of what is set up on this machine. */
export function ImportDialog() {
  return useList((state) => state.dialog === 'import') && <Import />;
}
