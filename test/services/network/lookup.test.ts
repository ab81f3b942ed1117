import type { LookupFunction } from 'node:net';
import { expect, test } from 'vitest';
import { sharedLookup } from '#services/network/lookup.ts';

type Asked = Parameters<LookupFunction>;

function shared() {
  const asked: Asked[] = [];
  const lookup = sharedLookup((...question) => void asked.push(question));
  const find = (host: string, family = 0) =>
    new Promise((resolve) =>
      lookup(host, { family }, (error, address) => resolve(error ? error.code : address)),
    );
  return { asked, find };
}

test('a name is looked up once at a time, however many wait for it', async () => {
  const { asked, find } = shared();
  const answers = [
    find('dead.example'),
    find('dead.example'),
    find('other.example'),
    find('dead.example', 6),
  ];
  expect(asked.map(([host, { family }]) => [host, family])).toEqual([
    ['dead.example', 0],
    ['other.example', 0],
    ['dead.example', 6],
  ]);
  for (const [host, , answer] of asked) answer(null, `address of ${host}`, 4);
  const dead = 'address of dead.example';
  expect(await Promise.all(answers)).toEqual([dead, dead, 'address of other.example', dead]);
});

test('is looked up anew afterwards, failed or not', async () => {
  const { asked, find } = shared();
  for (const failure of [Object.assign(new Error(), { code: 'ENOTFOUND' }), null]) {
    const answer = find('some.example');
    asked.at(-1)?.[2](failure, '127.0.0.1', 4);
    expect(await answer).toBe(failure ? 'ENOTFOUND' : '127.0.0.1');
  }
  expect(asked.length).toBe(2);
});
