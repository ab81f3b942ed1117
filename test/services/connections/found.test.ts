import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { findCandidates } from '#services/connections/found.ts';
import { candidateSchema } from '#shared/model/connection.ts';
import { temporaryFolder } from '../../support/home.ts';

/** Lets the shared config files be these. */
function sharedFiles(config: string, credentials = ''): void {
  const folder = temporaryFolder();
  for (const [name, variable, text] of [
    ['config', 'AWS_CONFIG_FILE', config],
    ['credentials', 'AWS_SHARED_CREDENTIALS_FILE', credentials],
  ] as const) {
    writeFileSync(join(folder, name), text);
    vi.stubEnv(variable, join(folder, name));
  }
  onTestFinished(() => void vi.unstubAllEnvs());
}

test('the variables of the library are one way, with their bucket if it is named', async () => {
  sharedFiles('');
  const env = {
    S3_ENDPOINT: 'http://127.0.0.1:9000',
    S3_ACCESS_KEY_ID: 'planted',
    S3_SECRET_ACCESS_KEY: 'planted',
  };
  expect(await findCandidates({ ...env, S3_BUCKET: 'agents' })).toMatchObject([
    {
      name: 'agents',
      location: {
        bucket: 'agents',
        endpoint: env.S3_ENDPOINT,
        pathStyle: true,
        credentials: { kind: 'environment' },
      },
    },
  ]);
  const unnamed = await findCandidates(env);
  expect(unnamed).toMatchObject([{ location: { bucket: '' } }]);
  expect(JSON.stringify(unnamed)).not.toContain('planted');
});

test('those of AWS are another, and say what they set', async () => {
  sharedFiles('');
  const env = {
    AWS_ACCESS_KEY_ID: 'planted',
    AWS_REGION: 'eu-west-1',
    AWS_ENDPOINT_URL_S3: 'https://t3.storage.dev',
  };
  expect(await findCandidates(env)).toMatchObject([
    {
      about: 'The AWS_* variables: keys, eu-west-1, https://t3.storage.dev',
      location: {
        bucket: '',
        region: 'eu-west-1',
        endpoint: env.AWS_ENDPOINT_URL_S3,
        credentials: { kind: 'default' },
      },
    },
  ]);
});

test('every profile is one, with its kind and region, and none of its secrets', async () => {
  sharedFiles(
    '[profile dev]\nregion = eu-central-1\ncredential_process = /usr/bin/vault\n[profile plain]\nregion = eu-west-1\n',
    '[old]\naws_access_key_id = planted\naws_secret_access_key = planted\n',
  );
  const found = await findCandidates({});
  expect(found.map(({ name }) => name)).toEqual(['dev', 'old', 'plain']);
  expect(found[0]).toMatchObject({
    about: expect.stringMatching(/^Profile: .+, eu-central-1$/),
    location: { region: 'eu-central-1', credentials: { kind: 'profile', profile: 'dev' } },
  });
  expect(JSON.stringify(found)).not.toContain('planted');
  for (const each of found)
    expect(candidateSchema.parse({ ...each, known: null })).toEqual({ ...each, known: null });
});

test('nothing is found where nothing is set up', async () => {
  sharedFiles('');
  expect(await findCandidates({})).toEqual([]);
});

test.each(['S3_ENDPOINT', 'AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_S3'])(
  'a password in the address of %s is not taken over',
  async (variable) => {
    sharedFiles('[profile dev]\nregion = eu-central-1\n');
    for (const address of ['https://me:planted@host.example', 'https://KEY:se/planted@host.example']) {
      const found = await findCandidates({ [variable]: address });
      expect(found[0]?.location).toMatchObject({ endpoint: 'https://host.example' });
      expect(JSON.stringify(found)).not.toContain('planted');
    }
  },
);
