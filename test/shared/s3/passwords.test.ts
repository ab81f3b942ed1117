import { expect, test } from 'vitest';
import { withoutPasswords } from '#shared/s3/passwords.ts';

test.each([
  ['https://me:planted@host', 'https://host'],
  ['https://me:planted@host:9000/path', 'https://host:9000/path'],
  ['https://planted@host', 'https://host'],
  ['https://me:pla@nted@host', 'https://host'],
  ['https://KEY:se/planted@host', 'https://host'],
  ['https://KEY:planted/se?cr#et@host', 'https://host'],
  [
    'Could not read https://me:planted@host, nor http://you:planted@other.',
    'Could not read https://host, nor http://other.',
  ],
])('no name and no password of %s is left', (text, left) => expect(withoutPasswords(text)).toBe(left));

test.each([
  'https://host:9000/path/a@b',
  's3://bucket/team@home/a:b@c',
  'file:///C:/app/node_modules/@acme/x.js:10:5',
  'a@b.example',
  'https://[::1]:9000',
  '/home/me/a@b',
])('%s is left as it is', (text) => expect(withoutPasswords(text)).toBe(text));
