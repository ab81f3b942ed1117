import { useState } from 'react';
import type { Prompt } from '#shared/model/sign-in.ts';
import { Field } from '../components/Field.tsx';
import { FormDialog } from '../components/FormDialog.tsx';
import { TextField } from '../components/TextField.tsx';
import { answerPrompt, cancelPrompt } from './prompts.ts';
import { alsoWords } from './words.ts';

/** Asks for the code of a device for multi-factor authentication. */
export function CodeDialog({ prompt }: { prompt: Extract<Prompt, { kind: 'code' }> }) {
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const submit = async () => {
    const typed = code.replace(/\s/g, '');
    setMissing(typed === '');
    if (typed === '') return false;
    await answerPrompt(prompt, { kind: 'code', code: typed });
    return true;
  };
  return (
    <FormDialog
      title={`Sign in to ${prompt.name}`}
      description={
        <>
          Enter the code that this device shows now.
          {alsoWords(prompt)}
          <span className="mono sign-in-device">{prompt.serial}</span>
        </>
      }
      verb="Sign in"
      width={440}
      onClose={() => cancelPrompt(prompt)}
      onSubmit={submit}
    >
      <Field label="MFA code" error={missing ? 'Enter the code first.' : prompt.problem}>
        {(control) => (
          <TextField
            {...control}
            mono
            value={code}
            onChange={setCode}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={64}
          />
        )}
      </Field>
    </FormDialog>
  );
}
