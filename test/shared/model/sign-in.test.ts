import { expect, test } from 'vitest';
import { isSignInPage } from '#shared/model/sign-in.ts';

test.each([
  'https://device.sso.eu-central-1.amazonaws.com/?user_code=WDJB-MJHT',
  'https://acme.awsapps.com/start/#/device?user_code=WDJB-MJHT',
  'http://localhost:8080/page',
  'http://127.0.0.1:8080/page',
  'http://[::1]/page',
])('%s may be opened to sign in', (url) => {
  expect(isSignInPage(url)).toBe(true);
});

test.each([
  'http://acme.awsapps.com/start',
  'http://127.0.0.1.evil.example/',
  'http://localhost.evil.example/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'mailto:ada@example.org',
  'nonsense',
  '',
])('“%s” may not', (url) => {
  expect(isSignInPage(url)).toBe(false);
});
