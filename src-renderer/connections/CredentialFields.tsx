import { type Ref, useEffect, useId, useState } from 'react';
import { client } from '../client/client.ts';
import { Field } from '../components/Field.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { TextField } from '../components/TextField.tsx';
import { useAppInfo } from '../shell/app-info.ts';
import { KeyInputs, type KeyInputsHandle } from './KeyInputs.tsx';
import type { FormKind, S3Form } from './s3-form.ts';
import type { S3Problems } from './s3-problems.ts';

const kinds = [
  { value: 'default', label: 'Automatic' },
  { value: 'profile', label: 'Profile' },
  { value: 'environment', label: 'Environment' },
  { value: 'keys', label: 'Keys' },
  { value: 'anonymous', label: 'None' },
] as const;

const explanations: Record<FormKind, string> = {
  default: 'As the AWS tools find them: variables, config files, single sign-on, the machine’s role.',
  profile: 'A profile of the shared AWS config files, single sign-on and roles included.',
  environment: 'S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, as set where the app was started.',
  keys: 'An access key and its secret.',
  anonymous: 'Requests are not signed: for public buckets alone.',
};

/** What becomes of keys after a restart, by what the host can do. */
export const keysSurvive = {
  encrypted: 'encrypted by the system, also for the next start',
  basic: 'also for the next start, but this system does not really encrypt them',
  file: 'in your file for secrets, also for the next start, and not encrypted',
  'session-only': 'in memory, until the app is closed',
} as const;

function useProfiles(): readonly string[] {
  const [profiles, setProfiles] = useState<readonly string[]>([]);
  useEffect(() => {
    const controller = new AbortController();
    client.signIn
      .profiles(undefined, { signal: controller.signal })
      .then((found) => setProfiles(found.map(({ name }) => name)))
      .catch(() => undefined);
    return () => controller.abort();
  }, []);
  return profiles;
}

interface CredentialFieldsProps {
  form: S3Form;
  problems: S3Problems;
  onChange: (form: S3Form) => void;
  keys: Ref<KeyInputsHandle>;
  keysKept: boolean;
}

/** How to sign in. */
export function CredentialFields({ form, problems, onChange, keys, keysKept }: CredentialFieldsProps) {
  const profiles = useProfiles();
  const profileList = useId();
  const secrets = useAppInfo((state) => state.info?.capabilities.secrets ?? 'session-only');
  return (
    <>
      <Field label="Credentials" name="credentials" hint={explanations[form.credentials]}>
        {() => (
          <Segmented
            wide
            label="Credentials"
            value={form.credentials}
            options={kinds}
            onChange={(credentials) => onChange({ ...form, credentials })}
          />
        )}
      </Field>
      {form.credentials === 'profile' && (
        <Field
          label="Profile"
          error={problems.profile}
          hint={profiles.length === 0 ? 'The config files name no profile.' : undefined}
        >
          {(control) => (
            <>
              <TextField
                {...control}
                mono
                list={profileList}
                value={form.profile}
                onChange={(profile) => onChange({ ...form, profile })}
                maxLength={256}
              />
              <datalist id={profileList}>
                {profiles.map((profile) => (
                  <option key={profile} value={profile} />
                ))}
              </datalist>
            </>
          )}
        </Field>
      )}
      {form.credentials === 'keys' && (
        <KeyInputs ref={keys} kept={keysKept} survives={keysSurvive[secrets]} problem={problems.keys} />
      )}
    </>
  );
}
