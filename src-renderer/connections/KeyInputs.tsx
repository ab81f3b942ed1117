import { type Ref, useImperativeHandle, useRef, useState } from 'react';
import { Field } from '../components/Field.tsx';
import type { KeysTyped } from './s3-problems.ts';

export interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** Keys on their way to main. */
export interface TakenKeys {
  keys: Keys;
  /** Main may not have got them: they stand in the inputs again, unless others were typed meanwhile. */
  giveBack: () => void;
}

/** How the form gets at the keys. */
export interface KeyInputsHandle {
  typed: () => Omit<KeysTyped, 'kept'>;
  /** Hands the keys over and empties the inputs: from then on they are main's alone. Null where none were typed. */
  take: () => TakenKeys | null;
}

interface KeyInputsProps {
  ref: Ref<KeyInputsHandle>;
  /** Main has keys for this bucket: the inputs may stay empty. */
  kept: boolean;
  /** Which keys are meant. */
  about?: string;
  /** Keys were typed before, and went with their inputs when the form was out of sight. */
  lost?: boolean;
  onTyped?: () => void;
  /** Whether what is kept survives a restart, in words. */
  survives: string;
  problem: string | undefined;
}

/** Inputs for static keys. Not controlled by React: what is typed is in no state, and gone once it is handed over. */
export function KeyInputs(props: KeyInputsProps) {
  const { ref, kept, about, lost = false, onTyped, survives, problem } = props;
  const [typed, setTyped] = useState(false);
  const access = useRef<HTMLInputElement>(null);
  const secret = useRef<HTMLInputElement>(null);
  const token = useRef<HTMLInputElement>(null);
  const inputs = [access, secret, token];
  const fill = (values: readonly string[]) => {
    for (const [index, { current }] of inputs.entries()) if (current) current.value = values[index] ?? '';
  };
  // A new round brings new inputs, so that not even their undo history holds what was typed.
  const [round, setRound] = useState(0);
  useImperativeHandle(ref, () => ({
    typed: () => ({
      accessKeyId: Boolean(access.current?.value.trim()),
      secretAccessKey: Boolean(secret.current?.value.trim()),
    }),
    take: () => {
      const values = inputs.map(({ current }) => current?.value.trim() ?? '');
      const [accessKeyId = '', secretAccessKey = '', sessionToken = ''] = values;
      fill([]);
      setRound((count) => count + 1);
      setTyped(false);
      if (!accessKeyId || !secretAccessKey) return null;
      const keys = { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
      const giveBack = () => {
        if (inputs.some(({ current }) => current?.value !== '')) return;
        fill(values);
        setTyped(true);
      };
      return { keys, giveBack };
    },
  }));
  const shared = {
    autoComplete: 'off',
    autoCapitalize: 'off',
    spellCheck: false,
    maxLength: 1024,
    onInput: () => {
      setTyped(true);
      onTyped?.();
    },
  };
  const gone = lost && !typed ? 'What you had typed here is kept nowhere. Enter the keys again.' : undefined;
  return (
    <div className="key-inputs" key={round}>
      <Field label="Access key" name="keys" error={problem ?? gone} hint={about}>
        {(control) => (
          <span className="text-field text-field-mono">
            <input
              {...control}
              {...shared}
              ref={access}
              type="text"
              placeholder={kept ? 'kept' : undefined}
            />
          </span>
        )}
      </Field>
      <Field label="Secret key">
        {(control) => (
          <span className="text-field text-field-mono">
            <input
              {...control}
              {...shared}
              ref={secret}
              type="password"
              placeholder={kept ? 'kept' : undefined}
            />
          </span>
        )}
      </Field>
      <Field
        label="Token"
        hint={
          kept ? `Keys are kept: ${survives}. Enter new ones to replace them.` : 'Only for keys that expire.'
        }
      >
        {(control) => (
          <span className="text-field text-field-mono">
            <input {...control} {...shared} ref={token} type="password" maxLength={8192} />
          </span>
        )}
      </Field>
    </div>
  );
}
