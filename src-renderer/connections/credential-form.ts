import { type CredentialKind, type S3Credentials, wantsKeys } from '#shared/model/s3-location.ts';
import type { S3Form } from './s3-form.ts';

type Texts = Pick<
  S3Form,
  | 'profile'
  | 'roleArn'
  | 'sessionName'
  | 'externalId'
  | 'mfaSerial'
  | 'source'
  | 'tokenFile'
  | 'startUrl'
  | 'ssoRegion'
  | 'accountId'
  | 'roleName'
>;

const empty: Texts = {
  profile: '',
  roleArn: '',
  sessionName: '',
  externalId: '',
  mfaSerial: '',
  source: 'default',
  tokenFile: '',
  startUrl: '',
  ssoRegion: '',
  accountId: '',
  roleName: '',
};

/** The fields of a way to sign in, for the form; those of other ways are empty. */
export function credentialTexts(credentials: S3Credentials): Texts {
  switch (credentials.kind) {
    case 'role': {
      const { kind: _, source, ...texts } = credentials;
      const profile = source.kind === 'profile' ? source.profile : '';
      return { ...empty, ...texts, profile, source: source.kind };
    }
    case 'sso':
    case 'web-identity':
    case 'profile':
    case 'process': {
      const { kind: _, ...texts } = credentials;
      return { ...empty, ...texts };
    }
    default:
      return empty;
  }
}

/** How to sign in, as the form says it. */
export function credentialsIn(form: S3Form): S3Credentials {
  const text = (name: Exclude<keyof Texts, 'source'>) => form[name].trim();
  const role = { roleArn: text('roleArn'), sessionName: text('sessionName') };
  switch (form.credentials) {
    case 'profile':
    case 'process':
      return { kind: form.credentials, profile: text('profile') };
    case 'sso':
      return {
        kind: 'sso',
        startUrl: text('startUrl'),
        ssoRegion: text('ssoRegion'),
        accountId: text('accountId'),
        roleName: text('roleName'),
      };
    case 'role':
      return {
        kind: 'role',
        ...role,
        externalId: text('externalId'),
        mfaSerial: text('mfaSerial'),
        source:
          form.source === 'profile' ? { kind: 'profile', profile: text('profile') } : { kind: form.source },
      };
    case 'web-identity':
      return { kind: 'web-identity', ...role, tokenFile: text('tokenFile') };
    default:
      return { kind: form.credentials };
  }
}

/** Whether keys are typed into the form. */
export function asksForKeys(form: S3Form): boolean {
  return wantsKeys({ credentials: credentialsIn(form) });
}

/** Whether a profile of the shared config files is named in the form. */
export function asksForProfile({ credentials, source }: Pick<S3Form, 'credentials' | 'source'>): boolean {
  return (
    credentials === 'profile' || credentials === 'process' || (credentials === 'role' && source === 'profile')
  );
}

/** Every way to sign in, in the order of the form. */
export const credentialKinds: readonly { value: CredentialKind; label: string }[] = [
  { value: 'default', label: 'Automatic' },
  { value: 'profile', label: 'Profile' },
  { value: 'keys', label: 'Keys' },
  { value: 'sso', label: 'Single sign-on' },
  { value: 'role', label: 'Role' },
  { value: 'web-identity', label: 'Web identity' },
  { value: 'process', label: 'Program' },
  { value: 'environment', label: 'Environment' },
  { value: 'anonymous', label: 'None' },
];

/** What each of them is, in a sentence. */
export const credentialWords: Record<CredentialKind, string> = {
  default: 'As the AWS tools find them: variables, config files, single sign-on, the machine’s role.',
  profile: 'A profile of the shared AWS config files, whatever it finds credentials by.',
  keys: 'An access key and its secret.',
  sso: 'IAM Identity Center. You sign in on a page of your company; the app shows the code for it.',
  role: 'Short-lived credentials of a role that other credentials may assume.',
  'web-identity': 'A role for the token of another identity provider, as in Kubernetes.',
  process: 'The program that a profile names as its credential_process.',
  environment: 'S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, as set where the app was started.',
  anonymous: 'Requests are not signed: for public buckets alone.',
};
