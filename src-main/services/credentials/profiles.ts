import { loadSsoSessionData, parseKnownFiles } from '@smithy/core/config';
import type { Profile, ProfileKind } from '#shared/model/sign-in.ts';
import type { SsoPlace } from './sso-place.ts';

type Section = Readonly<Record<string, string | undefined>>;

/** What finding credentials by a profile takes of a person. */
export interface ProfileNeeds {
  readonly sso: SsoPlace | null;
  readonly mfa: boolean;
}

/** The profiles of both shared AWS files, by name; none where there are no files. A broken file has none. */
export async function listProfiles(): Promise<Profile[]> {
  const { profiles, sessions } = await readFiles();
  return Object.entries(profiles)
    .filter(([name]) => !/^(sso-session|services)\./.test(name))
    .map(([name, section]) => describeProfile(name, section, sessions))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Follows a profile and those that it names as its source. */
export async function needsOf(profile: string | undefined): Promise<ProfileNeeds> {
  const { profiles, sessions } = await readFiles();
  const seen = new Set<string>();
  let mfa = false;
  let name = profile ?? process.env.AWS_PROFILE ?? 'default';
  while (!seen.has(name)) {
    seen.add(name);
    const section = profiles[name] ?? {};
    mfa ||= section.role_arn !== undefined && section.mfa_serial !== undefined;
    const isSource = section.role_arn === undefined || section.source_profile === undefined;
    if (isSource || section.source_profile === name) return { mfa, sso: ssoOf(section, sessions) };
    name = section.source_profile ?? name;
  }
  return { mfa, sso: null };
}

async function readFiles(): Promise<{
  profiles: Readonly<Record<string, Section>>;
  sessions: Readonly<Record<string, Section>>;
}> {
  const profiles = await parseKnownFiles({ ignoreCache: true });
  // By the reading above, which is kept.
  const sessions = await loadSsoSessionData();
  return { profiles, sessions };
}

function ssoOf(section: Section, sessions: Readonly<Record<string, Section>>): SsoPlace | null {
  const name = section.sso_session;
  const from = name === undefined ? section : sessions[name];
  const { sso_start_url: startUrl, sso_region: region } = from ?? {};
  if (startUrl === undefined || region === undefined) return null;
  return { startUrl, region, cachedAs: name ?? startUrl };
}

/** How each kind is told from its settings, in the order in which the SDK looks. */
const signs: readonly { kind: ProfileKind; settings: readonly string[] }[] = [
  { kind: 'role', settings: ['role_arn', 'source_profile'] },
  { kind: 'role', settings: ['role_arn', 'credential_source'] },
  { kind: 'keys', settings: ['aws_access_key_id', 'aws_secret_access_key'] },
  { kind: 'web-identity', settings: ['role_arn', 'web_identity_token_file'] },
  { kind: 'process', settings: ['credential_process'] },
  { kind: 'sso', settings: ['sso_account_id', 'sso_role_name'] },
  { kind: 'login', settings: ['login_session'] },
];

function describeProfile(
  name: string,
  section: Section,
  sessions: Readonly<Record<string, Section>>,
): Profile {
  const found = signs.filter(({ settings }) => settings.every((setting) => section[setting] !== undefined));
  const kinds = [...new Set(found.map(({ kind }) => kind))].filter(
    (kind) => kind !== 'sso' || ssoOf(section, sessions) !== null,
  );
  const kind = kinds.length > 1 ? 'mixed' : (kinds[0] ?? 'incomplete');
  return { name, kind, region: section.region ?? '', summary: summaryOf(kinds, section) };
}

const words: Record<ProfileKind, (section: Section) => string> = {
  keys: ({ aws_session_token: token }) => (token === undefined ? 'keys' : 'keys that expire'),
  sso: ({ sso_account_id: account, sso_role_name: role }) =>
    `single sign-on, account ${account}, role ${role}`,
  role: ({ role_arn: arn = '', mfa_serial: mfa, source_profile: source, credential_source: other }) =>
    `assumes ${arn.split('/').at(-1)} with ${source === undefined ? other : `profile ${source}`}${mfa === undefined ? '' : ', asks for an MFA code'}`,
  'web-identity': ({ role_arn: arn = '' }) => `assumes ${arn.split('/').at(-1)} with a token from a file`,
  process: () => 'runs a program',
  login: () => 'signed in by the AWS command line',
  mixed: () => '',
  incomplete: () => 'says no way to find credentials',
};

function summaryOf(kinds: readonly ProfileKind[], section: Section): string {
  if (kinds.length === 0) return words.incomplete(section);
  return kinds.map((kind) => words[kind](section)).join('; ');
}
