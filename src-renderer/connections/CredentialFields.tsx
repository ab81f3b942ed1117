import { type Ref, useEffect, useState } from 'react';
import type { RoleSource } from '#shared/model/s3-location.ts';
import type { Profile } from '#shared/model/sign-in.ts';
import { providers } from '#shared/s3/providers.ts';
import { client } from '../client/client.ts';
import { Field } from '../components/Field.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { useAppInfo } from '../shell/app-info.ts';
import { asksForKeys, asksForProfile, credentialKinds, credentialWords } from './credential-form.ts';
import { KeyInputs, type KeyInputsHandle } from './KeyInputs.tsx';
import { type FormPartProps, TextLine } from './TextLine.tsx';

const sources: readonly { value: RoleSource['kind']; label: string }[] = [
  { value: 'default', label: 'Automatic' },
  { value: 'profile', label: 'Profile' },
  { value: 'keys', label: 'Keys' },
];

/** What becomes of keys after a restart, by what the host can do. */
export const keysSurvive = {
  encrypted: 'encrypted by the system, also for the next start',
  basic: 'also for the next start, but this system does not really encrypt them',
  file: 'in your file for secrets, also for the next start, and not encrypted',
  'session-only': 'in memory, until the app is closed',
} as const;

function useProfiles(): readonly Profile[] {
  const [profiles, setProfiles] = useState<readonly Profile[]>([]);
  useEffect(() => {
    const controller = new AbortController();
    client.signIn
      .profiles(undefined, { signal: controller.signal })
      .then(setProfiles)
      .catch(() => undefined);
    return () => controller.abort();
  }, []);
  return profiles;
}

function profileHint(profiles: readonly Profile[], name: string): string | undefined {
  if (profiles.length === 0) return 'The config files name no profile.';
  const profile = profiles.find((each) => each.name === name.trim());
  if (!profile) return undefined;
  const { summary, region } = profile;
  const sentence = `${summary.charAt(0).toUpperCase()}${summary.slice(1)}`;
  return region === '' ? `${sentence}.` : `${sentence}. Its region is ${region}.`;
}

function RoleFields(part: FormPartProps) {
  const { form, onChange } = part;
  return (
    <>
      <TextLine {...part} label="Role" field="roleArn" placeholder="arn:aws:iam::123456789012:role/Name" />
      <TextLine
        {...part}
        label="Session name"
        field="sessionName"
        maxLength={64}
        hint="Stands in the log of the account. Left empty, one is made up."
      />
      {form.credentials === 'web-identity' ? (
        <TextLine
          {...part}
          label="Token file"
          field="tokenFile"
          hint="Read anew whenever the credentials have run out."
        />
      ) : (
        <>
          <TextLine
            {...part}
            label="External ID"
            field="externalId"
            hint="Where the role’s policy asks for one; no secret."
          />
          <TextLine
            {...part}
            label="MFA device"
            field="mfaSerial"
            placeholder="arn:aws:iam::123456789012:mfa/name"
            hint="Its code is asked for whenever the role is assumed. Left empty, none is."
          />
          <Field label="Assumed with">
            {() => (
              <Segmented
                wide
                label="Assumed with"
                value={form.source}
                options={sources}
                onChange={(source) => onChange({ ...form, source })}
              />
            )}
          </Field>
        </>
      )}
    </>
  );
}

function SsoFields(part: FormPartProps) {
  return (
    <>
      <TextLine
        {...part}
        label="Start URL"
        field="startUrl"
        placeholder="https://acme.awsapps.com/start"
        hint="The address of the page where you choose an account."
      />
      <TextLine
        {...part}
        label="Its region"
        field="ssoRegion"
        placeholder="eu-central-1"
        hint="Of Identity Center, not of the bucket."
      />
      <TextLine {...part} label="Account" field="accountId" placeholder="123456789012" maxLength={12} />
      <TextLine
        {...part}
        label="Permission set"
        field="roleName"
        placeholder="ReadOnlyAccess"
        maxLength={64}
      />
    </>
  );
}

interface CredentialFieldsProps extends FormPartProps {
  keys: Ref<KeyInputsHandle>;
  keysKept: boolean;
}

/** How to sign in. */
export function CredentialFields({ keys, keysKept, ...part }: CredentialFieldsProps) {
  const { form, problems, onChange } = part;
  const profiles = useProfiles();
  const secrets = useAppInfo((state) => state.info?.capabilities.secrets ?? 'session-only');
  return (
    <>
      <Field label="Credentials" name="credentials" hint={credentialWords[form.credentials]}>
        {() => (
          <Segmented
            wide
            columns={3}
            label="Credentials"
            value={form.credentials}
            options={credentialKinds}
            onChange={(credentials) => onChange({ ...form, credentials })}
          />
        )}
      </Field>
      {form.credentials === 'sso' && <SsoFields {...part} />}
      {(form.credentials === 'role' || form.credentials === 'web-identity') && <RoleFields {...part} />}
      {asksForProfile(form) && (
        <TextLine
          {...part}
          label="Profile"
          field="profile"
          suggestions={profiles.map(({ name }) => name)}
          maxLength={256}
          hint={profileHint(profiles, form.profile)}
        />
      )}
      {asksForKeys(form) && (
        <KeyInputs
          ref={keys}
          kept={keysKept}
          lost={form.keys === 'typed'}
          onTyped={() => form.keys === 'typed' || onChange({ ...form, keys: 'typed' })}
          about={providers[form.preset].keys}
          survives={keysSurvive[secrets]}
          problem={problems.keys}
        />
      )}
    </>
  );
}
