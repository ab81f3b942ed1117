import { expect, test } from 'vitest';
import type { Candidate } from '#shared/model/connection.ts';
import { type S3Credentials, s3Location, usualNetwork } from '#shared/model/s3-location.ts';
import { aboutOf, type Choice, choicesOf, nameOf, placeOf } from '#ui/connections/import-choice.ts';

const profile = { kind: 'profile', profile: 'acme' } as const;
const candidate = (said: Partial<Candidate> = {}): Candidate => ({
  ...{ name: 'acme', folder: '', colour: null, readOnly: false, about: '', problem: null, known: null },
  location: s3Location({ bucket: '', credentials: profile, region: 'eu-west-1' }),
  ...said,
});
const typed = (bucket: string): Choice => ({
  id: 0,
  candidate: candidate(),
  chosen: true,
  bucket,
  problem: null,
});

test('what is complete and new is chosen at first, and nothing else', () => {
  const whole = candidate({ location: s3Location({ bucket: 'agents' }) });
  const choices = choicesOf([
    whole,
    { ...whole, known: 's3-1' },
    candidate(),
    candidate({ location: null, problem: 'It is damaged.' }),
  ]);
  expect(choices.map(({ chosen }) => chosen)).toEqual([true, false, false, false]);
  expect(choices[3]?.problem).toBe('It is damaged.');
});

test('a bucket is named in any form, and what that leaves out is as it was found', () => {
  const found = candidate().location;
  expect(placeOf(typed(' agents '))).toEqual({ location: { ...found, bucket: 'agents' } });
  expect(placeOf(typed('s3://agents/memory'))).toEqual({
    location: { ...found, bucket: 'agents', prefix: 'memory' },
  });
  expect(placeOf(typed('https://agents.s3.us-west-2.amazonaws.com/'))).toMatchObject({
    location: { bucket: 'agents', region: 'us-west-2', credentials: profile },
  });
});

test('what names no bucket is refused in words', () => {
  expect(placeOf(typed(''))).toEqual({ problem: expect.stringContaining('Which bucket?') });
  expect(placeOf(typed('a b'))).toEqual({ problem: expect.stringContaining('no space') });
  expect(placeOf(typed('arn:aws:iam::123456789012:role/x'))).toEqual({ problem: expect.any(String) });
  expect(placeOf(typed('https://rgw.example.com'))).toEqual({ problem: expect.any(String) });
});

test('a profile that got a bucket is called by both', () => {
  const choice = typed('agents');
  expect(nameOf(choice, s3Location({ bucket: 'agents' }))).toBe('agents (acme)');
  const whole = {
    ...choice,
    candidate: candidate({ name: 'mine', location: s3Location({ bucket: 'agents' }) }),
  };
  expect(nameOf(whole, s3Location({ bucket: 'agents' }))).toBe('mine');
});

const roleArn = 'arn:aws:iam::123456789012:role/x';
const role = { roleArn, sessionName: '' };

test.each<[S3Credentials, string]>([
  [{ kind: 'web-identity', ...role, tokenFile: '~/.ssh/id_rsa' }, 'sends the token in ~/.ssh/id_rsa'],
  [{ kind: 'process', profile: 'vault' }, 'Runs the program that the profile “vault” names'],
  [{ kind: 'profile', profile: 'vault' }, 'the profile “vault”'],
  [
    { kind: 'role', ...role, externalId: '', mfaSerial: '', source: { kind: 'profile', profile: 'base' } },
    `Assumes ${roleArn} with the profile “base”`,
  ],
])('what a file would have used of this machine is said before it is added: %o', (credentials, words) => {
  const location = s3Location({ bucket: 'b', endpoint: 'https://evil.example', credentials });
  const about = aboutOf(candidate({ location }));
  expect(about).toContain('s3://b on https://evil.example.');
  expect(about).toContain(words);
});

test('so are a proxy and certificates that it brings along', () => {
  const network = { ...usualNetwork, proxy: 'http://proxy.evil.example:3128', caFile: '/tmp/ca.pem' };
  const about = aboutOf(candidate({ location: s3Location({ bucket: 'b', network }) }));
  expect(about).toContain('http://proxy.evil.example:3128');
  expect(about).toContain('/tmp/ca.pem');
});
