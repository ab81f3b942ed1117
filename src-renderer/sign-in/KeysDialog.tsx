import { useRef, useState } from 'react';
import type { Prompt } from '#shared/model/sign-in.ts';
import { FormDialog } from '../components/FormDialog.tsx';
import { keysSurvive } from '../connections/CredentialFields.tsx';
import { KeyInputs, type KeyInputsHandle } from '../connections/KeyInputs.tsx';
import { useAppInfo } from '../shell/app-info.ts';
import { answerPrompt, cancelPrompt } from './prompts.ts';
import { alsoWords } from './words.ts';

/** Asks for keys in place of such as have expired, or are not kept any more. */
export function KeysDialog({ prompt }: { prompt: Extract<Prompt, { kind: 'keys' }> }) {
  const inputs = useRef<KeyInputsHandle>(null);
  const [missing, setMissing] = useState(false);
  const secrets = useAppInfo((state) => state.info?.capabilities.secrets ?? 'session-only');
  const survives = keysSurvive[secrets];
  const submit = async () => {
    const typed = inputs.current?.typed();
    const complete = typed?.accessKeyId === true && typed.secretAccessKey;
    setMissing(!complete);
    const taken = complete ? inputs.current?.take() : null;
    if (!taken) return false;
    await answerPrompt(prompt, { kind: 'keys', keys: taken.keys });
    return true;
  };
  return (
    <FormDialog
      title={`New keys for ${prompt.name}`}
      description={
        <>
          {prompt.problem ?? 'The keys of this store are not kept any more.'} Enter others: they are kept{' '}
          {survives}.{alsoWords(prompt)}
        </>
      }
      verb="Use these keys"
      onClose={() => cancelPrompt(prompt)}
      onSubmit={submit}
    >
      <KeyInputs
        ref={inputs}
        kept={false}
        survives={survives}
        problem={missing ? 'Enter the access key and its secret.' : undefined}
      />
    </FormDialog>
  );
}
