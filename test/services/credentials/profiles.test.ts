import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { listProfiles } from '#services/credentials/profiles.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'profiles-'));
  vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'credentials'));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

describe('profiles', () => {
  test('are those of both files, each with its kind and region, without sections of other kinds', async () => {
    await writeFile(
      join(folder, 'config'),
      `[default]
region = eu-central-1
[sso-session corp]
sso_start_url = https://acme.awsapps.example/start
sso_region = eu-west-1
[services local]
s3 =
  endpoint_url = http://127.0.0.1:9000
[profile people]
sso_session = corp
sso_account_id = 481516234200
sso_role_name = Reader
[profile nowhere]
sso_session = gone
sso_account_id = 481516234200
sso_role_name = Reader
[profile deep]
role_arn = arn:aws:iam::481516234200:role/AgentMemory
source_profile = people
mfa_serial = arn:aws:iam::481516234200:mfa/ada
region = eu-north-1
[profile machine]
role_arn = arn:aws:iam::481516234200:role/AgentMemory
credential_source = Ec2InstanceMetadata
[profile pod]
role_arn = arn:aws:iam::481516234200:role/Pod
web_identity_token_file = /var/run/token
[profile helper]
credential_process = /usr/bin/helper --secret abc
[profile both]
credential_process = /usr/bin/helper
`,
    );
    await writeFile(
      join(folder, 'credentials'),
      '[agents]\naws_access_key_id = a\naws_secret_access_key = very-secret\n[both]\naws_access_key_id = a\naws_secret_access_key = b\n',
    );
    const profiles = await listProfiles();
    expect(profiles.map(({ name, kind, region }) => [name, kind, region])).toEqual([
      ['agents', 'keys', ''],
      ['both', 'mixed', ''],
      ['deep', 'role', 'eu-north-1'],
      ['default', 'incomplete', 'eu-central-1'],
      ['helper', 'process', ''],
      ['machine', 'role', ''],
      ['nowhere', 'incomplete', ''],
      ['people', 'sso', ''],
      ['pod', 'web-identity', ''],
    ]);
    const summaries = Object.fromEntries(profiles.map(({ name, summary }) => [name, summary]));
    expect(summaries.deep).toBe('assumes AgentMemory with profile people, asks for an MFA code');
    expect(summaries.people).toBe('single sign-on, account 481516234200, role Reader');
    expect(JSON.stringify(profiles)).not.toMatch(/very-secret|abc/);
  });

  test('are what can be read where a file is broken, and none without files', async () => {
    expect(await listProfiles()).toEqual([]);
    await writeFile(join(folder, 'config'), '[profile __proto__]\nregion = x\n');
    await writeFile(
      join(folder, 'credentials'),
      '[a\nnonsense\n= b\n[ok]\naws_access_key_id = a\naws_secret_access_key = b\n',
    );
    expect((await listProfiles()).map(({ name, kind }) => [name, kind])).toEqual([['ok', 'keys']]);
  });
});
