import { expect, test } from 'vitest';
import { searchFailed } from '#services/credentials/failure-words.ts';
import { s3Location } from '#shared/model/s3-location.ts';

const location = s3Location({ bucket: 'memory', credentials: { kind: 'profile', profile: 'lesson' } });
const failed = (name: string, message: string) =>
  searchFailed(Object.assign(new Error(message), { name }), location).message;

test.each([
  [
    'Could not resolve credentials using profile: [lesson] in configuration/credentials file(s).',
    /no such profile/,
  ],
  ['Command failed: /opt/associated/keys', /The program failed/],
])('a name that holds the letters of single sign-on is not taken for it: %s', (message, words) => {
  expect(failed('CredentialsProviderError', message)).toMatch(words);
});

test.each([
  ['SSOTokenProviderFailure', 'It failed.'],
  ['CredentialsProviderError', 'The SSO session associated with this profile has expired.'],
  ['TokenProviderError', 'Token is expired'],
])('a sign-in that has ended is told by %s', (name, message) => {
  expect(failed(name, message)).toMatch(/the sign-in has ended/);
});
